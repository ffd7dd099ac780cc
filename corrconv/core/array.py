"""Arrays addressed by centred indices, and the sums that the operations make of them.

This is the only module that turns an Index into numpy's [row, column], counted from the upper
left element, and back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
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
from corrconv.core.index import Index, IndexLike, Region, Support, as_index
from corrconv.core.operation import MODES, Operation, image_ranges, outputs, reached

CONVENTIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "library": Operation.LIBRARY_CROSS_CORRELATION,
        "article": Operation.CROSS_CORRELATION,
    }
)
"""The two operations that are called cross-correlation, by who calls them so."""

MAX_PRODUCTS = 2**32
"""Products that one call may sum: a 4096 x 4096 output with a 16 x 16 kernel."""

MAX_EXACT_PRODUCTS = 2**25
"""Products that one call may sum where int64 is too small and Python's integers are needed."""


@dataclass(frozen=True, slots=True, eq=False)
class CentredArray:
    """Hold row-major values and the indices at which they stand; `array[Index(col, row)]` reads.

    `values` is a read-only copy of shape (rows, columns). ValueError where the shape is not that
    of `support`; IndexError for an index where there is no element.

    >>> array = CentredArray.from_rows([[1, 2, 3]])
    >>> array[Index(-1, 0)], array[1, 0]
    (1, 3)
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
        cls, rows: ArrayLike, origin: IndexLike | None = None, name: str = "array"
    ) -> CentredArray:
        """Return the array written row by row, `origin` being the zero-based place of [0, 0].

        TypeError or ValueError, which calls the array `name`, as in `apply`.

        >>> CentredArray.from_rows([[1, 2], [3, 4]], origin=(1, 0))[-1, 1]
        3
        """
        values = read_array(rows, name)
        return cls(values, _support(values, origin))

    def __getitem__(self, index: IndexLike) -> Any:
        """Return the element at `index`, a Python number."""
        return self.values.item(self._place(index))

    def items(self) -> Iterator[tuple[Index, Any]]:
        """Yield each index and its element, a Python number, in reading order.

        >>> for index, value in CentredArray.from_rows([[5, 6, 7]]).items():
        ...     print(index, value)
        [-1,0] 5
        [0,0] 6
        [1,0] 7
        """
        return zip(self.support, self.values.ravel().tolist(), strict=True)

    def nudged(self, index: IndexLike, by: float) -> NDArray[np.float64]:
        """Return the values, as float64, with the element at `index` larger by `by`; IndexError
        where there is none.

        >>> CentredArray.from_rows([[5, 6, 7]]).nudged((0, 0), 0.5).tolist()
        [[5.0, 6.5, 7.0]]
        """
        values = self.values.astype(np.float64)
        values[self._place(index)] += by
        return values

    def _place(self, index: IndexLike) -> tuple[int, int]:
        """Return numpy's place of an index."""
        at, region = as_index(index, "an address"), self._region
        if at not in region:
            raise IndexError(f"no element at {at}: wanted {region.first} to {region.last}")
        return at.row - region.first.row, at.col - region.first.col

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
    def of(cls, bordered: Cells, boundary: str, reach: Region) -> _Surroundings:
        """Return the image, [0, 0] being its upper left pixel, with all that the rule reads of it
        within `reach`."""
        rows, columns = (range(size - 1) for size in bordered.shape)
        across = _sources(boundary, reach.column_range, columns)
        return cls(bordered, reach, across, _sources(boundary, reach.row_range, rows))

    def block(self, columns: range, rows: range) -> Cells:
        """Return the pixels at these index columns and rows, in the order given."""
        across = self.across[_positions(columns, self.reach.first.col)]
        down = self.down[_positions(rows, self.reach.first.row)]
        return self.bordered[np.ix_(down, across)]


def convolve(
    image: ArrayLike,
    kernel: ArrayLike,
    *,
    mode: str = "same",
    boundary: str = "zero",
    kernel_origin: IndexLike | None = None,
    fill_value: complex = 0,
) -> NDArray[Any]:
    """Return the convolution of an image with a kernel, y[m,n] = sum of x[i,j] * h[m-i,n-j].

    Arrays are row-major, of shapes (A, B) and (K, M); the options, the shape and type of the result
    and the errors are those of `apply`. scipy.signal.convolve2d computes the same.

    >>> convolve([[0, 0, 1, 0, 0]], [[1, 2, 3]]).tolist()
    [[0, 1, 2, 3, 0]]
    """
    return apply(
        Operation.CONVOLUTION, image, kernel, mode=mode, boundary=boundary,
        kernel_origin=kernel_origin, fill_value=fill_value,
    )  # fmt: skip


def correlate(
    image: ArrayLike,
    kernel: ArrayLike,
    convention: str = "library",
    *,
    mode: str = "same",
    boundary: str = "zero",
    kernel_origin: IndexLike | None = None,
    fill_value: complex = 0,
) -> NDArray[Any]:
    """Return the cross-correlation of an image with a kernel.

    `convention` is "library" for y[m,n] = sum of x[i,j] * h[i-m,j-n], as in scipy.signal's
    correlate2d, torch.nn.Conv2d and cv2.filter2D, or "article" for h[m+i,n+j], whose output is the
    library's turned by 180 degrees; ValueError for any other. Shapes, options, result and further
    errors are those of `apply`.

    >>> correlate([[0, 0, 1, 0, 0]], [[1, 2, 3]]).tolist()
    [[0, 3, 2, 1, 0]]
    >>> correlate([[0, 0, 0, 1, 0]], [[1, 2, 3]], "article").tolist()
    [[1, 2, 3, 0, 0]]
    """
    _check_choice("convention", convention, tuple(CONVENTIONS))
    return apply(
        CONVENTIONS[convention], image, kernel, mode=mode, boundary=boundary,
        kernel_origin=kernel_origin, fill_value=fill_value,
    )  # fmt: skip


def apply(
    operation: Operation | str,
    image: ArrayLike,
    kernel: ArrayLike,
    *,
    mode: str = "same",
    boundary: str = "zero",
    kernel_origin: IndexLike | None = None,
    fill_value: complex = 0,
) -> NDArray[Any]:
    """Return the outputs of `operation`, row-major, from a row-major image and kernel.

    `mode` is "same", "full" or "valid": of shapes (A, B) and (K, M) they make (A, B), (A+K-1,
    B+M-1) and (A-K+1, B-M+1). "same" needs `kernel_origin`, the zero-based (col, row) of h[0,0],
    where a kernel size is even. `boundary` is one of `corrconv.core.boundary.BOUNDARIES`; "fill"
    reads `fill_value`. Integers and bools give exact int64, floats float64 or wider, complex
    numbers complex128 or wider; both cross-correlations conjugate the kernel. ValueError or
    TypeError says what is refused, by its first bad cell [column, row] from zero;
    ResultOverflowError, if a true result does not fit. `docs/reference.md` has it all.

    >>> apply("convolution", [[1, 2, 3]], [[0, 1, 2]], mode="full").tolist()
    [[0, 1, 4, 7, 6]]
    >>> apply(Operation.CONVOLUTION, [[1, 2, 3]], [[10, 1]], kernel_origin=(0, 0)).tolist()
    [[10, 21, 32]]
    """
    operation = Operation(operation)
    _check_choice("mode", mode, MODES)
    _check_choice("boundary", boundary, BOUNDARIES)
    constant = _constant(boundary, fill_value)
    pixels, weights = read_array(image, "image"), read_array(kernel, "kernel")
    taps = _kernel_support(weights, mode, kernel_origin)
    made = outputs(operation, mode, _support(pixels, Index(0, 0)), taps)
    dtype = _type(made, taps, (pixels, weights, constant))
    outside = convert(constant, dtype, "fill_value").item()
    bordered = _bordered(convert(pixels, dtype, "image"), outside)
    around = _Surroundings.of(bordered, boundary, reached(operation, made, taps))
    weighing = CentredArray(_weights(operation, convert(weights, dtype, "kernel")), taps)
    return check_fits(_sum(operation, made, around, weighing))


def _type(made: Region, taps: Support, given: tuple[Cells, Cells, Cells]) -> np.dtype[Any]:
    """Return the type to sum in; ValueError for more outputs or products than there may be."""
    _check_work(len(made), len(taps), MAX_PRODUCTS)
    dtype = working_type(*given)
    if dtype.kind == "O":
        _check_work(len(made), len(taps), MAX_EXACT_PRODUCTS, " where sums may leave int64")
    return dtype


def _sum(
    operation: Operation, made: Region, image: _Surroundings, kernel: CentredArray
) -> NDArray[Any]:
    total = np.zeros((len(made.row_range), len(made.column_range)), image.bordered.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        for tap, weight in kernel.items():
            total += weight * image.block(*image_ranges(operation, made, tap))
    return total


def _bordered(pixels: Cells, constant: Any) -> Cells:
    """Return the pixels and one more row and column of `constant`.

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


def _support(values: Cells, origin: IndexLike | None) -> Support:
    rows, columns = values.shape
    return Support(columns, rows, origin)


def _kernel_support(values: Cells, mode: str, origin: IndexLike | None) -> Support:
    if origin is not None:
        return _support(values, as_index(origin, "kernel_origin"))
    rows, columns = values.shape
    if columns % 2 == 1 and rows % 2 == 1:
        return _support(values, None)
    if mode == "same":
        raise ValueError(
            f'a {columns}x{rows} kernel has no centre element, which mode "same" needs: '
            "pass kernel_origin=Index(col, row), zero-based"
        )
    return _support(values, Index(0, 0))


def _constant(boundary: str, fill_value: complex) -> Cells:
    """Return the boundary's constant, as an array of one cell."""
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


def _check_choice(name: str, value: object, known: tuple[str, ...]) -> None:
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"unknown {name} {value!r}: wanted one of {', '.join(known)}")


def _check_work(made: int, taps: int, limit: int, where: str = "") -> None:
    if made > MAX_CELLS:
        raise ValueError(f"output must have at most {MAX_CELLS} cells, got {made}")
    if made * taps > limit:
        raise ValueError(
            f"at most {limit} products are summed{where}, got {made} outputs of {taps} taps each"
        )
