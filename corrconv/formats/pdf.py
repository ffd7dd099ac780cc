"""A still as PDF: one page with the paths of its SVG, tagged with what it shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import typst

from corrconv.formats.svg import Vector
from corrconv.rendering.profile import FRAME_WIDTH, Profile

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


def page_size(width: int, height: int, profile: Profile) -> Size:
    """The page of a still of this size in pixels: the same in every profile."""
    points = FULL_WIDTH / (FRAME_WIDTH * profile.still_scale)
    return round(width * points, 3), round(height * points, 3)


def pdf(svg: str, drawn: Vector, size: Size) -> bytes:
    """The PDF of `svg`, whose words are those of `drawn`; the same bytes every time."""
    words = {"title": drawn.title or "-", "alt": drawn.description or drawn.title or "-"}
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
    """The size of the only page of `path`; ValueError where it is no such PDF."""
    content = path.read_bytes()
    boxes = _BOX.findall(content)
    if not content.startswith(b"%PDF-") or not content.rstrip().endswith(b"%%EOF"):
        raise ValueError(f"{path.name}: is no whole PDF")
    if len(boxes) != 1:
        raise ValueError(f"{path.name}: has {len(boxes)} pages, wanted one")
    width, height = boxes[0]
    return float(width), float(height)


def require_pdf(path: Path, wanted: Size) -> None:
    """ValueError unless the only page of `path` has the size `wanted`."""
    for met, side in zip(read_size(path), wanted, strict=True):
        if abs(met - side) > 0.01:
            raise ValueError(f"{path.name}: a side is {met} pt, wanted {side}")
