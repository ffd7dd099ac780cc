"""Names of drawn things, as reports call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from corrconv.core.index import Index, Region
from corrconv.diff.facts.model import Product, Thing
from corrconv.formula.notation import bracketed, spanned
from corrconv.formula.tokens import plain

CELLS = frozenset({"image", "kernel", "output", "term"})
BOX = "patch"
AXIS = "axis"
LISTED = 6
"""Names in a list; the rest is counted."""

_LETTERS: Mapping[str, str] = MappingProxyType({"image": "x", "kernel": "h", "output": "y"})
_SEVERAL: Mapping[str, str] = MappingProxyType({BOX: "boxes", AXIS: "axis numbers"})
_LABELS: Mapping[str, str] = MappingProxyType({"title": "title", "step": "step text"})


def format_index(index: Index) -> str:
    """Format an index as [column,row] with true minus signs."""
    return plain(bracketed(index))


def format_region(region: Region) -> str:
    """Format a rectangle of indices, such as [0..2,0..2]."""
    if region.first == region.last:
        return format_index(region.first)
    return plain(spanned("x", region)).removeprefix("x")


def array_letter(grid: str) -> str:
    """Return the letter of a grid that is an array itself, the name of any other."""
    return _LETTERS.get(grid, grid)


def name_role(role: str) -> str:
    """Name several things of one role."""
    if role in CELLS:
        return f"{role} cells"
    return _SEVERAL.get(role, f"{role}s")


def name_thing(thing: Thing) -> str:
    """Name one thing."""
    where = thing.grid or thing.role
    if thing.role == BOX:
        return f"box {where}"
    if thing.index is None:
        return _LABELS.get(where, f"{thing.role} {where}")
    if thing.role in CELLS:
        return f"cell {format_index(thing.index)} of {where}"
    return f"{thing.role} {where} {format_index(thing.index)}"


def name_things(things: Sequence[Thing]) -> str:
    """Name some things, those of one grid together."""
    grids: dict[tuple[str, str], list[Thing]] = {}
    for thing in things:
        grids.setdefault((thing.role, thing.grid), []).append(thing)
    return "; ".join(_of_grid(found) for found in grids.values())


def _of_grid(things: Sequence[Thing]) -> str:
    if things[0].role == AXIS and len(things) > 1:
        return f"{name_role(AXIS)} of {things[0].grid or AXIS}"
    indices = [thing.index for thing in things if thing.index is not None]
    if len(things) == 1 or len(indices) < len(things):
        return join_names([name_thing(thing) for thing in things])
    region = Region.bounding(indices)
    where = things[0].grid or things[0].role
    kind = "cells" if things[0].role in CELLS else name_role(things[0].role)
    if len(set(indices)) == len(region) > 1:
        return f"{kind} {format_region(region)} of {where}"
    return f"{kind} {join_names([format_index(index) for index in indices])} of {where}"


def join_names(names: Iterable[str]) -> str:
    """Join names with commas; of many the first, and how many more there are."""
    every = list(names)
    more = len(every) - LISTED
    listed_names = every if more <= 1 else [*every[:LISTED], f"and {more} more"]
    return ", ".join(listed_names)


def name_kernel_element(product: Product) -> str:
    """Name the kernel element that a pixel meets, such as h[−1,0] = d."""
    letter = f" = {product.letter}" if product.letter else ""
    return f"h{format_index(product.kernel)}{letter}" + (
        "" if product.exists else ", which does not exist"
    )
