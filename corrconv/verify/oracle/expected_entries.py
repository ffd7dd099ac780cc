"""What a figure must hold: the entries that must be there, and where they must stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.drawn_entries import NEAR, At, Drawing, Entry, Frame, where
from corrconv.verify.oracle.spelling import number

ELEMENT = re.compile(r"[A-Za-z]\[[^\]]*\]")
COUNT = re.compile(r"(?<!\w)−?\d+(?!\w)")
UNREADABLE = "\N{REPLACEMENT CHARACTER}"

SMALLEST = 4.0
"""Cells are at least so many pixels wide."""


@dataclass(frozen=True, slots=True)
class Words:
    """Free words: readable, not empty, naming no array element but `elements` and, where `counts`
    is given, no number but these; all of the `required` numbers must be named."""

    elements: frozenset[str] = frozenset()
    counts: frozenset[str] | None = None
    required: frozenset[str] = frozenset()

    def __str__(self) -> str:
        named = ", ".join(sorted(self.elements | (self.counts or frozenset())))
        words = f"words that name nothing but {named}" if named else "words"
        return f"{words}, and say {' and '.join(sorted(self.required))}" if self.required else words

    def fits(self, text: str) -> bool:
        """Tell whether `text` is such words."""
        counts = set(COUNT.findall(ELEMENT.sub("", text)))
        return (
            bool(text.strip())
            and UNREADABLE not in text
            and set(ELEMENT.findall(text)) <= self.elements
            and (self.counts is None or counts <= self.counts)
            and self.required <= counts
        )


class ExpectedEntry(NamedTuple):
    """One entry that must be drawn."""

    role: str
    grid: str
    at: At
    text: str | Words


class Part(Protocol):
    """A part of a figure: entries that must be there, and where they must stand."""

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield every entry that must be there."""

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield what stands where it must not, each naming its place."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A grid: one square for each index, all of one size, columns to the right, rows down.

    A grid that is laid on another one, `on`, shares its indices and its places.
    """

    role: str
    grid: str
    texts: Mapping[Cell, str]
    on: str = ""

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield a cell for each index."""
        for cell, text in self.texts.items():
            yield ExpectedEntry(self.role, self.grid, cell, text)

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield cells out of their row or column, and a grid off the one that it is laid on."""
        frame = drawing.frame(self.role, self.grid)
        if frame is None:
            return
        if frame.pitch < SMALLEST:
            yield f"{self.grid}: its cells are {frame.pitch:.1f} pixels wide"
        for entry in drawing.group(self.role, self.grid):
            if entry.at is not None and (off := entry.box.off(frame.box(entry.at))) > NEAR:
                yield f"{where(self.grid, entry.at)}: lies {off:.0f} pixels off its place"
        ground = drawing.frame("image", self.on) if self.on else frame
        if ground is None or ground.box((0, 0)).off(frame.box((0, 0))) > 2 * NEAR:
            yield f"{self.grid}: does not lie on {self.on}"


@dataclass(frozen=True, slots=True)
class Axes:
    """The numbers of a grid's columns and rows, and the letters of its index; numbers of another
    index where `asked` gives it for each cell."""

    role: str
    grid: str
    cells: Iterable[Cell]
    letters: tuple[str, str] | None = None
    asked: Mapping[Cell, Cell] | None = None
    every: int = 1

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield a number for one of `every` columns and for each row, at the first cell of each."""
        first = min(cell[0] for cell in self.cells), min(cell[1] for cell in self.cells)
        columns = sorted({cell[0] for cell in self.cells})[:: self.every]
        for cell in self.cells:
            shown = self.asked[cell] if self.asked else cell
            if cell[1] == first[1] and cell[0] in columns:
                yield ExpectedEntry("axis", f"{self.grid}.columns", cell, number(shown[0]))
            if cell[0] == first[0]:
                yield ExpectedEntry("axis", f"{self.grid}.rows", cell, number(shown[1]))
        if self.letters:
            yield ExpectedEntry("axis", f"{self.grid}.columns", None, f"{self.letters[0]}→")
            yield ExpectedEntry("axis", f"{self.grid}.rows", None, f"{self.letters[1]}↓")

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield numbers that are not above their column or left of their row."""
        frame = drawing.frame(self.role, self.grid)
        if frame is None:
            return
        ground = frame.around(list(self.cells))
        for entry in drawing.group("axis", f"{self.grid}.columns"):
            if entry.box.bottom > ground.top + NEAR or self._off(entry, frame, 0):
                yield f"{where(entry.grid, entry.at)}: is not above its column"
        for entry in drawing.group("axis", f"{self.grid}.rows"):
            if entry.box.right > ground.left + NEAR or self._off(entry, frame, 1):
                yield f"{where(entry.grid, entry.at)}: is not to the left of its row"

    def _off(self, entry: Entry, frame: Frame, axis: int) -> bool:
        """Tell whether a number is not in the middle of its column or row."""
        if entry.at is None:
            return False
        return abs(entry.box.centre[axis] - frame.box(entry.at).centre[axis]) > 0.1 * frame.pitch


@dataclass(frozen=True, slots=True)
class Line:
    """A label or an equation."""

    role: str
    grid: str
    text: str | Words
    at: At = None

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield the label or equation."""
        yield ExpectedEntry(self.role, self.grid, self.at, self.text)

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield nothing: a line may stand anywhere; see `layout`."""
        yield from ()


@dataclass(frozen=True, slots=True)
class ExpectedFigure:
    """All that a figure must show, and what its facts must say besides."""

    parts: tuple[Part, ...]
    header: Mapping[str, Any]
    terms: Sequence[Mapping[str, Any]]
    entries: tuple[ExpectedEntry, ...] = field(init=False)

    def __post_init__(self) -> None:
        entries = tuple(entry for part in self.parts for entry in part.expected())
        object.__setattr__(self, "entries", entries)
