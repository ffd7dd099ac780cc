"""Images, kernels and indices, as a notebook gives them, as values of a lesson file."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from corrconv.core.index import Index

Table = dict[str, Any]


def table(data: object, name: str) -> Table:
    """Return the lesson's table for an image or a kernel.

    `data` is an array, or rows of numbers, of letters, or of strings whose characters are the
    letters; or a mapping with the keys that a lesson file has there, such as `values`, `letters`
    and `origin`. TypeError or ValueError in one sentence.
    """
    if isinstance(data, Mapping):
        inner = {key: _plain(value) for key, value in data.items()}
        for key in ("values", "letters"):
            if key in inner:
                (inner[key],) = _cells(inner[key], f"{name} {key}").values()
        return inner
    return _cells(data, name)


def index(data: object, name: str) -> list[int]:
    """Return [column, row] of an Index or a pair."""
    data = tuple(data) if isinstance(data, Index) else _plain(data)
    if not isinstance(data, list | tuple) or len(data) != 2:
        raise ValueError(f"{name} must be (column, row), such as (1, 1), got {data!r}")
    try:
        return [operator.index(each) for each in data]
    except TypeError:
        raise TypeError(f"{name} must be two whole numbers, got {data!r}") from None


def _cells(data: object, name: str) -> Table:
    rows = [_row(row) for row in _rows(data, name)]
    sizes = {len(row) for row in rows}
    if len(sizes) != 1 or 0 in sizes:
        lengths = ", ".join(str(len(row)) for row in rows)
        raise ValueError(f"{name} must have rows of one length, got {lengths or 'none'}")
    cells = [_cell(cell, name, column, row)
             for row, cells in enumerate(rows) for column, cell in enumerate(cells)]  # fmt: skip
    kinds = {isinstance(each, str) and each.isidentifier() for each in cells}
    if len(kinds) != 1:
        raise ValueError(f"{name} must hold numbers or letters, got both")
    width = sizes.pop()
    lines = [cells[start : start + width] for start in range(0, len(cells), width)]
    return {"letters" if kinds.pop() else "values": lines}


def _rows(data: object, name: str) -> list[Any]:
    data = _plain(data)
    if not isinstance(data, list | tuple):
        raise TypeError(f"{name} must be rows such as [[1, 0, -1]], got {type(data).__name__}")
    if any(not isinstance(_plain(row), list | tuple | str) for row in data):
        raise ValueError(f"{name} must be 2-D (one row of numbers is written [[1, 0, -1]])")
    return list(data)


def _row(row: object) -> list[Any]:
    found = _plain(row)
    return list(found) if isinstance(found, list | tuple | str) else []


def _plain(data: object) -> object:
    """Return an array as nested lists, without importing the library that made it."""
    return data.tolist() if hasattr(data, "tolist") else data


def _cell(cell: object, name: str, column: int, row: int) -> str | int | float:
    cell = _plain(cell)
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Fraction):
        return f"{cell.numerator}/{cell.denominator}"
    if isinstance(cell, float):
        if not math.isfinite(cell):
            raise ValueError(
                f"{name} must hold finite numbers, got {cell} at zero-based [col,row] "
                f"[{column},{row}]"
            )
        return int(cell) if cell.is_integer() else cell
    try:
        return operator.index(cell)  # type: ignore[arg-type]
    except TypeError:
        raise TypeError(
            f"{name} must hold numbers or letters, got {cell!r} at zero-based [col,row] "
            f"[{column},{row}]"
        ) from None
