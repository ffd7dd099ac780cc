"""Reading an SVG again: what it claims, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corrconv.formats.svg import SvgContent, expected_claims, read_svg, require_svg

GOOD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120" viewBox="0 0 160 120">'
    "<title>A &amp; B</title><desc>words</desc>"
    '<g data-role="kernel" data-index="1,-2" data-grid="taps"><path d="m0 0h9"/>'
    '<g data-text="[1"><use href="#g1"/></g><g data-text=",−2]"/></g>'
    '<g data-role="label" data-grid="title" data-text="T"/></svg>'
)
CLAIMS = (("kernel", (1, -2), "taps", "[1,−2]"), ("label", None, "title", "T"))
CONTENT = SvgContent(160, 120, "A & B", "words", CLAIMS)


def written(folder: Path, text: str) -> Path:
    path = folder / "still.svg"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert read_svg(path) == CONTENT
    require_svg(path, CONTENT)
    facts = [
        {"role": "kernel", "index": [1, -2], "grid": "taps", "text": "[1,−2]"},
        {"role": "label", "index": None, "grid": "title", "text": "T"},
    ]
    assert expected_claims({"drawn": facts}) == CLAIMS


BAD = {
    "cut": GOOD[:-3],
    "empty": "",
    "no svg": "<html/>",
    "a script": GOOD.replace("<title>", "<script/><title>"),
    "a style": GOOD.replace("<title>", "<style/><title>"),
    "an image": GOOD.replace("<title>", '<image href="a.png"/><title>'),
    "something of another kind": GOOD.replace("<title>", '<g xmlns="x:y"/><title>'),
    "a file that is fetched": GOOD.replace("#g1", "other.svg#g1"),
    "a fetched paint": GOOD.replace('d="m', 'fill="url(a.svg#b)" d="m'),
    "a handler": GOOD.replace('d="m', 'onclick="x()" d="m'),
    "no size": GOOD.replace(' width="160"', ""),
    "a size that is none": GOOD.replace(' width="160"', ' width="1e3"'),
    "another view": GOOD.replace("0 0 160", "0 0 161"),
    "an index that is none": GOOD.replace("1,-2", "1,b"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_none_of_ours_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(ValueError):
        read_svg(written(tmp_path, BAD[kind]))


OTHER = {
    "width": replace(CONTENT, width=161),
    "height": replace(CONTENT, height=1),
    "title": replace(CONTENT, title="A"),
    "description": replace(CONTENT, description=""),
    "claims": replace(CONTENT, claims=CLAIMS[:1]),
}


@pytest.mark.parametrize("what", OTHER)
def test_another_drawing_than_expected_is_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        require_svg(written(tmp_path, GOOD), OTHER[what])
