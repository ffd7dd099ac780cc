"""Boxes around patches. An operation's box is known by its colour, its dash pattern and its tag."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from manim import DashedVMobject, Rectangle, VGroup, VMobject

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation
from corrconv.draw.export.annotations import annotate
from corrconv.draw.fast_manim.copies import CopiedGroup, CopiedRectangle
from corrconv.draw.shapes.grid import Grid
from corrconv.draw.style import CELL, Style
from corrconv.draw.text.glyph import Points
from corrconv.figures import phrases

DASHES: Mapping[Operation, tuple[float, float] | None] = MappingProxyType(
    {
        Operation.CONVOLUTION: None,
        Operation.CROSS_CORRELATION: (0.24, 0.62),
        Operation.LIBRARY_CROSS_CORRELATION: (0.11, 0.5),
    }
)
"""Length of a dash and its gap in scene units, and the inked share of it; None is solid."""


class PatchBox(CopiedGroup):
    """The box around a patch of a grid, drawn as its operation is drawn everywhere."""

    def __init__(
        self,
        style: Style,
        operation: Operation,
        grid: Grid,
        region: Region,
        output: Index | None,
        *,
        tag: bool = True,
        width: float | None = None,
        grow: float = 0.0,
    ) -> None:
        super().__init__()
        self.frame = _frame(grid, region, grow)
        self.frame_line = _stroke(style, operation, self.frame, width)
        self.name = f"{grid.name}.{operation.slug}"
        self.stand_for(output)
        self.add(self.frame, self.frame_line)
        if tag:
            self.add(_tag(style, operation, self.frame))

    def stand_for(self, output: Index | None) -> None:
        """Annotate the box as the patch of this output, as a box that was moved must be."""
        annotate(self.frame_line, "patch", output, self.name)


def plain_box(
    style: Style,
    grid: Grid,
    region: Region,
    role: str,
    width: float | None = None,
    grow: float = 0.0,
) -> Rectangle:
    """Return a box that stands for no operation, such as the focus."""
    box = style.line(_frame(grid, region, grow), role, width)
    annotate(box, "patch", None, f"{grid.name}.{role}")
    return box


def _frame(grid: Grid, region: Region, grow: float) -> Rectangle:
    first = grid.point(region.first)
    last = grid.point(region.last)
    pitch = grid.lattice.pitch
    frame = CopiedRectangle(
        width=last[0] - first[0] + pitch + 2 * grow, height=first[1] - last[1] + pitch + 2 * grow
    )
    return frame.move_to((first + last) / 2).set_stroke(width=0).set_fill(opacity=0)


def _stroke(
    style: Style, operation: Operation, frame: Rectangle, width: float | None = None
) -> VMobject:
    stroked = style.line(frame.copy(), operation.slug, width)
    dashes = DASHES[operation]
    if dashes is None:
        return stroked
    length = 2 * (frame.width + frame.height)
    count = 4 * round(length / dashes[0] / 4)
    return DashedVMobject(stroked, num_dashes=count, dashed_ratio=dashes[1])


NARROW, SMALLEST_TAG = 0.7, 0.6
"""The share of its box's width that a tag may take, so that the box's line is seen, and the
smallest that it is drawn for that, as a share of its usual size."""


ABOVE = 0.1
"""A tag reaches so far above its box, so that what is written in the cell below it, and the
numbers above a grid, stay clear of it."""


def _tag(style: Style, operation: Operation, frame: Rectangle) -> VGroup:
    label = style.words(phrases.TAGS[operation], CELL, role="paper", weight="medium")
    usual = label.ink_width + 0.22
    size = min(1.0, max(SMALLEST_TAG, NARROW * frame.width / usual))
    if size < 1:
        label = style.words(phrases.TAGS[operation], CELL * size, role="paper", weight="medium")
    plate = CopiedRectangle(width=usual * size, height=0.32 * size, stroke_width=0)
    style.fill(plate, operation.slug)
    plate.move_to(frame.get_corner((1.0, 1.0, 0.0)), aligned_edge=(1.0, 1.0, 0.0))
    plate.shift((0.0, ABOVE * size, 0.0))
    label.put(plate.get_center())
    annotate(label, "label", None, f"tag.{operation.slug}")
    return VGroup(plate, label)


def swatch(style: Style, operation: Operation, point: Points) -> VMobject:
    """Return a small square with the operation's line, for a legend."""
    square = CopiedRectangle(width=0.5, height=0.5, fill_opacity=0, stroke_width=0).move_to(point)
    line = _stroke(style, operation, square)
    annotate(line, "label", None, f"swatch.{operation.slug}")
    return line
