"""Two stills compared pixel by pixel, and what of it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corrconv.diff.change import Change
from corrconv.diff.facts.changes import facts_changes
from corrconv.diff.facts.facts import Box, Facts, Thing
from corrconv.diff.facts.naming import BOX, CELLS, listed, name_thing
from corrconv.diff.facts.pairing import Pair, pair_things
from corrconv.diff.images.colours import (
    EDGE,
    Recolouring,
    RecolouringSearch,
    changed_fills,
    fill_colours,
    recolouring_changes,
    roles_by_colour,
    theme_part_changes,
)
from corrconv.diff.images.pixels import Mask, Pixels, area, differing
from corrconv.diff.thresholds import Threshold

AROUND = 100
"""A hundredth of the still's width around a thing's box belongs to it: its line, the plate that
it stands on, and how they are smoothed."""


@dataclass(frozen=True, slots=True)
class ThingDifference:
    """How many pixels of a drawn thing differ, their share of it in percent, and whether some of
    them lie inside of its border."""

    name: str
    box: Box
    pixels: int
    percent: float
    inside: bool


@dataclass(frozen=True, slots=True)
class StillDifference:
    """What differs between two stills. `mask` has the pixels that differ, over the larger of both
    sizes; `cells` are the drawn things that have such pixels, the most changed first."""

    changes: tuple[Change, ...]
    mask: Mask
    cells: tuple[ThingDifference, ...]

    @property
    def pixels(self) -> int:
        """How many pixels differ."""
        return int(self.mask.sum())


def compare_stills(
    sides: tuple[Pixels, Pixels], facts: tuple[Facts, Facts], theme: str, threshold: Threshold
) -> StillDifference:
    """The changes in words, and the pixels and drawn things that differ."""
    before, after = sides
    told = facts_changes(*facts, threshold.move)
    names = roles_by_colour(facts[0], theme), roles_by_colour(facts[1], theme)
    if before.shape != after.shape:
        mask = _uneven(before, after)
        fills_by_grid = list(_fills(sides, facts, threshold, stay=False))
        found = tuple(recolouring_changes(fills_by_grid, *names))
        return StillDifference((*told, *found, *theme_part_changes(*facts, found)), mask, ())
    mask = differing(before, after, threshold.level)
    painter = RecolouringSearch(before, after, mask, _covered(told, mask))
    things = [
        pair.after for pair in pair_things(facts[0].drawn, facts[1].drawn).pairs if _still(pair)
    ]
    fills_by_grid = [*painter.found(things), *_fills(sides, facts, threshold, stay=True)]
    found = tuple(recolouring_changes(fills_by_grid, *names))
    rest = tuple(_rest(mask & ~painter.explained, facts[1].drawn, threshold))
    return StillDifference(
        (*told, *found, *theme_part_changes(*facts, found), *rest),
        mask,
        tuple(cells(mask, facts[1].drawn)),
    )


def cells(mask: Mask, drawn: Sequence[Thing]) -> list[ThingDifference]:
    """Every drawn thing in which pixels differ. A box is its border."""
    met = [_cell(mask, thing) for thing in dict.fromkeys(drawn)]
    return sorted((each for each in met if each.pixels), key=lambda each: -each.percent)


def _cell(mask: Mask, thing: Thing) -> ThingDifference:
    part = mask[area(thing.box, mask.shape)]
    edge = EDGE if thing.role in CELLS or thing.role == BOX else 0
    inner = part[edge : part.shape[0] - edge, edge : part.shape[1] - edge]
    count = int(part.sum() - (inner.sum() if thing.role == BOX else 0))
    share = round(100 * count / max(part.size, 1), 1)
    inside = thing.role != BOX and bool(inner.any())
    return ThingDifference(name_thing(thing), thing.box, count, share, inside)


def _still(pair: Pair) -> bool:
    """Whether it is where it was and says what it said."""
    return pair.before.text == pair.after.text and max(map(abs, pair.moved)) <= 0.5


def _fills(
    sides: tuple[Pixels, Pixels],
    facts: tuple[Facts, Facts],
    threshold: Threshold,
    stay: bool,
) -> Iterator[Recolouring]:
    """Fills of what moved; of all things where they do not `stay`."""
    before, after = (
        {
            id(thing): fill
            for thing, fill in zip(told.drawn, fill_colours(side, told.drawn), strict=True)
        }
        for side, told in zip(sides, facts, strict=True)
    )
    pairs = [
        (pair.after, before[id(pair.before)], after[id(pair.after)])
        for pair in pair_things(facts[0].drawn, facts[1].drawn).pairs
        if not (stay and _still(pair))
    ]
    yield from changed_fills(pairs, threshold.level)


def _covered(changes: Iterable[Change], mask: Mask) -> Mask:
    """Where the words that were found say that something differs."""
    covered_cells = np.zeros(mask.shape, np.bool_)
    for change in changes:
        for box in change.boxes:
            covered_cells[area(box, mask.shape, mask.shape[1] // AROUND)] = True
    return covered_cells


def _rest(mask: Mask, drawn: Sequence[Thing], threshold: Threshold) -> Iterator[Change]:
    """Pixels that nothing explains, and where they are."""
    count = int(mask.sum())
    if count <= threshold.pixels:
        return
    inside = [each for each in cells(mask, drawn) if each.pixels > threshold.pixels / 2]
    if inside:
        where = listed(f"{each.percent:g} % of {each.name}" for each in inside)
    else:
        rows, cols = np.nonzero(mask)
        where = (
            "outside of all that the facts name, "
            f"in columns {cols.min()} to {cols.max()} and rows {rows.min()} to {rows.max()}"
        )
    yield Change("pixels", f"{count} pixels of the still differ: {where}")


def _uneven(before: Pixels, after: Pixels) -> Mask:
    """Pixels of stills of two sizes, laid upon each other at the upper left."""
    height = max(before.shape[0], after.shape[0])
    width = max(before.shape[1], after.shape[1])
    mask = np.ones((height, width), np.bool_)
    rows = min(before.shape[0], after.shape[0])
    cols = min(before.shape[1], after.shape[1])
    mask[:rows, :cols] = (before[:rows, :cols] != after[:rows, :cols]).any(axis=2)
    return mask
