"""PDF: a still as one page with the paths of its SVG, tagged with what it shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corrconv.formats.format import STILL, Budget, Probe, StillFormat
from corrconv.formats.svg import SvgContent, drawn_svg, expected_content
from corrconv.rendering.profile import FRAME_WIDTH, Profile
from corrconv.rendering.request import SVG_VIEW, RenderRequest

if TYPE_CHECKING:
    from corrconv.rendering.result import RenderResult

FULL_WIDTH = 540.0
"""Points across a page for a drawing as wide as a frame: 720 pixels of CSS, 7.5 inches."""

STANDARD: Literal["ua-1"] = "ua-1"
"""Of accessible PDF: with a title, a language and alternative texts."""

SOURCE = b"""
#set document(title: sys.inputs.title, date: none)
#set text(lang: "en", region: "gb")
#set page(
  width: float(sys.inputs.width) * 1pt, height: float(sys.inputs.height) * 1pt, margin: 0pt,
  fill: none,
)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, alt: sys.inputs.alt)
"""

_BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)\s*\]")

Size = tuple[float, float]
"""Width and height in points."""


class Pdf(StillFormat):
    """A PDF that holds the paths and the words of the SVG; its sizes are points, rounded."""

    worded = True

    def write(self, path: Path, result: RenderResult, request: RenderRequest) -> Probe:
        """Write the page; ValueError where it has another size than it should."""
        content = expected_content(result, request)
        size = page_size(content.width, content.height, request.profile)
        path.write_bytes(pdf(drawn_svg(result), content, size))
        require_size(path, size)
        return _probe(size)

    def probe(self, path: Path) -> Probe:
        """Read the size of the only page of `path`."""
        return _probe(read_size(path))


PDF = Pdf(
    *("pdf", ".pdf", "application/pdf", "PDF", STILL, Budget(150)),
    transparent=True,
    view=SVG_VIEW,
)


def page_size(width: int, height: int, profile: Profile) -> Size:
    """Return the page of a still of this size in pixels: the same in every profile."""
    points = FULL_WIDTH / (FRAME_WIDTH * profile.still_scale)
    return round(width * points, 3), round(height * points, 3)


def pdf(svg: str, content: SvgContent, size: Size) -> bytes:
    """Return the PDF of `svg`, whose words are those of `content`; the same bytes every time."""
    import typst

    words = {"title": content.title or "-", "alt": content.description or content.title or "-"}
    width, height = (f"{side:.3f}" for side in size)
    page: bytes = typst.compile(
        SOURCE,
        format="pdf",
        sys_inputs={**words, "svg": svg, "width": width, "height": height},
        pdf_standards=STANDARD,
        ignore_system_fonts=True,
    )
    return page


def read_size(path: Path) -> Size:
    """Return the size of the only page of `path`; ValueError where it is no such PDF."""
    content = path.read_bytes()
    boxes = _BOX.findall(content)
    if not content.startswith(b"%PDF-") or not content.rstrip().endswith(b"%%EOF"):
        raise ValueError(f"{path.name}: is no whole PDF")
    if len(boxes) != 1:
        raise ValueError(f"{path.name}: has {len(boxes)} pages, wanted one")
    width, height = boxes[0]
    return float(width), float(height)


def require_size(path: Path, expected: Size) -> None:
    """Raise ValueError unless the only page of `path` has the size `expected`."""
    for found, side in zip(read_size(path), expected, strict=True):
        if abs(found - side) > 0.01:
            raise ValueError(f"{path.name}: a side is {found} pt, wanted {side}")


def _probe(size: Size) -> Probe:
    width, height = (round(side) for side in size)
    return Probe(width, height, frames=1)
