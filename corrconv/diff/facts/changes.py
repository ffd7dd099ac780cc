"""Changes of a still in words, from its facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from corrconv.core.index import Index, Region
from corrconv.diff.change import Change
from corrconv.diff.facts.model import Box, ComparedFacts, Product, Thing
from corrconv.diff.facts.naming import (
    BOX,
    CELLS,
    array_letter,
    format_index,
    format_region,
    name_kernel_element,
    name_thing,
    name_things,
)
from corrconv.diff.facts.pairing import Pair, Pairing, pair_things

FEW = 6
"""Groups of moved things that are named one by one."""


def facts_changes(before: ComparedFacts, after: ComparedFacts, move: float) -> tuple[Change, ...]:
    """Return every difference of two figures' facts; things that moved by at most `move` pixels
    have not moved."""
    pairing = pair_things(before.drawn, after.drawn)
    boxes = tuple(moved_boxes(pairing.pairs, before, after))
    shifted = dict(_shifted(pairing))
    named = {id(pair.before) for pair, _ in boxes}
    return tuple(
        chain(
            _settings(before, after),
            _texts(pairing.pairs),
            (change for _, change in boxes),
            shifted.values(),
            _unpaired(pairing, shifted),
            _moves(pairing.pairs, named, shifted, move),
            _products(before.products, after.products),
            _order(before, pairing),
        )
    )


def _settings(before: ComparedFacts, after: ComparedFacts) -> Iterator[Change]:
    for name in sorted({*before.settings, *after.settings}):
        old, new = before.settings.get(name, "–"), after.settings.get(name, "–")
        if old != new:
            what = "size of the still" if name == "size" else name
            yield Change("setting", what, old, new)


def _texts(pairs: Sequence[Pair]) -> Iterator[Change]:
    """Yield texts that changed in their places, and things that have another index."""
    for pair in pairs:
        boxes = (pair.before.box, pair.after.box)
        if pair.before.text != pair.after.text:
            kind = "cell" if pair.before.role in CELLS else pair.before.role
            text = (pair.before.text, pair.after.text)
            yield Change(kind, name_thing(pair.before), *text, boxes=boxes)
        if pair.before.index != pair.after.index:
            yield Change(
                "index", f"index of {_unindexed(pair.before)}", *_indices(pair), boxes=boxes
            )


def _unindexed(thing: Thing) -> str:
    return f"{thing.role} {thing.grid}"


def _indices(pair: Pair) -> tuple[str, str]:
    return _index(pair.before.index), _index(pair.after.index)


def _index(index: Index | None) -> str:
    return format_index(index) if index is not None else "none"


def _shifted(pairing: Pairing) -> Iterator[tuple[str, Change]]:
    """Yield grids that show another part of their array than before, by name."""
    for grid in sorted({thing.grid for thing in pairing.removed if thing.role in CELLS}):
        kept = [pair for pair in pairing.pairs if pair.before.grid == grid == pair.after.grid]
        old = _region(*(pair.before for pair in kept), *_of(pairing.removed, grid))
        new = _region(*(pair.after for pair in kept), *_of(pairing.new, grid))
        if old and new and old != new:
            regions = (
                array_letter(grid) + format_region(old),
                array_letter(grid) + format_region(new),
            )
            boxes = tuple(pair.before.box for pair in kept)
            yield grid, Change("grid", f"cells of {grid}", regions[0], regions[1], boxes=boxes)


def _of(things: Iterable[Thing], grid: str) -> list[Thing]:
    return [thing for thing in things if thing.grid == grid]


def _region(*things: Thing) -> Region | None:
    found = [each.index for each in things if each.index is not None and each.role in CELLS]
    return Region.bounding(found) if found else None


def _unpaired(pairing: Pairing, shifted: Iterable[str]) -> Iterator[Change]:
    grids = set(shifted)
    for what, things in (("no longer drawn", pairing.removed), ("new", pairing.new)):
        left = [thing for thing in things if thing.grid not in grids]
        groups: dict[tuple[str, str], list[Thing]] = {}
        for thing in left:
            groups.setdefault((thing.role, thing.grid), []).append(thing)
        for group in groups.values():
            boxes = tuple(thing.box for thing in group)
            text = f", “{group[0].text}”" if len(group) == 1 and group[0].text else ""
            yield Change("drawn", f"{name_things(group)}: {what}{text}", boxes=boxes)


def _moves(
    pairs: Sequence[Pair], named: set[int], shifted: Iterable[str], move: float
) -> Iterator[Change]:
    """Yield one change for all things that moved alike."""
    grids = set(shifted)
    groups: dict[tuple[int, ...], list[Pair]] = {}
    for pair in pairs:
        counted = id(pair.before) not in named and pair.before.grid not in grids
        if counted and _stays(pair) and max(map(abs, pair.moved)) > move:
            groups.setdefault(_rounded(pair), []).append(pair)
    every = sorted(groups, key=lambda shift: -len(groups[shift]))
    for shift in every[:FEW]:
        found = groups[shift]
        who = (
            "everything"
            if len(found) == len(pairs)
            else name_things([pair.before for pair in found])
        )
        boxes = tuple(box for pair in found for box in (pair.before.box, pair.after.box))
        yield Change("place", f"{who}: {_way(shift, found[0])}", boxes=boxes)
    rest = [pair for shift in every[FEW:] for pair in groups[shift]]
    if rest:
        boxes = tuple(box for pair in rest for box in (pair.before.box, pair.after.box))
        yield Change("place", f"{len(rest)} more drawn things moved", boxes=boxes)


def _stays(pair: Pair) -> bool:
    """Tell whether the box says where the thing is; the box of a text follows its words."""
    return pair.before.role in CELLS or pair.before.text == pair.after.text


def _rounded(pair: Pair) -> tuple[int, ...]:
    """Return how the middle moved; and the new size, where that is another by more than a pixel."""
    left, top, right, bottom = pair.moved
    grown = max(abs(right - left), abs(bottom - top)) > 1
    size = tuple(round(each) for each in pair.after.size) if grown else ()
    return round((left + right) / 2), round((top + bottom) / 2), *size


def _way(shift: tuple[int, ...], pair: Pair) -> str:
    along, down = shift[:2]
    parts = []
    if along:
        parts.append(f"{abs(along)} px to the {'right' if along > 0 else 'left'}")
    if down:
        parts.append(f"{abs(down)} px {'down' if down > 0 else 'up'}")
    words = "moved " + " and ".join(parts) if parts else ""
    if len(shift) > 2:
        width, height = pair.before.size
        grown = f"from {width:.0f}×{height:.0f} to {shift[2]}×{shift[3]} px"
        words += (", " if words else "") + grown
    return words or "moved by about a pixel"


def _products(before: Sequence[Product], after: Sequence[Product]) -> Iterator[Change]:
    """Yield changed terms by the pixel that they begin with, those of one pixel in their order."""
    old, new = _by_image(before), _by_image(after)
    for image in dict.fromkeys([*old, *new]):
        for one, other in zip_longest(old.get(image, ()), new.get(image, ())):
            if one != other:
                elements = [name_kernel_element(each) if each else "" for each in (one, other)]
                yield Change("term", f"term of x{format_index(image)}", elements[0], elements[1])


def _by_image(products: Sequence[Product]) -> dict[Index, list[Product]]:
    found: dict[Index, list[Product]] = {}
    for product in products:
        found.setdefault(product.image, []).append(product)
    return found


def _order(before: ComparedFacts, pairing: Pairing) -> Iterator[Change]:
    """Yield a change where things are drawn in another order: later ones hide earlier ones."""
    if pairing.removed or pairing.new:
        return
    order = [pair.positions[1] for pair in pairing.pairs]
    if order != sorted(order):
        first = next(place for place, position in enumerate(order) if position != place)
        yield Change("order", f"drawn in another order, from {name_thing(before.drawn[first])} on")


def moved_boxes(
    pairs: Sequence[Pair], before: ComparedFacts, after: ComparedFacts
) -> Iterator[tuple[Pair, Change]]:
    """Yield a change for each box that covers other cells than before."""
    for pair in pairs:
        if pair.before.role == BOX == pair.after.role:
            old, new = covered_cells(pair.before, before), covered_cells(pair.after, after)
            if old and new and old != new:
                boxes = (*_border(pair.before), *_border(pair.after))
                what = f"box {old} moved to {new}{_which(pair.after)}"
                yield pair, Change("box", what, boxes=boxes)


def covered_cells(box: Thing, facts: ComparedFacts) -> str:
    """Return the cells under a box, such as x[0..2,0..2]; "" where it lies over none."""
    grids = {cell.grid for cell in facts.drawn if cell.role in CELLS and cell.index is not None}
    own = [grid for grid in grids if grid and _belongs(box.grid, grid)]
    grid = max(own, key=len, default="")
    under = [
        cell.index
        for cell in facts.drawn
        if cell.index is not None and cell.role in CELLS and cell.grid == grid and _in(box, cell)
    ]
    return array_letter(grid) + format_region(Region.bounding(under)) if grid and under else ""


def _border(thing: Thing) -> tuple[Box, Box, Box, Box]:
    """Return the four lines around a box."""
    left, top, right, bottom = thing.box
    return (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    )


def _which(box: Thing) -> str:
    name = box.grid.rpartition(".")[2]
    return f" ({name})" if name else ""


def _belongs(name: str, grid: str) -> bool:
    return name == grid or name.startswith(grid + ".")


def _in(box: Thing, cell: Thing) -> bool:
    left, top, right, bottom = box.box
    across, down = (cell.box[0] + cell.box[2]) / 2, (cell.box[1] + cell.box[3]) / 2
    return left <= across <= right and top <= down <= bottom
