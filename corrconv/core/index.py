"""Indices and the rectangles they live in.

An index is written [column, row]: the first component grows to the right, the second grows
down, and [0, 0] is the origin of the array it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Index:
    """One position, [column, row], in cells from the origin."""

    col: int
    row: int

    def __post_init__(self) -> None:
        for name, value in (("col", self.col), ("row", self.row)):
            if isinstance(value, bool) or not isinstance(value, int):
                raise TypeError(f"Index {name} must be an int, got {value!r}")

    def __str__(self) -> str:
        return f"[{self.col},{self.row}]"


@dataclass(frozen=True, slots=True)
class Region:
    """The rectangle of indices from `first` (upper left) to `last` (lower right), inclusive."""

    first: Index
    last: Index

    def __post_init__(self) -> None:
        if self.last.col < self.first.col or self.last.row < self.first.row:
            raise ValueError(f"a region cannot reach from {self.first} back to {self.last}")

    @classmethod
    def bounding(cls, indices: Iterable[Index]) -> Region:
        """The smallest region that contains all `indices`; ValueError if there are none."""
        met = tuple(indices)
        if not met:
            raise ValueError("no region bounds zero indices: wanted at least one")
        cols, rows = [index.col for index in met], [index.row for index in met]
        return cls(Index(min(cols), min(rows)), Index(max(cols), max(rows)))

    def intersection(self, other: Region) -> Region | None:
        """The indices in both regions, None where they share none."""
        first = Index(max(self.first.col, other.first.col), max(self.first.row, other.first.row))
        last = Index(min(self.last.col, other.last.col), min(self.last.row, other.last.row))
        if last.col < first.col or last.row < first.row:
            return None
        return Region(first, last)

    def union(self, other: Region) -> Region:
        """The smallest region that contains both."""
        return Region.bounding((self.first, self.last, other.first, other.last))

    def holds(self, other: Region) -> bool:
        """Whether every index of the other is one of this."""
        return other.first in self and other.last in self

    def beyond(self, limit: Region) -> Region:
        """This region and one more column and row: to the right and below where `limit` goes on
        there, else to the left and above where it does."""
        first, last = self.first, self.last
        right, down = last.col < limit.last.col, last.row < limit.last.row
        left = not right and first.col > limit.first.col
        up = not down and first.row > limit.first.row
        return Region(
            Index(first.col - left, first.row - up), Index(last.col + right, last.row + down)
        )

    def grown(self, cells: int) -> Region:
        """The region with so many more cells on every side."""
        first = Index(self.first.col - cells, self.first.row - cells)
        return Region(first, Index(self.last.col + cells, self.last.row + cells))

    @property
    def column_range(self) -> range:
        """The column components, left to right."""
        return range(self.first.col, self.last.col + 1)

    @property
    def row_range(self) -> range:
        """The row components, top to bottom."""
        return range(self.first.row, self.last.row + 1)

    def __contains__(self, index: object) -> bool:
        return (
            isinstance(index, Index)
            and index.col in self.column_range
            and index.row in self.row_range
        )

    def __iter__(self) -> Iterator[Index]:
        """Every index in reading order: rows outside, columns inside."""
        for row in self.row_range:
            for col in self.column_range:
                yield Index(col, row)

    def __len__(self) -> int:
        return len(self.column_range) * len(self.row_range)


@dataclass(frozen=True, slots=True, init=False)
class Support:
    """The indices at which an array has elements: `columns` by `rows`, around `origin`.

    `origin` is the zero-based place, counted from the upper left element, of index [0, 0].
    Odd sizes default to their middle; an even size has none, so it needs an explicit origin
    (libraries disagree on which one, see `docs/reference.md`).
    """

    columns: int
    rows: int
    origin: Index

    def __init__(self, columns: int, rows: int, origin: Index | None = None) -> None:
        for name, size in (("columns", columns), ("rows", rows)):
            if isinstance(size, bool) or not isinstance(size, int):
                raise TypeError(f"{name} must be an int, got {size!r}")
            if size < 1:
                raise ValueError(f"{name} must be at least 1, got {size}")
        if origin is None:
            if columns % 2 == 0 or rows % 2 == 0:
                raise ValueError(
                    f"a {columns}x{rows} support has no centre element: "
                    "pass origin=Index(col, row), zero-based"
                )
            origin = Index(columns // 2, rows // 2)
        if not (0 <= origin.col < columns and 0 <= origin.row < rows):
            raise ValueError(
                f"origin {origin} lies outside the {columns}x{rows} support "
                f"(wanted col 0..{columns - 1}, row 0..{rows - 1})"
            )
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "origin", origin)

    @classmethod
    def centred(cls, columns: int, rows: int) -> Support:
        """The support whose origin is its middle element; both sizes must be odd."""
        return cls(columns, rows)

    @property
    def first(self) -> Index:
        """The upper left index."""
        return Index(-self.origin.col, -self.origin.row)

    @property
    def last(self) -> Index:
        """The lower right index."""
        return Index(self.columns - 1 - self.origin.col, self.rows - 1 - self.origin.row)

    @property
    def region(self) -> Region:
        """The same indices without the knowledge of an origin."""
        return Region(self.first, self.last)

    def __contains__(self, index: object) -> bool:
        return index in self.region

    def __iter__(self) -> Iterator[Index]:
        """Every index in reading order: rows outside, columns inside."""
        return iter(self.region)

    def __len__(self) -> int:
        return self.columns * self.rows
