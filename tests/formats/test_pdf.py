"""PDFs, and the still in twice the pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from corrconv.draw.perform import perform
from corrconv.formats.codec.pixels import unlike
from corrconv.formats.pdf import page_size, pdf, read_size, require_size
from corrconv.formats.svg import SvgContent
from corrconv.rendering.profile import PROFILES
from corrconv.rendering.result import RenderResult
from tests.render_requests import request as asked_for

DRAFT = PROFILES["draft"]
TITLE, ALT = 'Title "& more', "What it shows: h[−1,0] \\ #read(1) é"
MOST = 1.5
"""Mean difference between the PDF's page and the PNG, of 255."""


@pytest.fixture(scope="module", params=["light", "dark"])
def drawn(request: pytest.FixtureRequest) -> RenderResult:
    formats = ("png", "png@2x", "svg", "poster")
    return perform(asked_for("traversal", request.param, DRAFT, formats), None)


def document(drawn: RenderResult) -> bytes:
    assert drawn.svg is not None
    height, width = drawn.still.shape[:2]
    return pdf(
        drawn.svg, SvgContent(width, height, TITLE, ALT, ()), page_size(width, height, DRAFT)
    )


def page(content: bytes, scale: float) -> np.ndarray:
    """The only page, drawn by another program."""
    with pypdfium2.PdfDocument(content) as opened:
        assert len(opened) == 1
        return np.array(opened[0].render(scale=scale).to_pil().convert("RGB"))


def difference(drawn: RenderResult) -> float:
    still = drawn.still[..., :3].astype(int)
    height, width = still.shape[:2]
    shown = page(document(drawn), width / page_size(width, height, DRAFT)[0])
    return float(np.abs(shown[:height, :width].astype(int) - still).mean())


def test_a_pdf_shows_what_the_png_shows(drawn: RenderResult) -> None:
    assert difference(drawn) <= MOST
    assert difference(replace(drawn, still=np.roll(drawn.still, 4, axis=1))) > MOST


def test_a_pdf_carries_its_words(drawn: RenderResult) -> None:
    with pypdfium2.PdfDocument(document(drawn)) as opened:
        assert opened.get_metadata_value("Title") == TITLE
        assert opened.is_tagged()
    content = document(drawn)
    assert b"/Alt" in content
    assert b"/Lang(en-GB)" in content
    assert content == document(drawn)


def test_a_pdf_is_as_large_in_every_profile() -> None:
    sizes = {
        page_size(round(10 * each.still_scale), round(4 * each.still_scale), each)
        for each in PROFILES.values()
    }
    widths, heights = zip(*sizes, strict=True)
    assert max(widths) - min(widths) < 1
    assert max(heights) - min(heights) < 1
    assert page_size(720, 100, DRAFT)[0] == 540


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "no PDF": lambda old: old[1:],
    "cut": lambda old: old[:-9],
    "two pages": lambda old: old.replace(b"%%EOF", b"/MediaBox[0 0 1 1]\n%%EOF"),
    "another size": lambda old: old.replace(b"MediaBox[0 0 ", b"MediaBox[0 0 1"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_another_pdf_is_refused(tmp_path: Path, kind: str) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><path d="M0 0h9v9z"/></svg>'
    )
    path, whole = tmp_path / "a.pdf", pdf(svg, SvgContent(80, 40, "", "", ()), (60, 30))
    path.write_bytes(whole)
    assert read_size(path) == (60, 30)
    require_size(path, (60, 30))
    path.write_bytes(BROKEN[kind](whole))
    assert path.read_bytes() != whole
    with pytest.raises(ValueError, match=r"a\.pdf: "):
        require_size(path, (60, 30))


def test_the_large_still_has_the_same_layout(drawn: RenderResult) -> None:
    assert drawn.large is not None
    assert unlike(drawn.still, drawn.large) is None
    assert unlike(drawn.still, np.roll(drawn.large, 8, axis=1)) is not None
    assert unlike(drawn.still, drawn.large[:-2]) is not None
    sharp = drawn.still.repeat(2, axis=0).repeat(2, axis=1)
    assert (drawn.large != sharp).any()  # drawn, not enlarged


class Seen:
    """Keeps the last frame, and which alpha frames had."""

    def __init__(self) -> None:
        self.last, self.alphas = np.zeros(0, np.uint8), np.zeros(256, bool)

    def write(self, frame: np.ndarray, repeat: int, changed: object = None) -> None:
        self.last = frame.copy()
        self.alphas[np.unique(frame[..., 3])] = True

    def step(self) -> None:
        pass


@pytest.mark.parametrize("clear", [False, True])
def test_a_poster_is_the_last_frame(clear: bool) -> None:
    """On no ground both have straight alpha."""
    seen, small = Seen(), replace(DRAFT, width=640, height=360, fps=1)
    asked = asked_for("traversal", "dark", small, ("webm", "poster"), transparent=clear)
    poster = perform(asked, seen).poster
    assert poster is not None
    assert poster.shape == seen.last.shape == (360, 640, 4)
    assert np.abs(poster.astype(int) - seen.last).mean() < 0.1
    assert np.abs(np.roll(poster, 4, axis=1).astype(int) - seen.last).mean() > 1
    assert (seen.last[0, 0, 3], seen.alphas[0]) == ((0, True) if clear else (255, False))
    assert seen.alphas[255]
