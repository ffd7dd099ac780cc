"""A manifest that somebody else wrote is refused in one sentence that names the entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corrconv.pipeline.store.manifest import FIELDS, Manifest
from tests.toy import Toy

NULLABLE = {"width", "height", "frames", "fps", "seconds"}
VALUES: tuple[Any, ...] = (None, True, 1, -1.5, 10**400, [], ["a"], {}, {"a": []}, "a", [[[]]])
BUILD = ("build", "--format", "mp4", "--theme", "light")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    """A project with one animation; what is listed may be changed."""
    folder = tmp_path_factory.mktemp("built")
    toy = Toy(folder / "project", folder / "media")
    assert toy.call(*BUILD).returncode == 0
    return toy


@pytest.fixture
def listed(built: Toy) -> dict[str, Any]:
    assert built.call(*BUILD).returncode == 0
    body: dict[str, Any] = json.loads((built.media / "manifest.json").read_text())
    assert [each["kind"] for each in body["artifacts"]] == ["page", "facts", "video", "captions"]
    return body


def is_right(field: str, value: Any, page: bool) -> bool:
    if page and field not in {"kind", "format", "path", "sha256", "bytes", "key", *NULLABLE}:
        return True  # a page has no figure, whatever the manifest says
    if value is None:
        return field in NULLABLE
    if field == "seconds":
        return type(value) in {int, float} and abs(value) < 1e300
    wanted = int if field in {"bytes", *NULLABLE} else str
    return type(value) is wanted


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_every_entry(field: str, listed: dict[str, Any]) -> None:
    refused = 0
    for number, entry in enumerate(listed["artifacts"]):
        whole, page = entry[field], entry["kind"] == "page"
        for value in VALUES:
            entry[field] = value
            content = json.dumps(listed).encode()
            if page and field == "kind":
                with pytest.raises(ValueError, match=rf"artifacts\[{number}\]\."):
                    Manifest.load(content)
            elif is_right(field, value, page):
                Manifest.load(content)
            else:
                with pytest.raises(ValueError) as error:
                    Manifest.load(content)
                assert str(error.value).startswith(f"artifacts[{number}].{field}: ")
                assert "\n" not in str(error.value)
                refused += 1
        del entry[field]
        if field in {"kind", "path", "bytes"}:
            with pytest.raises(ValueError, match=rf"artifacts\[{number}\]: .*{field}"):
                Manifest.load(json.dumps(listed).encode())
        entry[field] = whole
    assert refused > 20


@pytest.mark.parametrize("name", ["schema", "figures", "artifacts"])
def test_every_part(name: str, listed: dict[str, Any]) -> None:
    for value in (None, 2, "1", {}, [1], [{}], [None]):
        with pytest.raises(ValueError, match=name):
            Manifest.load(json.dumps({**listed, name: value}).encode())


@pytest.mark.parametrize("content", ["", "[]", "1", "nul", "{}", "[" * 100_000, '{"schema": 1}'])
def test_verify_and_others_end_in_one_sentence(built: Toy, content: str, tmp_path: Path) -> None:
    path = built.media / "manifest.json"
    whole = path.read_text()
    path.write_text(content)
    for command in (("verify",), ("lint",), ("diff", str(built.media))):
        done = built.call(*command)
        assert done.returncode in {1, 2}
        assert "manifest" in done.stdout + done.stderr
        assert len((done.stdout + done.stderr).splitlines()) <= 2
    path.write_text(whole)


@pytest.mark.parametrize("field", [name for name in FIELDS if name not in {"bytes", *NULLABLE}])
@pytest.mark.parametrize("text", ["", "../x", "a\0b", "\x1b[31m\u202e\x9b", "n\nm", "x" * 300])
def test_hostile_texts_are_named_and_never_reach_the_terminal(
    built: Toy, listed: dict[str, Any], field: str, text: str
) -> None:
    entry = listed["artifacts"][3]
    assert entry["kind"] == "captions"
    entry[field] = text
    (built.media / "manifest.json").write_text(json.dumps(listed))
    for command in (("verify",), ("diff", str(built.media))):
        done = built.call(*command)
        said = done.stdout + done.stderr
        assert done.returncode in {0, 1, 2}
        assert all(letter == "\n" or letter.isprintable() for letter in said)
        assert "Traceback" not in said
