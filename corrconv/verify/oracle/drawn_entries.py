"""A figure's facts as they were drawn: entries, and the grids that their boxes make."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corrconv.verify.oracle.brute_force import Cell

At = Cell | None
"""Where an entry stands; None for what has no index."""

NEAR = 0.8
"""Two places in a picture that are so many pixels apart, or fewer, are the same."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the upper left corner of a still."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the distance from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the distance from top to bottom."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom."""
        return self.left, self.top, self.right, self.bottom

    def holds(self, point: tuple[float, float], slack: float = 0.0) -> bool:
        """Tell whether a point lies inside, or at most `slack` outside."""
        x, y = point
        return (
            self.left - slack <= x <= self.right + slack
            and self.top - slack <= y <= self.bottom + slack
        )

    def contains(self, other: Box, slack: float = NEAR) -> bool:
        """Tell whether another rectangle lies wholly inside."""
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlaps(self, other: Box) -> bool:
        """Tell whether more than the edges of two rectangles touch."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > 2 * NEAR
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 2 * NEAR
        )

    def off(self, other: Box) -> float:
        """Return the largest distance between two edges of the same side."""
        return max(
            abs(self.left - other.left),
            abs(self.top - other.top),
            abs(self.right - other.right),
            abs(self.bottom - other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A drawn thing, as a figure's facts tell it."""

    role: str
    grid: str
    at: At
    text: str
    box: Box

    @classmethod
    def read(cls, values: dict[str, Any]) -> Entry:
        """Return the entry in these facts; ValueError where they are no entry."""
        try:
            left, top, right, bottom = map(float, values["bbox"])
            role, grid, text = values["role"], values["grid"], values["text"]
            at = _at(values["index"])
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"no entry: {values!r}") from error
        if not type(role) is type(grid) is type(text) is str:
            raise ValueError(f"no entry: {values!r}")
        return cls(role, grid, at, text, Box(left, top, right, bottom))


def _at(index: Any) -> At:
    """Return the place that [column, row] or None is."""
    if index is None:
        return None
    col, row = index
    if type(col) is not int or type(row) is not int:
        raise ValueError(f"no index: {index!r}")
    return col, row


@dataclass(frozen=True, slots=True)
class Frame:
    """The place of a grid: the upper left corner of the cell [0, 0], drawn or not, and the size of
    its cells."""

    left: float
    top: float
    pitch: float

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Frame:
        """Return the grid that most of these cells agree on; they need an index each."""
        pitch = statistics.median(entry.box.width for entry in entries)
        cells = [(entry.at, entry.box) for entry in entries if entry.at is not None]
        return cls(
            statistics.median(box.left - pitch * at[0] for at, box in cells),
            statistics.median(box.top - pitch * at[1] for at, box in cells),
            pitch,
        )

    def box(self, cell: Cell) -> Box:
        """Return the place of a cell, drawn or not."""
        left, top = self.left + self.pitch * cell[0], self.top + self.pitch * cell[1]
        return Box(left, top, left + self.pitch, top + self.pitch)

    def around(self, cells: Sequence[Cell]) -> Box:
        """Return the rectangle that these cells fill."""
        boxes = [self.box(cell) for cell in cells]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )


class Drawing:
    """The entries of a figure in drawing order, found by role and grid."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.entries = [Entry.read(values) for values in facts["drawn"]]
        self._frames: dict[tuple[str, str], Frame | None] = {}
        self._groups: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            self._groups.setdefault((entry.role, entry.grid), []).append(entry)

    def group(self, role: str, grid: str) -> list[Entry]:
        """Return the entries of one role in one grid."""
        return self._groups.get((role, grid), [])

    def groups(self) -> Iterator[tuple[str, str]]:
        """Yield every role and grid that is drawn."""
        yield from self._groups

    def at(self, role: str, grid: str) -> dict[At, Entry]:
        """Return the entries of one role in one grid by their indices."""
        return {entry.at: entry for entry in self.group(role, grid)}

    def frame(self, role: str, grid: str) -> Frame | None:
        """Return where a grid lies; None where none of its cells is drawn."""
        if (role, grid) not in self._frames:
            cells = [entry for entry in self.group(role, grid) if entry.at is not None]
            self._frames[role, grid] = Frame.of(cells) if cells else None
        return self._frames[role, grid]


def where(grid: str, at: At) -> str:
    """Return what problems call a place."""
    return grid if at is None else f"{grid} [{at[0]},{at[1]}]"
