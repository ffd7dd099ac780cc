"""An animation that dims cells one after the other, without taking them out of their grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import Animation, linear

from corrconv.core.index import Index
from corrconv.draw.shapes.grid import Cell, Grid
from corrconv.draw.text.label import glyphs

DIMMED = 0.2
OVERLAP = 4
"""So many cells are fading at any moment of a sweep."""


class Sweep(Animation):
    """Cells of a grid go from one opacity to another, in the order given."""

    def __init__(
        self,
        grid: Grid,
        indices: Sequence[Index],
        to: float = DIMMED,
        *,
        together: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(grid, rate_func=linear, introducer=False, **options)
        self._cells = [grid(index) for index in indices]
        self._from = [cell.square.get_fill_opacity() for cell in self._cells]
        self._to = to
        self._overlap = len(self._cells) if together else OVERLAP

    def begin(self) -> None:
        """Begin with the grid itself; nothing is copied."""
        self.interpolate(0)

    def finish(self) -> None:
        """Give every cell its last opacity."""
        self.interpolate(1)

    def interpolate_mobject(self, alpha: float) -> None:
        """Give each cell the opacity at its own share of the way."""
        reach = alpha * (len(self._cells) + self._overlap)
        for place, (cell, start) in enumerate(zip(self._cells, self._from, strict=True)):
            share = min(max((reach - place) / self._overlap, 0.0), 1.0)
            fade(cell, start + (self._to - start) * share)


def fade(cell: Cell, opacity: float) -> None:
    """Set the opacity of a cell's square and of what is written in it."""
    cell.square.set_fill(opacity=opacity).set_stroke(opacity=opacity)
    for glyph in glyphs(cell):
        glyph.set_fill(opacity=opacity)
