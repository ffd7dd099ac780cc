"""Stills as SVG and animations as GIF: planned, published, found again and verified."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import render
from corrconv.formats.gif import GIF
from corrconv.formats.registry import FORMATS
from corrconv.formats.svg import read_svg
from corrconv.pipeline.remote.receive import receive
from corrconv.pipeline.workers.task import Made, Result
from tests.toy import PAINT, Toy, project

pytestmark = pytest.mark.slow

LIGHT = ("--theme", "light")
EVERY = (*LIGHT, "--format", "all")
ALONG = {"facts.json", "index.html", "vtt"}
FILES = {"png", "2x.png", "svg", "pdf", "mp4", "webm", "gif", "poster.png"}


def entries(toy: Toy) -> dict[str, dict[str, Any]]:
    """The manifest's entries by the end of their paths."""
    body = json.loads((toy.media / "manifest.json").read_text(encoding="utf-8"))
    return {re.sub(r".*/one[.@]", "", entry["path"]): entry for entry in body["artifacts"]}


def test_they_are_made_where_they_are_asked_for(toy: Toy) -> None:
    assert toy.call("build", *LIGHT).returncode == 0
    assert set(entries(toy)) == {"png", "mp4", "poster.png", *ALONG}
    assert toy.call("build", *EVERY).returncode == 0
    found = entries(toy)
    assert set(found) == FILES | ALONG
    told = {ending: (entry["kind"], entry["format"]) for ending, entry in found.items()}
    assert (told["svg"], told["gif"]) == (("still", "svg"), ("video", "gif"))
    assert (found["svg"]["width"], found["svg"]["height"], found["svg"]["frames"]) == (160, 120, 1)
    loop = GIF.probe(toy.path("one", "gif"))
    for name in ("width", "height", "frames", "seconds"):
        assert found["gif"][name] == getattr(loop, name)
    assert found["gif"]["fps"] is None
    assert loop.seconds == pytest.approx(found["mp4"]["seconds"], abs=0.005)
    assert toy.call("verify").returncode == 0
    assert toy.staged() == []


def test_alone_they_come_with_facts_only(toy: Toy) -> None:
    assert toy.call("build", *LIGHT, "--format", "gif", "--format", "svg").returncode == 0
    assert set(entries(toy)) == {"svg", "gif", "facts.json", "index.html"}
    assert toy.call("verify").returncode == 0


def test_one_pass_gives_what_several_give(toy: Toy, tmp_path: Path) -> None:
    other = Toy(tmp_path / "other/project", tmp_path / "other/media")
    assert toy.call("build", *EVERY).returncode == 0
    for ending in FORMATS:
        assert other.call("build", *LIGHT, "--format", ending).returncode == 0
    assert other.published() == toy.published()


def test_each_is_added_and_healed_alone(toy: Toy) -> None:
    assert toy.call("build", *EVERY).returncode == 0
    before = {path: (toy.media / path).stat().st_ino for path in toy.published()}
    toy.path("one", "svg").write_text("broken")
    done = toy.call("build", *EVERY)
    assert done.stderr.count("warning: ") == 1
    after = {path: (toy.media / path).stat().st_ino for path in toy.published()}
    same = {path.rpartition(".")[2] for path in before if before[path] == after[path]}
    assert {"png", "mp4", "gif", "vtt"} <= same
    assert "svg" not in same
    assert "1 current" in toy.call("build", *EVERY).stdout


def test_new_words_make_the_svg_anew_and_nothing_else(toy: Toy) -> None:
    assert toy.call("build", *EVERY).returncode == 0
    before = toy.published()

    def with_words(*arguments: str) -> int:
        changed = dataclasses.replace(
            project(toy.root), alt=lambda figure, lesson: "New & <other> words"
        )
        command = [*arguments, "--media_dir", str(toy.media), "-q", "l"]
        return render.main(command, changed)

    assert with_words("verify") == 1
    assert with_words("build", *LIGHT) == 0
    assert with_words("verify") == 1  # the SVG was not asked for
    assert with_words("build", *EVERY) == 0
    assert with_words("verify") == 0
    assert read_svg(toy.path("one", "svg")).description == "New & <other> words"
    changed = {path for path, content in toy.published().items() if content != before[path]}
    words = {f"post/draft/light/one.{ending}" for ending in ("svg", "pdf")}
    assert changed == {*words, "manifest.json", "index.html"}


CHANGES: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "another text": ("svg", lambda old: old.replace(b'"[0,0]"', b'"[0,1]"'), "shows image [0, 0]"),
    "another index": ("svg", lambda old: old.replace(b'"0,0"', b'"0,1"'), "shows image [0, 1]"),
    "another size": ("svg", lambda old: old.replace(b"160", b"161"), "width is 161"),
    "a script": ("svg", lambda old: old.replace(b"<title>", b"<script/><title>"), "script"),
    "other words": ("svg", lambda old: old.replace(b"Figure", b"Fugire"), "description"),
    "an end": ("gif", lambda old: old.replace(b"\x03\x01\x00\x00", b"\x03\x01\x01\x00"), "repeat"),
    "a cut": ("gif", lambda old: old[:-20], "has no end"),
    "another time": ("gif", lambda old: longer(old), "lasts"),
}


def longer(content: bytes) -> bytes:
    """The GIF with its first picture shown for longer."""
    at = content.index(b"!\xf9\x04") + 4
    return content[:at] + bytes([content[at] + 9]) + content[at + 1 :]


@pytest.mark.parametrize("kind", CHANGES)
def test_verify_reads_what_is_in_them(toy: Toy, kind: str) -> None:
    """Also where the manifest was told of the change."""
    assert toy.call("build", *EVERY).returncode == 0
    ending, change, wanted = CHANGES[kind]
    path = toy.path("one", ending)
    content = change(path.read_bytes())
    assert content != path.read_bytes()
    path.write_bytes(content)
    listed = json.loads((toy.media / "manifest.json").read_text(encoding="utf-8"))
    for entry in listed["artifacts"]:
        if entry["path"].endswith(f"one.{ending}"):
            entry.update(sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))
    (toy.media / "manifest.json").write_text(json.dumps(listed), encoding="utf-8")
    done = toy.call("verify")
    assert done.returncode == 1
    assert wanted in done.stdout


WRONG = {
    "an SVG of another size": ('width="160"', 'width="162"'),
    "an SVG that tells other things": ('data-index="0,0"', 'data-index="0,1"'),
    "an SVG that is none": ("</g></svg>", "</svg>"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_svg_is_not_published(toy: Toy, kind: str) -> None:
    assert toy.call("build", *EVERY).returncode == 0
    before = toy.published()
    old, new = WRONG[kind]
    assert old in PAINT
    toy.write("toy/paint.py", PAINT.replace(old, new, 1))
    done = toy.call("build", *EVERY)
    assert done.returncode == 1
    assert "figure.svg: " in done.stdout
    assert toy.published() == before


def test_a_gif_without_frames_is_not_published(toy: Toy) -> None:
    toy.lines("one", "return play(request, None)")
    done = toy.call("build", *LIGHT, "--format", "gif")
    assert done.returncode == 1
    assert "the animation has no frame" in done.stdout
    assert toy.published().keys() <= {"manifest.json", "index.html"}


def test_the_page_links_them(toy: Toy) -> None:
    assert toy.call("build", *EVERY).returncode == 0
    page = (toy.media / "index.html").read_text(encoding="utf-8")
    for ending in ("svg", "gif"):
        assert f'href="post/draft/light/one.{ending}"' in page
    assert '<img src="post/draft/light/one.png"' in page
    assert '<source src="post/draft/light/one.mp4"' in page


@pytest.mark.parametrize("ending", ["svg", "gif"])
def test_what_comes_from_elsewhere_is_read(toy: Toy, tmp_path: Path, ending: str) -> None:
    assert toy.call("build", *EVERY).returncode == 0
    entry = entries(toy)[ending]
    values = {name: entry[name] for name in Made.__slots__ if name != "file"}
    made, content = Made(f"one.{ending}", **values), toy.path("one", ending).read_bytes()

    def take(made: Made, content: bytes) -> None:
        receive({made.file: content}, b"", Result(files=(made,)), tmp_path)

    take(made, content)
    with pytest.raises(ValueError, match=r"width|162"):
        take(dataclasses.replace(made, width=162), content)
    cut = content[:-9]
    told = {"sha256": hashlib.sha256(cut).hexdigest(), "bytes": len(cut)}
    with pytest.raises(ValueError, match=r"no XML|no end"):
        take(dataclasses.replace(made, **told), cut)


def test_folders_with_them_are_merged(toy: Toy, tmp_path: Path) -> None:
    """The words in the keys differ from figure to figure, and that is no disagreement."""
    toy.scene("two")
    parts = [Toy(toy.root, tmp_path / name) for name in ("a", "b")]
    for part, name in zip(parts, ("one", "two"), strict=True):
        assert part.call("build", name, *EVERY).returncode == 0
    assert toy.call("build", *EVERY).returncode == 0
    media = tmp_path / "merged"
    command = ["merge", *(str(part.media) for part in parts), "--media_dir", str(media)]
    assert render.main(command, project(toy.root)) == 0
    assert Toy(toy.root, media).published() == toy.published()
