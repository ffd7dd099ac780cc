"""Indices, written [column, row], and the rectangles that they live in.

The first component grows to the right, the second grows down, and [0, 0] is the origin of the
array that an index belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Hold one position, [column, row], in cells from the origin.

    An index unpacks and equals the tuple of its components. TypeError where one is no int.

    >>> index = Index(2, -1)
    >>> col, row = index
    >>> print(col, row, index, index == (2, -1))
    2 -1 [2,-1] True
    """

    col: int
    row: int

    def __post_init__(self) -> None:
        for name, value in (("col", self.col), ("row", self.row)):
            if isinstance(value, bool) or not isinstance(value, int):
                raise TypeError(f"Index {name} must be an int, got {value!r}")

    def __iter__(self) -> Iterator[int]:
        return iter((self.col, self.row))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Index):
            return self.col == other.col and self.row == other.row
        return (self.col, self.row) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.col, self.row))

    def __str__(self) -> str:
        return f"[{self.col},{self.row}]"


IndexLike: TypeAlias = Index | tuple[int, int]
"""An index, or its components (col, row)."""


def as_index(value: object, name: str = "an index") -> Index:
    """Return the index that `value` is or whose (col, row) it is.

    TypeError, which calls the value `name`, where it is neither.

    >>> as_index((1, -2))
    Index(col=1, row=-2)
    """
    if isinstance(value, Index):
        return value
    if isinstance(value, tuple) and len(value) == 2:
        return Index(*value)
    raise TypeError(f"{name} must be Index(col, row) or (col, row), got {value!r}")


@dataclass(frozen=True, slots=True)
class Region:
    """Hold the rectangle of indices from `first` (upper left) to `last` (lower right), inclusive.

    ValueError where it would reach backwards. A region is read in reading order.

    >>> region = Region(Index(-1, 0), Index(0, 1))
    >>> print(*region, len(region), (0, 1) in region)
    [-1,0] [0,0] [-1,1] [0,1] 4 True
    """

    first: Index
    last: Index

    def __post_init__(self) -> None:
        if self.last.col < self.first.col or self.last.row < self.first.row:
            raise ValueError(f"a region cannot reach from {self.first} back to {self.last}")

    @classmethod
    def bounding(cls, indices: Iterable[Index]) -> Region:
        """Return the smallest region that holds all `indices`; ValueError if there are none.

        >>> print(Region.bounding([Index(2, -1), Index(-1, 4)]).first)
        [-1,-1]
        """
        met = tuple(indices)
        if not met:
            raise ValueError("no region bounds zero indices: wanted at least one")
        cols, rows = [index.col for index in met], [index.row for index in met]
        return cls(Index(min(cols), min(rows)), Index(max(cols), max(rows)))

    def intersection(self, other: Region) -> Region | None:
        """Return the region of the indices in both, None where they share none.

        >>> one, other = Region(Index(0, 0), Index(2, 2)), Region(Index(1, -1), Index(4, 1))
        >>> print(*one.intersection(other))
        [1,0] [2,0] [1,1] [2,1]
        """
        first = Index(max(self.first.col, other.first.col), max(self.first.row, other.first.row))
        last = Index(min(self.last.col, other.last.col), min(self.last.row, other.last.row))
        if last.col < first.col or last.row < first.row:
            return None
        return Region(first, last)

    def union(self, other: Region) -> Region:
        """Return the smallest region that holds both.

        >>> one, other = Region(Index(0, 0), Index(0, 0)), Region(Index(2, 1), Index(2, 1))
        >>> len(one.union(other))
        6
        """
        return Region.bounding((self.first, self.last, other.first, other.last))

    def holds(self, other: Region) -> bool:
        """Return whether every index of the other is one of this.

        >>> Region(Index(0, 0), Index(2, 2)).holds(Region(Index(1, 1), Index(2, 2)))
        True
        """
        return other.first in self and other.last in self

    def beyond(self, limit: Region) -> Region:
        """Return the region with one more column and row: to the right and below where `limit`
        goes on there, else to the left and above where it does.

        >>> print(Region(Index(0, 0), Index(1, 1)).beyond(Region(Index(-1, 0), Index(1, 2))))
        Region(first=Index(col=-1, row=0), last=Index(col=1, row=2))
        """
        first, last = self.first, self.last
        right, down = last.col < limit.last.col, last.row < limit.last.row
        left = not right and first.col > limit.first.col
        up = not down and first.row > limit.first.row
        return Region(
            Index(first.col - left, first.row - up), Index(last.col + right, last.row + down)
        )

    def grown(self, cells: int) -> Region:
        """Return the region with so many more cells on every side.

        >>> len(Region(Index(0, 0), Index(0, 0)).grown(1))
        9
        """
        first = Index(self.first.col - cells, self.first.row - cells)
        return Region(first, Index(self.last.col + cells, self.last.row + cells))

    @property
    def column_range(self) -> range:
        """Return the column components, left to right.

        >>> Region(Index(-1, 0), Index(1, 5)).column_range
        range(-1, 2)
        """
        return range(self.first.col, self.last.col + 1)

    @property
    def row_range(self) -> range:
        """Return the row components, top to bottom.

        >>> Region(Index(-1, 0), Index(1, 5)).row_range
        range(0, 6)
        """
        return range(self.first.row, self.last.row + 1)

    def __contains__(self, index: object) -> bool:
        if not isinstance(index, Index | tuple) or (isinstance(index, tuple) and len(index) != 2):
            return False
        col, row = index
        return col in self.column_range and row in self.row_range

    def __iter__(self) -> Iterator[Index]:
        """Yield every index in reading order: rows outside, columns inside."""
        for row in self.row_range:
            for col in self.column_range:
                yield Index(col, row)

    def __len__(self) -> int:
        return len(self.column_range) * len(self.row_range)


@dataclass(frozen=True, slots=True, init=False)
class Support:
    """Hold the indices at which an array has elements: `columns` by `rows`, around `origin`.

    `origin` is the zero-based place, counted from the upper left element, of index [0, 0]. Odd
    sizes default to their middle; an even size has none, so it needs an explicit origin
    (libraries disagree on which one, see `docs/reference.md`). TypeError or ValueError where the
    sizes are no positive ints or the origin lies outside.

    >>> print(*Support(3, 1))
    [-1,0] [0,0] [1,0]
    >>> print(*Support(2, 1, origin=(0, 0)))
    [0,0] [1,0]
    >>> (1, 0) in Support(3, 1), len(Support(3, 5))
    (True, 15)
    """

    columns: int
    rows: int
    origin: Index

    def __init__(self, columns: int, rows: int, origin: IndexLike | None = None) -> None:
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
        origin = as_index(origin, "origin")
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
        """Return the support whose origin is its middle element; ValueError for an even size.

        >>> Support.centred(7, 3).origin
        Index(col=3, row=1)
        """
        return cls(columns, rows)

    @property
    def first(self) -> Index:
        """Return the upper left index.

        >>> print(Support(7, 3).first)
        [-3,-1]
        """
        return Index(-self.origin.col, -self.origin.row)

    @property
    def last(self) -> Index:
        """Return the lower right index.

        >>> print(Support(7, 3).last)
        [3,1]
        """
        return Index(self.columns - 1 - self.origin.col, self.rows - 1 - self.origin.row)

    @property
    def region(self) -> Region:
        """Return the rectangle of the same indices, which knows of no origin.

        >>> Support(3, 1).region
        Region(first=Index(col=-1, row=0), last=Index(col=1, row=0))
        """
        return Region(self.first, self.last)

    def __contains__(self, index: object) -> bool:
        return index in self.region

    def __iter__(self) -> Iterator[Index]:
        """Yield every index in reading order: rows outside, columns inside."""
        return iter(self.region)

    def __len__(self) -> int:
        return self.columns * self.rows


SupportLike: TypeAlias = Support | tuple[int, int]
"""A support, or the (columns, rows) of a centred one."""


def as_support(value: object, name: str = "a support") -> Support:
    """Return the support that `value` is, or the centred one of these (columns, rows).

    TypeError, which calls the value `name`, where it is neither; ValueError for an even size.

    >>> as_support((3, 5)) == Support.centred(3, 5)
    True
    """
    if isinstance(value, Support):
        return value
    if isinstance(value, tuple) and len(value) == 2:
        return Support(*value)
    raise TypeError(f"{name} must be a Support or (columns, rows), got {value!r}")
