"""Small pictures of an image with one patch marked, one for each output."""

from __future__ import annotations

from manim import Rectangle, Square, VGroup

from corrconv.draw.fact import claim
from corrconv.draw.grid import Grid
from corrconv.draw.kit import Kit
from corrconv.draw.place import Lattice
from corrconv.index import Index, Region
from corrconv.operation import Operation

SHARE = 0.86
"""The share of an output's cell that its thumbnail takes."""


class Thumbnail(VGroup):
    """The whole image as one area, and in it the patch of one output of a grid."""

    def __init__(
        self,
        kit: Kit,
        operation: Operation,
        outputs: Grid,
        output: Index,
        image: Region,
        patch: Region,
    ) -> None:
        x, y, _ = outputs.point(output)
        size = SHARE * outputs.lattice.pitch
        lattice = Lattice(image, size / max(len(image.cols), len(image.row_range)), (x, y))
        ground = Rectangle(width=lattice.width, height=lattice.height).move_to((x, y, 0.0))
        kit.line(kit.fill(ground, "image_fill"), "image_line", 1)
        claim(ground, "image", output, "thumbnail")
        first, last = lattice.point(patch.first), lattice.point(patch.last)
        self.patch = Rectangle(
            width=last[0] - first[0] + lattice.pitch, height=first[1] - last[1] + lattice.pitch
        ).move_to((first + last) / 2)
        kit.line(kit.fill(self.patch, operation.slug, 0.28), operation.slug, 2.5)
        claim(self.patch, "patch", output, f"thumbnail.{operation.slug}")
        centre = Square(0.05, stroke_width=0).move_to(lattice.point(Index(0, 0)))
        super().__init__(ground, kit.fill(centre, "image_line"), self.patch)
