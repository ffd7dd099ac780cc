"""Places around an image where it has no pixel, and what is read there, if anything is."""

from __future__ import annotations

from manim import DashedVMobject, VGroup

from corrconv.core.index import Index, Region
from corrconv.draw.export.annotations import annotate
from corrconv.draw.fast_manim.copies import CopiedGroup, CopiedSquare
from corrconv.draw.shapes.grid import Content, Grid, fitting
from corrconv.draw.text.label import Label
from corrconv.formula.tokens import NO_PIXEL, Formula

DASHES = 12
"""Dashes of a place's outline: twelve, so that each corner is inked."""


class Margin(CopiedGroup):
    """A dashed square, without a fill, for each place of `region` where `grid` has no cell: in it
    the mark of a missing pixel, or what `read` says is read there."""

    def __init__(self, grid: Grid, region: Region, read: Content = lambda index: None) -> None:
        super().__init__()
        self.style = grid.style
        places = [index for index in region if index not in grid.region]
        written = {index: _muted(read(index)) for index in places}
        em = fitting(self.style, written.values(), grid.lattice.pitch, grid.em)
        self._written = {
            index: self.style.formula(each, em, role="muted").put(grid.point(index))
            for index, each in written.items()
        }
        self.add(*(self._place(grid, index) for index in places))

    @property
    def places(self) -> tuple[Index, ...]:
        """Return the indices that are outside the grid."""
        return tuple(self._written)

    def written(self, index: Index) -> Label:
        """Return what is written at a place; KeyError where there is none."""
        return self._written[index]

    def _place(self, grid: Grid, index: Index) -> VGroup:
        square = CopiedSquare(grid.lattice.pitch).move_to(grid.point(index)).set_fill(opacity=0)
        outline = DashedVMobject(self.style.line(square, "muted", 1.2), DASHES, dashed_ratio=0.5)
        place = VGroup(outline, self._written[index])
        annotate(place, "absent", index, f"{grid.name}.outside")
        return place


def _muted(read: Formula | None) -> Formula:
    return (NO_PIXEL,) if read is None else read
