"""F07, F30: what is stored is damaged, of another schema, or belongs to nothing any more."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from corrconv.pipeline.store.record import RecordError, stored
from corrconv.pipeline.store.store import Store
from tests.toy import Toy

pytestmark = pytest.mark.slow

PLACE = "post/draft/light/one"
BUILD = ("build", "--format", "png", "--theme", "light")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 4
    path.write_bytes(content)


def other(path: Path) -> None:
    path.write_bytes(b"x" * path.stat().st_size)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "something").touch()


def link(path: Path) -> None:
    kept = path.with_name("kept-elsewhere")
    path.rename(kept)
    path.symlink_to(kept)


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("/nonexistent/target")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


DAMAGES = [empty, cut, flip, other, folder, link, dangling, pipe]


def file(path: Path) -> None:
    path.write_bytes(b"x")


def loop(path: Path) -> None:
    path.symlink_to(path)


def nowhere(path: Path) -> None:
    path.symlink_to("/nonexistent/target")


def unix_socket(path: Path) -> None:
    """A socket's path must be short, so it is made from its own folder."""
    here = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(path.name)
    os.chdir(here)


def folder_of_files(path: Path) -> None:
    path.mkdir()
    (path / "something").touch()


def lists(published: dict[str, bytes]) -> dict[str, bytes]:
    """The page and the manifest, which another figure changes."""
    return {name: published[name] for name in ("index.html", "manifest.json")}


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


STATE = [
    ".corrconv",
    ".corrconv/records",
    ".corrconv/records/post",
    ".corrconv/locks",
    ".corrconv/locks/publishing",
    ".corrconv/locks/jobs",
    ".corrconv/locks/jobs/post/draft/light/one.lock",
    ".corrconv/staging",
    ".corrconv/logs",
    ".corrconv/aside",
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    """A project whose light still is published."""
    folder = tmp_path_factory.mktemp("built")
    toy = Toy(folder / "project", folder / "media")
    assert toy.call(*BUILD).returncode == 0
    return toy


@pytest.fixture
def toy(built: Toy, tmp_path: Path) -> Toy:
    """The same, to be damaged."""
    shutil.copytree(built.media, tmp_path / "media")
    return Toy(tmp_path / "project", tmp_path / "media")


def warnings(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("warning: ")]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("ending", ["png", "facts.json"])
def test_a_damaged_file_is_made_again(
    toy: Toy, ending: str, damage: Callable[[Path], None]
) -> None:
    before = toy.published()
    damage(toy.path("one", ending))
    done = toy.call(*BUILD)
    assert done.returncode == 0
    assert done.stdout.count("made ONE") == 1
    assert len(warnings(done.stderr)) == 1
    assert f"one.{ending}" in done.stderr
    shutil.rmtree(toy.media / "post/draft/light/kept-elsewhere", ignore_errors=True)
    (toy.media / "post/draft/light/kept-elsewhere").unlink(missing_ok=True)
    assert toy.published() == before
    assert list((toy.media / ".corrconv/aside").iterdir())


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_record_is_a_miss(toy: Toy, damage: Callable[[Path], None]) -> None:
    before = toy.published()
    damage(Store(toy.media).record_path(PLACE))
    done = toy.call(*BUILD)
    assert done.returncode == 0
    assert done.stdout.count("made ONE") == 1
    assert len(warnings(done.stderr)) == 1
    assert toy.published() == before
    again = toy.call(*BUILD)
    assert again.stdout.count("current ONE") == 1
    assert again.stderr == ""


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_becomes_of_a_record_that_was_read_before(
    toy: Toy, damage: Callable[[Path], None]
) -> None:
    store = Store(toy.media)
    first = store.read(PLACE)
    assert first is not None
    assert store.read(PLACE) == first
    Store(toy.media).write(replace(first, caption="New words"))
    assert store.read(PLACE) == replace(first, caption="New words")
    damage(store.record_path(PLACE))
    assert store.damaged() == (PLACE,)
    assert store.record_or_none(PLACE) is None


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["manifest.json", "index.html"])
def test_a_damaged_list_is_written_again(
    toy: Toy, name: str, damage: Callable[[Path], None]
) -> None:
    before = toy.published()
    damage(toy.media / name)
    done = toy.call(*BUILD)
    assert done.returncode == 0
    assert done.stdout.count("current ONE") == 1
    assert len(warnings(done.stderr)) == 1
    (toy.media / "kept-elsewhere").unlink(missing_ok=True)
    assert toy.published() == before
    assert toy.call(*BUILD).stderr == ""


@pytest.mark.parametrize("replace_by", [file, loop, nowhere, unix_socket, folder_of_files])
@pytest.mark.parametrize("name", STATE)
def test_what_stands_in_the_way_of_our_own_is_moved_aside(
    toy: Toy, name: str, replace_by: Callable[[Path], None]
) -> None:
    toy.scene("two")  # so that something has to be made
    before, path = toy.published(), toy.media / name
    remove(path)
    replace_by(path)
    done = toy.call(*BUILD)
    assert done.returncode == 0, done.stdout + done.stderr
    said = warnings(done.stderr)
    fits = file if name.endswith((".lock", "publishing")) else folder_of_files
    if replace_by is fits:
        assert said == []
    else:
        assert len(said) == 1
        assert f"{path.name}.aside" in said[0]
        assert os.path.lexists(f"{path}.aside")
    assert before.items() <= {**toy.published(), **lists(before)}.items()
    again = toy.call(*BUILD)
    assert again.stdout.count("current ") == 2
    assert again.stderr == ""


@pytest.mark.parametrize("name", ["manifest.json", "index.html"])
@pytest.mark.parametrize("more", [False, True])
def test_a_list_that_was_deleted_is_written_again(toy: Toy, name: str, more: bool) -> None:
    (toy.media / name).unlink()
    if more:
        toy.scene("two")
    done = toy.call(*BUILD)
    assert done.returncode == 0
    assert len(warnings(done.stderr)) == 1
    assert name in done.stderr
    assert (toy.media / name).is_file()
    assert toy.call(*BUILD).stderr == ""


def test_a_record_of_a_newer_schema_is_rebuilt(toy: Toy) -> None:
    path = Store(toy.media).record_path(PLACE)
    body = json.loads(path.read_text())["record"]
    assert stored(json.dumps(body, sort_keys=True).encode()) == path.read_bytes()
    newer = {**body, "schema": body["schema"] + 1}
    path.write_bytes(stored(json.dumps(newer, sort_keys=True).encode()))
    with pytest.raises(RecordError, match="schema: invalid"):
        Store(toy.media).read(PLACE)
    done = toy.call(*BUILD)
    assert done.returncode == 0
    assert done.stdout.count("made ONE") == 1
    assert len(warnings(done.stderr)) == 1


def test_a_manifest_of_a_newer_schema_is_written_again(toy: Toy) -> None:
    path = toy.media / "manifest.json"
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 9', 1))
    assert toy.call("verify").returncode == 1
    done = toy.call(*BUILD)
    assert done.returncode == 0
    assert len(warnings(done.stderr)) == 1
    assert toy.call("verify").returncode == 0


def test_files_of_a_removed_figure_are_orphans(toy: Toy) -> None:
    gone = toy.scene("gone")
    assert toy.call("build").returncode == 0
    foreign = toy.media / "post/draft/light/mine.png"
    foreign.write_bytes(b"mine")
    gone.unlink()
    done = toy.call("build")
    assert done.returncode == 0
    assert "orphan post/draft/light/gone.mp4" in done.stdout
    assert toy.path("gone", "mp4").exists()
    assert "gone" not in (toy.media / "manifest.json").read_text()
    assert "mine" not in done.stdout
    pruned = toy.call("build", "--prune")
    assert pruned.returncode == 0
    assert [path for path in toy.published() if "gone" in path] == []
    assert foreign.read_bytes() == b"mine"
    assert "orphan" not in toy.call("build").stdout


def test_a_foreign_file_in_our_place_is_kept_aside(toy: Toy) -> None:
    still = toy.path("one", "png", "dark")
    still.parent.mkdir(parents=True)
    still.write_bytes(b"mine")
    assert toy.call("build").returncode == 0
    assert still.read_bytes() != b"mine"
    aside = list((toy.media / ".corrconv/aside").iterdir())
    assert [path.read_bytes() for path in aside] == [b"mine"]
