"""Cells that are the fuller the larger their number is."""

from __future__ import annotations

from collections.abc import Mapping

from manim import ManimColor, interpolate_color

from corrconv.core.index import Index
from corrconv.draw.shapes.grid import Grid

FAINTEST = 0.3
"""Share of its colour that a cell has whose number is zero, the rest being paper. Cells are not
made transparent, so that what moves over other numbers hides them."""


def shade(grid: Grid, values: Mapping[Index, float], peak: float) -> None:
    """Fill each cell by the size of its number, taken positive; from `peak` on it is full."""
    paper = ManimColor(grid.style.colour("paper"))
    full = ManimColor(grid.style.colour(f"{grid.colours}_fill"))
    for at, value in values.items():
        share = FAINTEST + (1 - FAINTEST) * min(1.0, abs(value) / peak)
        grid(at).square.set_fill(interpolate_color(paper, full, share), opacity=1)
