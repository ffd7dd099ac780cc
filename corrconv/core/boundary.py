"""Boundary rules: the pixel, if any, whose value is read at a place outside an image."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from corrconv.core.index import Index, Support


def source_pixel(boundary: str, index: Index, image: Support) -> Index | None:
    """Return the pixel whose value is read at `index`; None where the constant of "zero" or
    "fill" is read, as it is outside the image. `boundary` is one of BOUNDARIES."""
    col = source_component(boundary, index.col, image.region.column_range)
    row = source_component(boundary, index.row, image.region.row_range)
    return None if col is None or row is None else Index(col, row)


def source_component(boundary: str, component: int, inside: range) -> int | None:
    """Return the column or row component, one of `inside`, whose pixel is read at `component`;
    None where the constant is read. `boundary` is one of BOUNDARIES."""
    if component in inside:
        return component
    position = _RULES[boundary](component - inside.start, len(inside))
    return None if position is None else inside[position]


def _constant(position: int, size: int) -> None:
    return None


def _wrap(position: int, size: int) -> int:
    return position % size


def _nearest(position: int, size: int) -> int:
    return min(max(position, 0), size - 1)


def _symmetric(position: int, size: int) -> int:
    turn = position % (2 * size)
    return min(turn, 2 * size - 1 - turn)


def _mirror(position: int, size: int) -> int:
    if size == 1:
        return 0
    turn = position % (2 * size - 2)
    return min(turn, 2 * size - 2 - turn)


_RULES: Mapping[str, Callable[[int, int], int | None]] = MappingProxyType(
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
