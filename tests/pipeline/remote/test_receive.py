"""What comes back from a cluster, what is asked of it, and what is refused before."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corrconv.pipeline.cache.fingerprinter import Fingerprinter
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.remote.preflight import component_values, difference, shared_components
from corrconv.pipeline.remote.receive import receive
from corrconv.pipeline.remote.requirements import require_cluster
from corrconv.pipeline.workers.task import Made, Result
from corrconv.rendering.profile import PROFILES
from tests.toy import Toy, project

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Made, bytes]]:
    """Each kind of file as a worker makes it, with what it says of it."""
    folder = tmp_path_factory.mktemp("sent")
    toy = Toy(folder / "project", folder / "media")
    assert toy.call("build", "--theme", "light").returncode == 0
    entries = json.loads((toy.media / "manifest.json").read_text())["artifacts"]
    found = {}
    for entry in entries:
        if entry["kind"] != "page":
            name = f"{entry['kind']}.{entry['format']}"
            values = {key: entry[key] for key in Made.__slots__ if key != "file"}
            found[entry["kind"]] = (Made(name, **values), (toy.media / entry["path"]).read_bytes())
    assert set(found) == {"still", "video", "captions", "facts"}
    return found


def take(made: Made, content: bytes, folder: Path) -> None:
    receive({made.file: content}, b"said\n", Result(files=(made,)), folder)


@pytest.mark.parametrize("kind", ["still", "video", "captions", "facts"])
def test_a_file_that_came_whole_is_taken(
    sent: dict[str, tuple[Made, bytes]], kind: str, tmp_path: Path
) -> None:
    made, content = sent[kind]
    take(made, content, tmp_path)
    assert (tmp_path / made.file).read_bytes() == content
    assert (tmp_path / "log.txt").read_bytes() == b"said\n"


@pytest.mark.parametrize("kind", ["still", "video", "captions", "facts"])
def test_one_changed_byte_is_refused(
    sent: dict[str, tuple[Made, bytes]], kind: str, tmp_path: Path
) -> None:
    made, content = sent[kind]
    changed = bytes([content[0] ^ 1]) + content[1:]
    for bad in (changed, content[:-1], b""):
        with pytest.raises(ValueError, match="what came is not what was sent"):
            take(made, bad, tmp_path)
    with pytest.raises(ValueError, match="what came is not what was sent"):
        receive({}, b"", Result(files=(made,)), tmp_path)


@pytest.mark.parametrize("kind", ["still", "video", "captions", "facts"])
def test_a_broken_file_is_refused_though_its_digest_is_right(
    sent: dict[str, tuple[Made, bytes]], kind: str, tmp_path: Path
) -> None:
    made, content = sent[kind]
    cut = content[5 : len(content) // 2]
    with pytest.raises(ValueError):
        take(replace(made, sha256=digest(cut), bytes=len(cut)), cut, tmp_path)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("still", lambda made: replace(made, width=made.width + 1)),
        ("video", lambda made: replace(made, frames=made.frames + 1)),
        ("video", lambda made: replace(made, seconds=9.0)),
        ("video", lambda made: replace(made, fps=None)),
    ],
)
def test_other_sizes_than_were_sent_are_refused(
    sent: dict[str, tuple[Made, bytes]], kind: str, change: Callable[[Made], Made], tmp_path: Path
) -> None:
    made, content = sent[kind]
    with pytest.raises(ValueError, match=made.file):
        take(change(made), content, tmp_path)


@pytest.mark.parametrize("name", ["../out.png", "/etc/out.png", "", ".hidden", "a/b"])
def test_a_name_that_leads_elsewhere_is_refused(
    sent: dict[str, tuple[Made, bytes]], name: str, tmp_path: Path
) -> None:
    made, content = sent["still"]
    with pytest.raises(ValueError, match="name"):
        take(replace(made, file=name), content, tmp_path)


def test_the_preflight_sees_what_a_key_holds(toy: Toy) -> None:
    """The machine that we are on agrees with itself, and not with a changed source."""
    known = project(toy.root)
    figure = known.catalog[0]
    settings = (figure, "post", PROFILES["draft"], "light", ("png",), False, "", "")
    ours = shared_components([Fingerprinter(known, None).fingerprint(Job(*settings))])
    assert {"version:numpy", "version:python", "file:toy/paint.py", "setting:schema"} <= set(ours)
    assert not any(name.startswith("file:lessons/") for name in ours)
    assert difference("w", component_values(str(toy.root), ours), ours) is None
    for path in ("toy/paint.py", "toy/__init__.py"):
        toy.write(path, "changed = 1\n")
        sentence = difference("w", component_values(str(toy.root), ours), ours)
        assert sentence is not None
        assert f"{path} is {digest(b'changed = 1' + bytes([10]))[:12]}… there" in sentence
    (toy.root / "toy/paint.py").unlink()
    assert "toy/paint.py is missing there" in str(
        difference("w", component_values(str(toy.root), ours), ours)
    )


def test_a_difference_names_the_component_theirs_and_ours() -> None:
    ours = {"version:numpy": "2.4", "version:av": "18", "file:a.py": "0" * 64, "fonts:b": "1" * 64}
    assert difference("tcp://x:1", ours, ours) is None
    theirs = {**ours, "version:numpy": "2.3"}
    sentence = difference("tcp://x:1", theirs, ours)
    assert sentence == "worker tcp://x:1 would draw something else: numpy is 2.3 there, 2.4 here"
    assert str(difference("w", {}, ours)).endswith("; and 1 more")


@pytest.mark.parametrize("address", ["", "host", "tcp://", "host:port", "a b:1", "tcp://h:1/x"])
def test_what_is_no_address_is_refused(toy: Toy, address: str) -> None:
    done = toy.call("build", f"--scheduler={address}")
    assert done.returncode == 2
    assert "wanted HOST:PORT" in done.stderr
    assert toy.published() == {}


@pytest.mark.parametrize("address", ["host:8786", "tcp://10.0.0.1:8786", "tls://[::1]:1"])
def test_what_may_be_an_address_is_not(address: str) -> None:
    require_cluster(address)


def test_a_missing_library_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(RequestError) as met:
        require_cluster("host:8786", "no_such_library")
    assert "pip install 'corrconv[cluster]'" in str(met.value)
    assert "\n" not in str(met.value)
