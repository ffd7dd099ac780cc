"""The values that an index takes along a grid, with arrows to where they grow."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from manim import VGroup

from corrconv.core.index import Index
from corrconv.draw.export.annotations import annotate
from corrconv.draw.fast_manim.copies import CopiedGroup
from corrconv.draw.shapes.grid import Grid
from corrconv.draw.style import EQUATION, Size
from corrconv.draw.text.glyph import Points
from corrconv.draw.text.label import Label
from corrconv.formula import notation
from corrconv.formula.tokens import (
    DOWN_ARROW,
    LEFT_ARROW,
    RIGHT_ARROW,
    UP_ARROW,
    Formula,
    Token,
)

Axis = Literal["columns", "rows"]

NAME = 0.88 * EQUATION


@dataclass(frozen=True, slots=True)
class _Direction:
    """Describe an axis: the role of its numbers, its component of an index, the arrows forwards
    and backwards, and where its numbers stand, seen from a cell."""

    role: str
    component: Callable[[Index], int]
    arrows: tuple[Token, Token]
    beside: tuple[float, float, float]


_DIRECTIONS: Mapping[Axis, _Direction] = MappingProxyType(
    {
        "columns": _Direction(
            "column", lambda index: index.col, (RIGHT_ARROW, LEFT_ARROW), (0.0, 1.0, 0.0)
        ),
        "rows": _Direction(
            "row", lambda index: index.row, (DOWN_ARROW, UP_ARROW), (-1.0, 0.0, 0.0)
        ),
    }
)


class RunningIndex(CopiedGroup):
    """A number over each column of a grid, or beside each of its rows, so far `away` from it: the
    component of `value(index)` at the cell there. Between two numbers an arrow points from the
    smaller to the larger; `name` says what runs. In the facts it is an axis of `group`."""

    def __init__(
        self,
        grid: Grid,
        group: str,
        axis: Axis,
        name: Formula,
        value: Callable[[Index], Index],
        away: float,
        em: Size = EQUATION,
    ) -> None:
        super().__init__()
        direction, first = _DIRECTIONS[axis], grid.region.first
        across = axis == "columns"
        cells = [
            each for each in grid.region
            if (each.row == first.row if across else each.col == first.col)
        ]  # fmt: skip
        beside = np.array(direction.beside) * (grid.lattice.pitch / 2 + away)
        numbers = [direction.component(value(cell)) for cell in cells]
        arrows = VGroup()
        for cell, number in zip(cells, numbers, strict=True):
            label = grid.style.formula(notation.number(number, direction.role), em)
            annotate(label, "axis", cell, f"{group}.{axis}")
            self.add(label.put(grid.point(cell) + beside))
        for before, after in itertools.pairwise(zip(cells, numbers, strict=True)):
            arrow = direction.arrows[0 if before[1] < after[1] else 1]
            middle = (grid.point(before[0]) + grid.point(after[0])) / 2 + beside
            arrows.add(grid.style.formula((arrow,), em, direction.role).put(middle))
        annotate(arrows, "axis", None, f"{group}.{axis}.arrows")
        label = self._named(grid, name, across, beside)
        annotate(label, "axis", None, f"{group}.{axis}")
        self.add(arrows, label)

    def _named(self, grid: Grid, name: Formula, across: bool, beside: Points) -> Label:
        """Return the name, to the left of the first number or above it."""
        half = grid.lattice.pitch / 2
        label = grid.style.formula(name, NAME)
        corner = grid.point(grid.region.first) + beside
        if not across:
            return label.put(corner + np.array([0.0, 0.94 * half, 0.0]))
        return label.put_left(corner - np.array([half + 0.2 + label.ink_width, 0.0, 0.0]))
