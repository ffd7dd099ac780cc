"""Media folders of others: whatever they hold is one sentence, and text stays text."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from markdown_it import MarkdownIt

import render
from corrconv.diff.images.pixels import read_pixels
from corrconv.diff.report.markdown import code_span
from corrconv.diff.sources.reading import ReadingError, parse_json, text
from corrconv.diff.video.steps import read_cues
from corrconv.pipeline.cache.sources import digest
from tests.diff.sides import Side, edited, still

HOSTILE = (
    "`` ` ``` </code></pre><script>alert(1)</script> | [link](https://example.org) ![x](y) "
    "<img src=x onerror=alert(1)> @somebody #1 https://example.org\n\n# Head\n- item\u202e\x1b[31m"
)


def diff(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    """Exit status of `diff`, and what it printed."""
    status = render.main(["diff", *map(str, arguments)])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def manifest_of(folder: Path) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return body


def rewrite(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change the manifest's first entry."""
    body = manifest_of(folder)
    change(body["artifacts"][0])
    (folder / "manifest.json").write_text(json.dumps(body), encoding="utf-8")


def replaced(folder: Path, ending: str, content: bytes) -> None:
    """Other content for a file, and a manifest that says so."""
    (path,) = folder.rglob(f"*{ending}")
    path.write_bytes(content)
    body = manifest_of(folder)
    for entry in body["artifacts"]:
        if entry["path"].endswith(ending):
            entry.update(sha256=digest(content), bytes=len(content))
    (folder / "manifest.json").write_text(json.dumps(body), encoding="utf-8")


def huge_png() -> bytes:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(
        ">I", zlib.crc32(chunk)
    )  # fmt: skip


BROKEN: dict[str, tuple[str, bytes, str]] = {
    "no PNG": (".png", b"GIF89a", "is no PNG"),
    "a cut PNG": (".png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "is no PNG"),
    "a huge PNG": (".png", huge_png(), "60000x60000 pixels"),
    "no JSON": (".facts.json", b"{", "is not JSON"),
    "NaN": (".facts.json", b'{"drawn": [NaN]}', "is not a number"),
    "deep JSON": (".facts.json", b"[" * 100_000, "is not JSON"),
    "no drawing": (".facts.json", b'{"drawn": 1}', "wanted a list"),
    "no index": (
        ".facts.json",
        b'{"terms": [], "drawn": [{"role": "a", "text": "", "index": [1e9, 2], "bbox": [0]}]}',
        "wanted an index",
    ),
    "no box": (
        ".facts.json",
        b'{"terms": [], "drawn": [{"role": "a", "text": "b", "index": null, "bbox": [0,0,1]}]}',
        "bbox",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ending, content, expected = BROKEN[name]
    base, head = Side().write(tmp_path / "a"), Side().write(tmp_path / "b")
    replaced(head, ending, content)
    status, output = diff(capsys, base, head)
    assert status == 1
    assert output.splitlines()[0] == "unreadable F1 one, post/draft"
    assert expected in output
    assert "Traceback" not in output


ENTRIES: dict[str, tuple[dict[str, Any], int, str]] = {
    "a path that leads out": ({"path": "../../secret.png"}, 1, "file name '..'"),
    "an absolute path": ({"path": "/etc/passwd"}, 1, "no path in a folder"),
    "a theme that leads out": ({"theme": "../x"}, 2, "theme name '../x'"),
    "a figure with markup": ({"figure": "<b>"}, 2, "figure name '<b>'"),
    "another digest": ({"sha256": "0" * 64}, 1, "has other content than its manifest lists"),
    "a caption that is none": ({"caption": 7}, 2, "artifacts[0].caption: expected str"),
    "a width that is none": ({"width": "wide"}, 2, "artifacts[0].width: expected"),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_a_hostile_entry_is_one_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry, wanted, expected = ENTRIES[name]
    base, head = Side().write(tmp_path / "a"), Side().write(tmp_path / "b")
    rewrite(head, lambda first: first.update(entry))
    status, output = diff(capsys, base, head)
    assert status == wanted
    assert expected in output
    assert "Traceback" not in output


def test_links_are_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base, head = Side().write(tmp_path / "a"), Side().write(tmp_path / "b")
    (picture,) = head.rglob("*.png")
    secret = tmp_path / "secret.png"
    picture.rename(secret)
    picture.symlink_to(secret)
    status, output = diff(capsys, base, head)
    assert (status, "cannot be read" in output) == (1, True)
    picture.unlink()
    home = picture.parent
    secret.rename(picture)
    home.rename(tmp_path / "outside")
    home.symlink_to(tmp_path / "outside")
    status, output = diff(capsys, base, head)
    assert (status, "outside" in output) == (1, True)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"schema": 2}', b'{"schema": 1, "artifacts": 3}']
)
def test_a_folder_without_a_manifest_is_refused(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, head = Side().write(tmp_path / "a"), Side().write(tmp_path / "b")
    (head / "manifest.json").write_bytes(content)
    status, output = diff(capsys, base, head)
    assert status == 2
    assert output.startswith("error: ")
    assert output.count("\n") == 1


class Tags(HTMLParser):
    """Which elements a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def hostile(tmp_path: Path) -> tuple[Path, Path]:
    facts = edited(lambda body: body["drawn"][0].update(text=HOSTILE, grid=HOSTILE[:40]))
    pixels = still()
    pixels[150:156, 200:220] = (1, 2, 3)
    side = Side(caption=HOSTILE, alt=HOSTILE, title=HOSTILE, facts=facts, still=pixels)
    return Side().write(tmp_path / "a"), side.write(tmp_path / "b")


def test_hostile_text_is_no_markup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / f"report.{ending}" for ending in ("html", "md", "json", "xml")]
    reports = [word for path in paths for word in ("--report", str(path))]
    status, output = diff(capsys, *hostile(tmp_path), *reports)
    assert status == 1
    assert "\x1b" not in output
    assert "\u202e" not in output
    page, comment = (path.read_text(encoding="utf-8") for path in paths[:2])
    tags = Tags()
    tags.feed(page)
    assert len([tag for tag, _ in tags.found if tag == "script"]) == 1
    assert all("onerror" not in attributes for _, attributes in tags.found)
    assert {attributes["src"][:11] for tag, attributes in tags.found if tag == "img"} == {
        "data:image/"
    }
    assert any("<script>alert(1)</script>" in words for words in tags.words)
    _is_plain(comment)


def _is_plain(comment: str) -> None:
    """What a renderer of comments makes of it: our headings, lists and pictures, and code."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(comment)
    inline = [child for token in tokens for child in token.children or []]
    assert {token.type for token in (*tokens, *inline)} & {
        "html_block",
        "html_inline",
        "link_open",
        "fence",
        "code_block",
    } == set()
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h2", "h3"]
    outside = "".join(child.content for child in inline if child.type == "text")
    for word in ("@somebody", "https:", "#1", "script", "Head"):
        assert word not in outside
    assert any("@somebody" in child.content for child in inline if child.type == "code_inline")
    sources = [str(child.attrs["src"]) for child in inline if child.type == "image"]
    assert sources
    assert all(source.startswith("report-pictures/") for source in sources)


def test_the_check_of_comments_can_fail() -> None:
    with pytest.raises(AssertionError):
        _is_plain(f"## Figures\n\n### x\n\n{HOSTILE}\n")


@pytest.mark.parametrize("content", ["`", "``", "a`b``c", " x ", "", "\n# h", "`a", "b`"])
def test_a_code_span_holds_any_text(content: str) -> None:
    spans = [
        child
        for token in MarkdownIt().parse(f"- {code_span(content)}")
        for child in token.children or []
        if child.type == "code_inline"
    ]
    line = " ".join(content.split())
    assert [span.content for span in spans] == ([line] if line else [])


def test_text_is_one_bounded_line() -> None:
    assert text("a\n\tb", "x") == "a b"
    assert len(text("a" * 10_000, "x")) == 2001
    assert text("a\u202eb\x00", "x") == "a\ufffdb\ufffd"
    with pytest.raises(ReadingError, match="wanted text, got int"):
        text(7, "x")


def test_other_refusals(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="is not JSON"):
        parse_json(b"\xff", "x")
    with pytest.raises(ReadingError, match="is no WebVTT"):
        read_cues(b"1\n", "x")
    with pytest.raises(ReadingError, match="is not UTF-8"):
        read_cues(b"WEBVTT\xff", "x")
    path = tmp_path / "clear.png"
    Side(still=np.full((4, 4, 4), 0, np.uint8)).write(tmp_path)
    (picture,) = tmp_path.rglob("one.png")
    picture.rename(path)
    assert (read_pixels(path) == 128).all()
