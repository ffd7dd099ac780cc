"""Arrays addressed by centred indices, and the sum itself.

This is the only module that turns an Index into numpy's [row, column], counted from the upper
left element, and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corrconv.core.boundary import BOUNDARIES, source_component
from corrconv.core.dtypes import (
    MAX_CELLS,
    Cells,
    check_fits,
    convert,
    read_array,
    working_type,
)
from corrconv.core.index import Index, Region, Support
from corrconv.core.operation import MODES, Operation, image_ranges, outputs, reached

MAX_PRODUCTS = 2**32
"""Products that one call may sum: a 4096 x 4096 output with a 16 x 16 kernel."""

MAX_EXACT_PRODUCTS = 2**25
"""The same where int64 is too small and Python's own integers are needed."""


@dataclass(frozen=True, slots=True, eq=False)
class CentredArray:
    """Row-major values and the indices at which they stand; `array[Index(col, row)]` reads.

    `values` is a read-only copy of shape (rows, columns). ValueError where the shape is not
    that of `support`; IndexError for an index where there is no element.
    """

    values: Cells
    support: Support | Region

    def __post_init__(self) -> None:
        wanted = (len(self._region.row_range), len(self._region.column_range))
        if self.values.shape != wanted:
            raise ValueError(
                f"values must have (rows, columns) = {wanted}, got {self.values.shape}"
            )
        values = self.values.copy()
        values.flags.writeable = False
        object.__setattr__(self, "values", values)

    @classmethod
    def from_rows(
        cls, rows: ArrayLike, origin: Index | None = None, name: str = "array"
    ) -> CentredArray:
        """The array written row by row, `origin` being the zero-based place of [0, 0].

        TypeError or ValueError, which calls the array `name`, as in `apply`.
        """
        values = read_array(rows, name)
        return cls(values, _support(values, origin))

    def __getitem__(self, index: Index) -> Any:
        """The element at `index`, a Python number."""
        return self.values.item(self._place(index))

    def items(self) -> Iterator[tuple[Index, Any]]:
        """Each index and its element, a Python number, in reading order."""
        return zip(self.support, self.values.ravel().tolist(), strict=True)

    def nudged(self, index: Index, by: float) -> NDArray[np.float64]:
        """The values, as float64, with the element at `index` larger by `by`; errors as above."""
        values = self.values.astype(np.float64)
        values[self._place(index)] += by
        return values

    def _place(self, index: Index) -> tuple[int, int]:
        """numpy's place of an index."""
        if not isinstance(index, Index):
            raise TypeError(f"an element is addressed by Index(col, row), got {index!r}")
        region = self._region
        if index not in region:
            raise IndexError(f"no element at {index}: wanted {region.first} to {region.last}")
        return index.row - region.first.row, index.col - region.first.col

    @property
    def _region(self) -> Region:
        return self.support.region if isinstance(self.support, Support) else self.support


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """Hold an image and what a boundary rule reads at each place of `reach`, inside it or not.

    `bordered` is the image with one more column and row, which hold the boundary's constant;
    `across` and `down` are the columns and rows of it that are read.
    """

    bordered: Cells
    reach: Region
    across: NDArray[np.int64]
    down: NDArray[np.int64]

    @classmethod
    def of(cls, bordered: Cells, image: Region, boundary: str, reach: Region) -> _Surroundings:
        """Return the image with all that the rule reads of it within `reach`."""
        across = _sources(boundary, reach.column_range, image.column_range)
        return cls(bordered, reach, across, _sources(boundary, reach.row_range, image.row_range))

    def block(self, columns: range, rows: range) -> Cells:
        """Return the pixels at these index columns and rows, in the order given."""
        across = self.across[_positions(columns, self.reach.first.col)]
        down = self.down[_positions(rows, self.reach.first.row)]
        return self.bordered[np.ix_(down, across)]


def apply(
    operation: Operation,
    image: ArrayLike,
    kernel: ArrayLike,
    *,
    mode: str = "same",
    boundary: str = "zero",
    kernel_origin: Index | None = None,
    fill_value: complex = 0,
) -> NDArray[Any]:
    """The outputs of `operation`, row-major, from a row-major image and kernel.

    `corrconv.core.operation.outputs` tells which outputs a `mode` makes; "valid" refuses a kernel
    larger than the image. In every mode cross-correlation is the library form turned by 180
    degrees. The kernel's origin moves "same" alone: there `kernel_origin`, the zero-based
    Index(col, row) of h[0,0], is needed where a kernel size is even. The image's origin would
    only name the outputs. `boundary` is what is read outside: "zero", "fill" (`fill_value`),
    "wrap", "symmetric" (b a|a b c|c b), "nearest" (a a|a b c|c c), "mirror" (c b|a b c|b a).

    Integers and bools give exact int64; ResultOverflowError, an OverflowError and ValueError,
    if a true result does not fit. Floats give float64 or wider, complex numbers complex128 or
    wider; both cross-correlations conjugate the kernel. TypeError or ValueError refuses other
    data by its first bad cell, [column, row] from zero. See `docs/reference.md`.
    """
    _check_choices(operation, mode, boundary)
    constant = _constant(boundary, fill_value)
    pixels, weights = read_array(image, "image"), read_array(kernel, "kernel")
    domain, taps = _support(pixels, Index(0, 0)), _kernel_support(weights, mode, kernel_origin)
    made = outputs(operation, mode, domain, taps)
    _check_work(len(made), len(taps), MAX_PRODUCTS)
    dtype = working_type(pixels, weights, constant)
    if dtype.kind == "O":
        _check_work(len(made), len(taps), MAX_EXACT_PRODUCTS, " where sums may leave int64")
    outside = convert(constant, dtype, "fill_value").item()
    bordered = _bordered(convert(pixels, dtype, "image"), outside)
    reach = reached(operation, made, taps)
    around = _Surroundings.of(bordered, domain.region, boundary, reach)
    weighing = CentredArray(_weights(operation, convert(weights, dtype, "kernel")), taps)
    return check_fits(_sum(operation, made, around, weighing))


def _sum(
    operation: Operation, made: Region, image: _Surroundings, kernel: CentredArray
) -> NDArray[Any]:
    total = np.zeros((len(made.row_range), len(made.column_range)), image.bordered.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        for tap, weight in kernel.items():
            total += weight * image.block(*image_ranges(operation, made, tap))
    return total


def _bordered(pixels: Cells, constant: Any) -> Cells:
    """The pixels and one more row and column of `constant`.

    numpy.pad would put fixed-size integers into an array of Python's own.
    """
    rows, columns = pixels.shape
    bordered = np.full((rows + 1, columns + 1), constant, pixels.dtype)
    bordered[:rows, :columns] = pixels
    return bordered


def _weights(operation: Operation, values: Cells) -> Cells:
    if values.dtype.kind == "c" and operation.conjugates_kernel:
        return values.conj()
    return values


def _sources(boundary: str, reach: range, inside: range) -> NDArray[np.int64]:
    """Return the zero-based column or row that is read at each component of `reach`; the number
    of columns or rows, one past the last, stands for the boundary's constant."""
    positions = _positions(reach, inside.start)
    for place in np.flatnonzero((positions < 0) | (positions >= len(inside))).tolist():
        source = source_component(boundary, reach[place], inside)
        positions[place] = len(inside) if source is None else source - inside.start
    return positions


def _positions(components: range, first: int) -> NDArray[np.int64]:
    """Return the zero-based positions of column or row components, counted from `first`."""
    return np.arange(components.start, components.stop, components.step, dtype=np.int64) - first


def _support(values: Cells, origin: Index | None) -> Support:
    rows, columns = values.shape
    return Support(columns, rows, origin)


def _kernel_support(values: Cells, mode: str, origin: Index | None) -> Support:
    if origin is not None and not isinstance(origin, Index):
        raise TypeError(f"kernel_origin must be Index(col, row), zero-based, got {origin!r}")
    rows, columns = values.shape
    if origin is None and (columns % 2 == 0 or rows % 2 == 0):
        if mode == "same":
            raise ValueError(
                f'a {columns}x{rows} kernel has no centre element, which mode "same" needs: '
                "pass kernel_origin=Index(col, row), zero-based"
            )
        origin = Index(0, 0)
    return _support(values, origin)


def _constant(boundary: str, fill_value: complex) -> Cells:
    """What the boundary's constant is, as an array of one cell."""
    if np.ndim(fill_value) != 0:
        raise ValueError(f"fill_value must be one number, got {fill_value!r}")
    value = read_array([[fill_value]], "fill_value")
    if boundary == "fill":
        return value
    if value.item() != 0:
        raise ValueError(
            f'fill_value {fill_value!r} is read by boundary "fill" only, got "{boundary}"'
        )
    return np.zeros((1, 1), np.int64)


def _check_choices(operation: object, mode: object, boundary: object) -> None:
    if not isinstance(operation, Operation):
        raise TypeError(
            f"operation must be an Operation, got {operation!r} "
            "(Operation.from_slug finds one by its name)"
        )
    for name, value, known in (("mode", mode, MODES), ("boundary", boundary, BOUNDARIES)):
        if not isinstance(value, str) or value not in known:
            raise ValueError(f"unknown {name} {value!r}: wanted one of {', '.join(known)}")


def _check_work(made: int, taps: int, limit: int, where: str = "") -> None:
    if made > MAX_CELLS:
        raise ValueError(f"output must have at most {MAX_CELLS} cells, got {made}")
    if made * taps > limit:
        raise ValueError(
            f"at most {limit} products are summed{where}, got {made} outputs of {taps} taps each"
        )
