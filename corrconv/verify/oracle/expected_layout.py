"""Where labels, equations and rows of terms must stand to each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.drawn_entries import NEAR, At, Box, Drawing, where
from corrconv.verify.oracle.expected_entries import ExpectedEntry
from corrconv.verify.oracle.plain_lesson import reading

SAME_ROW = 0.35
"""Two terms stand in one row where they are so near, as a share of the distance of rows."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name for the entries of one role and grid, or for one of them by its index or text."""

    role: str
    grid: str
    at: At = None
    text: str = ""

    def boxes(self, drawing: Drawing) -> list[Box]:
        """Return the place of each entry, and of the missing pixels beside a grid of pixels."""
        found = drawing.group(self.role, self.grid)
        if self.role == "image" and self.at is None:
            found = [*found, *drawing.group("absent", f"{self.grid}.outside")]
        return [
            entry.box
            for entry in found
            if (self.at is None or entry.at == self.at) and self.text in ("", entry.text)
        ]

    def box(self, drawing: Drawing) -> Box | None:
        """Return the rectangle around the entries; None where there are none."""
        found = self.boxes(drawing)
        if not found:
            return None
        sides = list(zip(*(box.edges for box in found), strict=True))
        return Box(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))

    def __str__(self) -> str:
        return where(self.grid, self.at) + (f" {self.text!r}" if self.text else "")


class _Placed:
    """A rule that expects no entry of its own."""

    __slots__ = ()

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield nothing."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Over(_Placed):
    """A rule: a label's middle lies over or under these grids."""

    name: Name
    grids: tuple[Name, ...]

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield a label that lies beside the grids."""
        boxes = [box for grid in self.grids if (box := grid.box(drawing))]
        for box in self.name.boxes(drawing):
            left, right = min(each.left for each in boxes), max(each.right for each in boxes)
            inside = any(each.overlaps(box) for each in boxes)
            if not left - NEAR <= box.centre[0] <= right + NEAR or inside:
                yield f"{self.name}: does not stand over or under {self.grids[0]}"


@dataclass(frozen=True, slots=True)
class Within(_Placed):
    """A rule: a label lies inside this cell."""

    name: Name
    cell: Name

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield a label that reaches out of the cell."""
        box = self.cell.box(drawing)
        for each in self.name.boxes(drawing):
            if box is None or not box.contains(each):
                yield f"{self.name}: does not lie in {self.cell}"


@dataclass(frozen=True, slots=True)
class Below(_Placed):
    """A rule: each of these lies below the one before."""

    names: tuple[Name, ...]

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield each that does not lie below the one before."""
        found = [(name, box) for name in self.names if (box := name.box(drawing))]
        for (upper, above), (lower, below) in itertools.pairwise(found):
            if below.centre[1] <= above.centre[1] or below.top < above.top:
                yield f"{lower}: does not stand below {upper}"


@dataclass(frozen=True, slots=True)
class Level(_Placed):
    """A rule: these stand side by side in this order, from left to right."""

    names: tuple[Name, ...]

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield each that stands higher or lower, or on the other side."""
        found = [(name, box) for name in self.names if (box := name.box(drawing))]
        for (first, left), (second, right) in itertools.pairwise(found):
            slack = max(left.height, right.height) / 2
            if abs(left.centre[1] - right.centre[1]) > slack or right.left < left.right - NEAR:
                yield f"{second}: does not stand to the right of {first}"


@dataclass(frozen=True, slots=True)
class Aligned(_Placed):
    """A rule: these grids have cells of one size, and their rows are level."""

    names: tuple[Name, ...]

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield each grid that is higher, lower, smaller or larger than the first."""
        places = [(name, self._place(name, drawing)) for name in self.names]
        _, first = places[0]
        for name, place in places[1:]:
            if any(abs(mine - other) > 2 * NEAR for mine, other in zip(place, first, strict=False)):
                yield f"{name}: its rows are not level with those of {self.names[0]}"

    def _place(self, name: Name, drawing: Drawing) -> tuple[float, ...]:
        """Return the upper edge of a grid and the size of its cells; nothing where it is not
        drawn."""
        box, frame = name.box(drawing), drawing.frame(name.role, name.grid)
        return (box.top, frame.pitch) if box and frame else ()


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of terms: a row for each pixel, in reading order; its columns by their names,
    from left to right."""

    columns: Mapping[str, Mapping[Cell, str]]
    divider: str

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield a term for each cell of the table, and the line between its halves."""
        for name, texts in self.columns.items():
            for cell, text in texts.items():
                yield ExpectedEntry("term", name, cell, text)
        yield ExpectedEntry("label", self.divider, None, "")

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield rows out of order, and terms out of their row."""
        names = list(self.columns)
        first = drawing.at("term", names[0])
        rows = [
            (cell, first[cell].box) for cell in reading(self.columns[names[0]]) if cell in first
        ]
        heights = [box.centre[1] for _, box in rows]
        steps = [low - high for high, low in itertools.pairwise(heights)]
        for (cell, _), step in zip(rows[1:], steps, strict=True):
            if step < 2 * NEAR:
                yield f"{where(names[0], cell)}: is not below the term before"
        slack = SAME_ROW * min((abs(step) for step in steps), default=0.0)
        for cell, box in rows:
            yield from self._row(drawing, cell, box, max(slack, NEAR))

    def _row(self, drawing: Drawing, cell: Cell, first: Box, slack: float) -> Iterator[str]:
        end = first.right
        line = drawing.group("label", self.divider)
        for name in list(self.columns)[1:]:
            entry = drawing.at("term", name).get(cell)
            if entry is None:
                continue
            if abs(entry.box.centre[1] - first.centre[1]) > slack or entry.box.right <= end:
                yield f"{where(name, cell)}: does not stand in its row and column"
            if line and not first.right <= line[0].box.centre[0] <= entry.box.left:
                yield f"{where(name, cell)}: is not parted from its left side by the line"
            end = max(end, entry.box.right - NEAR)
