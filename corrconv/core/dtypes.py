"""The numbers that the core computes with, and the sentences that refuse all others."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from corrconv.core.index import Index

Cells = NDArray[Any]
"""Two-dimensional: int64, object (Python ints beyond int64), floating or complex."""

MAX_CELLS = 2**24
"""Cells that one image, kernel or output may have: 4096 x 4096."""

_INT64 = np.iinfo(np.int64)
_SCALARS = (int, float, complex, np.bool_, np.number)


class ResultOverflowError(OverflowError, ValueError):
    """A true result that int64 or the floating type cannot hold: refused, never wrapped."""


def read_array(data: object, name: str) -> Cells:
    """Return the rows of numbers in `data`; TypeError or ValueError says what was wrong with
    `name`.

    Integers and bools come back exact, as int64 or, where one does not fit, as Python ints;
    floats as float64 or wider; complex numbers as complex128 or wider.
    """
    if isinstance(data, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array: fill its masked cells first")
    nested = isinstance(data, list | tuple)
    cells = _nested(data, name) if nested else np.asarray(data)
    _check_shape(cells, f"{cells.ndim}-D {type(data).__name__}", name)
    if cells.dtype.kind not in "biufc":
        _check_scalars(cells, name, nested)
    return _finite(_widened(cells, name), name)


def working_type(image: Cells, kernel: Cells, fill: Cells) -> np.dtype[Any]:
    """Return the type in which every sum of products comes out right.

    int64 where no sum can leave it, object (Python ints) where one of integers might.
    """
    kinds = {array.dtype.kind for array in (image, kernel, fill)}
    if kinds <= {"i", "O"}:
        largest = max(_largest(image), _largest(fill))
        weight = sum(abs(int(value)) for value in kernel.flat)
        safe = kinds == {"i"} and largest * weight <= _INT64.max
        return np.dtype(np.int64 if safe else object)
    numeric = [array.dtype for array in (image, kernel, fill) if array.dtype.kind != "O"]
    return np.result_type(np.float64, *numeric)


def convert(cells: Cells, dtype: np.dtype[Any], name: str) -> Cells:
    """Return `cells` in the working type; ValueError if an integer is too large for a float."""
    try:
        return cells.astype(dtype)
    except OverflowError:
        raise ValueError(
            f"{name} holds an integer beyond the range of {dtype}, met beside floats"
        ) from None


def check_fits(total: Cells) -> Cells:
    """Return the results as int64, float or complex; ResultOverflowError if one does not fit."""
    if total.dtype.kind == "O":
        bad = (total < int(_INT64.min)) | (total > int(_INT64.max))
        wanted = "int64"
    else:
        bad, wanted = ~np.isfinite(total), str(total.dtype)
    if bad.any():
        place, value = _first(bad.astype(bool), total)
        met = f"{value}" if wanted == "int64" else "a larger one"
        raise ResultOverflowError(
            f"output must fit in {wanted}, got {met} at zero-based [col,row] {place}"
        )
    return total.astype(np.int64) if total.dtype.kind == "O" else total


def _nested(data: object, name: str) -> Cells:
    try:
        cells = np.array(data, dtype=object)
    except ValueError:
        cells = np.empty(1, dtype=object)
        cells[0] = []
    if cells.ndim == 1 and any(isinstance(row, list | tuple | np.ndarray) for row in cells):
        raise ValueError(f"{name} must have rows of one length, got rows that differ")
    return cells


def _check_shape(cells: Cells, met: str, name: str) -> None:
    if cells.ndim != 2:
        raise ValueError(
            f"{name} must be 2-D, got a {met} (one row of numbers is written [[1, 2, 3]])"
        )
    rows, columns = cells.shape
    if cells.size == 0:
        raise ValueError(f"{name} must have a cell, got {columns} columns and {rows} rows")
    if cells.size > MAX_CELLS:
        raise ValueError(
            f"{name} must have at most {MAX_CELLS} cells, got {columns}x{rows} = {cells.size}"
        )


def _check_scalars(cells: Cells, name: str, nested: bool) -> None:
    """Refuse an array that is not numeric, by its first cell that is no number."""
    strange = {kind for kind in set(map(type, cells.flat)) if not _is_number(kind)}
    if nested and not strange:
        return
    bad = np.array([type(cell) in strange for cell in cells.flat]) | (not strange)
    place, value = _first(bad.reshape(cells.shape), cells)
    raise TypeError(
        f"{name} must hold integers, floats or complex numbers, "
        f"got {value!r} (dtype {cells.dtype}) at zero-based [col,row] {place}"
    )


def _is_number(kind: type) -> bool:
    return issubclass(kind, _SCALARS) and not issubclass(kind, np.timedelta64)


def _widened(cells: Cells, name: str) -> Cells:
    kind = cells.dtype.kind
    if kind in "fc":
        return cells.astype(np.result_type(cells, np.float64))
    if kind != "O":
        fits = kind != "u" or int(cells.max()) <= _INT64.max
        return cells.astype(np.int64 if fits else object)
    kinds = set(map(type, cells.flat))
    if all(issubclass(one, int | np.integer | np.bool_) for one in kinds):
        return _integers(cells)
    has_complex = any(issubclass(one, complex | np.complexfloating) for one in kinds)
    return convert(cells, np.dtype(np.complex128 if has_complex else np.float64), name)


def _integers(cells: Cells) -> Cells:
    exact = np.array([int(cell) for cell in cells.flat], dtype=object).reshape(cells.shape)
    try:
        return exact.astype(np.int64)
    except OverflowError:
        return exact


def _finite(cells: Cells, name: str) -> Cells:
    if cells.dtype.kind != "O" and not np.isfinite(cells).all():
        place, value = _first(~np.isfinite(cells), cells)
        raise ValueError(
            f"{name} must hold finite numbers, got {value} at zero-based [col,row] {place}"
        )
    return cells


def _first(bad: NDArray[np.bool_], cells: Cells) -> tuple[Index, Any]:
    """Return the place of the first bad cell in reading order, and what it holds."""
    row, col = divmod(int(np.argmax(bad)), bad.shape[1])
    return Index(col, row), cells[row, col]


def _largest(cells: Cells) -> int:
    return max(abs(int(cells.min())), abs(int(cells.max())))
