"""Gradients of a loss L through an operation: backpropagation, in the core's own operations.

With y[output] = sum of x[image] * h[kernel] and d = dL/dy, the same products make both gradients:
dL/dx[image] = sum of d[output] * h[kernel] and dL/dh[kernel] = sum of x[image] * d[output]. Solved
for another of its three indices the relation is that of another operation, so both gradients are
`apply` again: `Operation.image_gradient` and `Operation.kernel_gradient` say which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corrconv.core.array import CentredArray, apply
from corrconv.core.index import IndexLike
from corrconv.core.operation import Operation
from corrconv.learning.hyperparameters import NUDGE

_BACK: Mapping[str, str] = MappingProxyType({"valid": "full", "same": "same", "full": "valid"})
"""The mode that leads from the outputs of a mode back to the image."""

Loss = Callable[[NDArray[Any]], float]


def image_gradient(
    operation: Operation,
    output_gradient: ArrayLike,
    kernel: ArrayLike,
    *,
    mode: str = "valid",
    kernel_origin: IndexLike | None = None,
) -> NDArray[Any]:
    """Return dL/dx, in the image's shape (A rows, B columns), of dL/dy, in the shape that `apply`
    gives y in this `mode` (with boundary "zero"), and the K x M kernel.

    "valid" goes back by "full": (A-K+1, B-M+1) becomes (A, B). Real numbers only; TypeError or
    ValueError as in `apply`, which calls dL/dy the image.

    >>> image_gradient(Operation.LIBRARY_CROSS_CORRELATION, [[1, 10]], [[2, 3]]).tolist()
    [[2, 23, 30]]
    """
    _require_real(output_gradient, kernel)
    if mode not in _BACK:
        raise ValueError(f"unknown mode {mode!r}: wanted one of {', '.join(_BACK)}")
    back = operation.image_gradient
    return apply(back, output_gradient, kernel, mode=_BACK[mode], kernel_origin=kernel_origin)


def kernel_gradient(
    operation: Operation, image: ArrayLike, output_gradient: ArrayLike
) -> NDArray[Any]:
    """Return dL/dh, in the kernel's shape (K, M), of the (A, B) image and dL/dy, in the shape
    (A-K+1, B-M+1) that `apply` gives y in mode "valid".

    Real numbers only; TypeError or ValueError as in `apply`, which calls dL/dy the kernel.

    >>> kernel_gradient(Operation.LIBRARY_CROSS_CORRELATION, [[1, 2, 3]], [[1, 10]]).tolist()
    [[21, 32]]
    """
    _require_real(image, output_gradient)
    return apply(operation.kernel_gradient, image, output_gradient, mode="valid")


def finite_difference(
    loss: Loss, image: CentredArray, at: IndexLike, nudge: float = NUDGE
) -> float:
    """Return dL/dx[at] by the central difference: the loss with that one pixel `nudge` larger, less
    the loss with it as much smaller, over 2 * `nudge`. IndexError where there is no such pixel.

    >>> image = CentredArray.from_rows([[1, 2, 3]])
    >>> round(finite_difference(lambda pixels: float((pixels**2).sum()) / 2, image, (1, 0)), 6)
    3.0
    """
    return (loss(image.nudged(at, nudge)) - loss(image.nudged(at, -nudge))) / (2 * nudge)


def _require_real(*arrays: ArrayLike) -> None:
    if any(np.iscomplexobj(array) for array in arrays):
        raise TypeError("gradients are of real numbers, got complex ones")
