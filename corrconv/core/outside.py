"""What is read where an image has no pixel, one index at a time.

`corrconv.core.boundary` says the same of whole arrays, by place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from corrconv.core.index import Index, Support

BOUNDARIES = ("zero", "fill", "wrap", "symmetric", "nearest", "mirror")


def pixel_read(boundary: str, index: Index, image: Support) -> Index | None:
    """The pixel whose value is read at `index`; None where a constant is, as it is outside the
    image under "zero" and "fill"."""
    col = _along(boundary, index.col, image.first.col, image.columns)
    row = _along(boundary, index.row, image.first.row, image.rows)
    return None if col is None or row is None else Index(col, row)


def _along(boundary: str, component: int, first: int, size: int) -> int | None:
    place = component - first
    if 0 <= place < size:
        return component
    rule = _RULES.get(boundary)
    return None if rule is None else first + rule(place, size)


def _wrap(place: int, size: int) -> int:
    return place % size


def _symmetric(place: int, size: int) -> int:
    turn = place % (2 * size)
    return min(turn, 2 * size - 1 - turn)


def _nearest(place: int, size: int) -> int:
    return min(max(place, 0), size - 1)


def _mirror(place: int, size: int) -> int:
    if size == 1:
        return 0
    turn = place % (2 * size - 2)
    return min(turn, 2 * size - 2 - turn)


_RULES: Mapping[str, Callable[[int, int], int]] = MappingProxyType(
    {"wrap": _wrap, "symmetric": _symmetric, "nearest": _nearest, "mirror": _mirror}
)
