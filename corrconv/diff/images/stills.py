"""Two stills compared pixel by pixel, and their differences in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corrconv.diff.change import Change
from corrconv.diff.facts.changes import facts_changes
from corrconv.diff.facts.model import Box, ComparedFacts, Thing
from corrconv.diff.facts.naming import BOX, CELLS, join_names, name_thing
from corrconv.diff.facts.pairing import pair_things
from corrconv.diff.images.colours import (
    EDGE,
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
    """Count the pixels of a drawn thing that differ: their number, their share of it in percent,
    and whether some lie inside of its border."""

    name: str
    box: Box
    pixels: int
    percent: float
    inside: bool


@dataclass(frozen=True, slots=True)
class StillDifference:
    """Describe what differs between two stills. `mask` has the pixels that differ, over the larger
    of both sizes; `things` are the drawn things that have such pixels, the most changed first."""

    changes: tuple[Change, ...]
    mask: Mask
    things: tuple[ThingDifference, ...]

    @property
    def pixels(self) -> int:
        """Count the pixels that differ."""
        return int(self.mask.sum())


def compare_stills(
    sides: tuple[Pixels, Pixels],
    facts: tuple[ComparedFacts, ComparedFacts],
    theme: str,
    threshold: Threshold,
) -> StillDifference:
    """Return the changes in words, and the pixels and drawn things that differ."""
    before, after = sides
    drawn = facts[1].drawn
    words = facts_changes(*facts, threshold.move)
    pairs = pair_things(facts[0].drawn, drawn).pairs
    fills = [fill_colours(side, own.drawn) for side, own in zip(sides, facts, strict=True)]
    names = [roles_by_colour(own, theme) for own in facts]
    if before.shape != after.shape:
        recoloured = list(changed_fills(pairs, fills[0], fills[1], threshold.level))
        rest: list[Change] = []
        things: list[ThingDifference] = []
        mask = _uneven(before, after)
    else:
        mask = differing(before, after, threshold.level)
        search = RecolouringSearch(before, after, mask, _covered(words, mask))
        recoloured = list(search.found([pair.after for pair in pairs if pair.stays]))
        moved = [pair for pair in pairs if not pair.stays]
        recoloured += changed_fills(moved, fills[0], fills[1], threshold.level)
        rest = list(_rest(mask & ~search.explained, drawn, threshold))
        things = thing_differences(mask, drawn)
    colours = tuple(recolouring_changes(recoloured, *names))
    changes = (*words, *colours, *theme_part_changes(*facts, colours), *rest)
    return StillDifference(changes, mask, tuple(things))


def thing_differences(mask: Mask, drawn: Sequence[Thing]) -> list[ThingDifference]:
    """Return every drawn thing in which pixels differ. A box is its border."""
    things = [_thing_difference(mask, thing) for thing in dict.fromkeys(drawn)]
    return sorted((each for each in things if each.pixels), key=lambda each: -each.percent)


def _thing_difference(mask: Mask, thing: Thing) -> ThingDifference:
    part = mask[area(thing.box, mask.shape)]
    edge = EDGE if thing.role in CELLS or thing.role == BOX else 0
    inner = part[edge : part.shape[0] - edge, edge : part.shape[1] - edge]
    count = int(part.sum() - (inner.sum() if thing.role == BOX else 0))
    share = round(100 * count / max(part.size, 1), 1)
    inside = thing.role != BOX and bool(inner.any())
    return ThingDifference(name_thing(thing), thing.box, count, share, inside)


def _covered(changes: Iterable[Change], mask: Mask) -> Mask:
    """Mark the pixels that the changes in words explain."""
    covered = np.zeros(mask.shape, np.bool_)
    for change in changes:
        for box in change.boxes:
            covered[area(box, mask.shape, mask.shape[1] // AROUND)] = True
    return covered


def _rest(mask: Mask, drawn: Sequence[Thing], threshold: Threshold) -> Iterator[Change]:
    """Yield the pixels that nothing explains, and where they are."""
    count = int(mask.sum())
    if count <= threshold.pixels:
        return
    inside = [each for each in thing_differences(mask, drawn) if each.pixels > threshold.pixels / 2]
    if inside:
        where = join_names(f"{each.percent:g} % of {each.name}" for each in inside)
    else:
        rows, cols = np.nonzero(mask)
        where = (
            "outside of all that the facts name, "
            f"in columns {cols.min()} to {cols.max()} and rows {rows.min()} to {rows.max()}"
        )
    yield Change("pixels", f"{count} pixels of the still differ: {where}")


def _uneven(before: Pixels, after: Pixels) -> Mask:
    """Mark the pixels of stills of two sizes that differ, laid upon each other at the upper
    left."""
    height = max(before.shape[0], after.shape[0])
    width = max(before.shape[1], after.shape[1])
    mask = np.ones((height, width), np.bool_)
    rows = min(before.shape[0], after.shape[0])
    cols = min(before.shape[1], after.shape[1])
    mask[:rows, :cols] = (before[:rows, :cols] != after[:rows, :cols]).any(axis=2)
    return mask
