"""Small pictures of an image with one patch marked, one for each output."""

from __future__ import annotations

from manim import Rectangle, VGroup

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation
from corrconv.draw.export.annotations import annotate
from corrconv.draw.fast_manim.copies import CopiedRectangle
from corrconv.draw.layout.place import Lattice
from corrconv.draw.shapes.grid import Grid
from corrconv.draw.style import Style
from corrconv.figures.sizing import THUMBNAIL

SOLID = 0.85
"""Opacity of a patch: it is seen at once, and what it lies on shines through."""


class Thumbnail(VGroup):
    """The whole image as one area, and in it the patch of one output of a grid.

    `image` are the regions of the image and of all that is read, inside it and outside.
    """

    def __init__(
        self,
        style: Style,
        operation: Operation,
        outputs: Grid,
        output: Index,
        image: tuple[Region, Region],
        patch: Region,
    ) -> None:
        x, y, _ = outputs.point(output)
        pixels, whole = image
        size = THUMBNAIL * outputs.lattice.pitch
        lattice = Lattice(whole, size / max(len(whole.column_range), len(whole.row_range)), (x, y))
        ground = _rectangle(lattice, pixels)
        style.line(style.fill(ground, "image_fill"), "image_line", 1)
        annotate(ground, "image", output, "thumbnail")
        self.patch = _rectangle(lattice, patch)
        style.line(style.fill(self.patch, operation.slug, SOLID), operation.slug, 2.5)
        annotate(self.patch, "patch", output, f"thumbnail.{operation.slug}")
        super().__init__(ground, self.patch)


def _rectangle(lattice: Lattice, region: Region) -> Rectangle:
    first, last = lattice.point(region.first), lattice.point(region.last)
    width, height = last[0] - first[0] + lattice.pitch, first[1] - last[1] + lattice.pitch
    return CopiedRectangle(width=width, height=height).move_to((first + last) / 2)
