"""What stands outside an image: the pixel, if any, that each place out there repeats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]


def source(boundary: str, positions: Positions, size: int) -> Positions:
    """The zero-based pixel of a row of `size` pixels that is read at each of `positions`.

    `size` itself, one past the last pixel, stands for the constant of "zero" and "fill".
    `boundary` is one of BOUNDARIES; it is checked by the caller.
    """
    return _RULES[boundary](positions, size)


def _constant(positions: Positions, size: int) -> Positions:
    return np.where((positions >= 0) & (positions < size), positions, size)


def _wrap(positions: Positions, size: int) -> Positions:
    return positions % size


def _nearest(positions: Positions, size: int) -> Positions:
    return np.clip(positions, 0, size - 1)


def _symmetric(positions: Positions, size: int) -> Positions:
    turn = positions % (2 * size)
    return np.minimum(turn, 2 * size - 1 - turn)


def _mirror(positions: Positions, size: int) -> Positions:
    if size == 1:
        return np.zeros_like(positions)
    turn = positions % (2 * size - 2)
    return np.minimum(turn, 2 * size - 2 - turn)


_RULES: Mapping[str, Callable[[Positions, int], Positions]] = MappingProxyType(
    {
        "zero": _constant,
        "fill": _constant,
        "wrap": _wrap,
        "symmetric": _symmetric,
        "nearest": _nearest,
        "mirror": _mirror,
    }
)

BOUNDARIES = tuple(_RULES)
"""zero 0 0|a b c|0 0, fill v v|a b c|v v, wrap b c|a b c|a b, symmetric b a|a b c|c b,
nearest a a|a b c|c c, mirror c b|a b c|b a."""
