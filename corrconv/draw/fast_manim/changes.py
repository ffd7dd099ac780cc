"""Changes between two frames: mobjects of a sequence, and areas of the picture."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from corrconv.rendering.area import Area

ROWS = 32
"""Rows of a strip: a changed area begins and ends at one."""

Item = TypeVar("Item", bound=Hashable)


def rearranged_items(before: Sequence[Item], after: Sequence[Item]) -> list[Item]:
    """Return what came, went, lies in another order or another number of times: without these,
    both sequences are equal. Of what was brought to the end and what it was brought past, the
    first is returned."""
    old, new = _counted(before), _counted(after)
    places = {each: place for place, each in enumerate(old)}
    kept, last = set(), -1
    for each in new:
        if (place := places.get(each, -1)) > last:
            kept.add(each)
            last = place
    return list(dict.fromkeys(item for item, nth in (*old, *new) if (item, nth) not in kept))


def replaced_items(before: Sequence[Item], after: Sequence[Item]) -> list[Item]:
    """Return what stands in a place in which the other sequence does not have this very object:
    more than `rearranged_items` gives where things moved up, but quick enough for every frame."""
    pairs = zip_longest(before, after)
    return [item for pair in pairs if pair[0] is not pair[1] for item in pair if item is not None]


def _counted(items: Sequence[Item]) -> list[tuple[Item, int]]:
    """Return each item with how often it was there before."""
    seen: Counter[Item] = Counter()
    found = []
    for item in items:
        found.append((item, seen[item]))
        seen[item] += 1
    return found


class PixelBox(NamedTuple):
    """A rectangle in pixels, from the upper left corner; the edges may lie between pixels."""

    left: float
    top: float
    right: float
    bottom: float


class ChangedAreas:
    """Collects boxes in a picture; gives areas with whole edges that cover them and do not overlap,
    at most one for each strip of rows."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        count = -(-height // ROWS)
        self._left, self._right = [width] * count, [0] * count

    def add(self, box: PixelBox) -> None:
        """Cover a box too; what lies outside the picture is left out."""
        left, right = max(math.floor(box.left), 0), min(math.ceil(box.right), self._width)
        top, bottom = max(math.floor(box.top), 0), min(math.ceil(box.bottom), self._height)
        if left < right and top < bottom:
            for strip in range(top // ROWS, (bottom - 1) // ROWS + 1):
                self._left[strip] = min(self._left[strip], left)
                self._right[strip] = max(self._right[strip], right)

    def add_all(self) -> None:
        """Cover the whole picture."""
        self.add(PixelBox(0, 0, self._width, self._height))

    def join(self, other: ChangedAreas) -> None:
        """Cover what another collection covers; both are of pictures of one size."""
        for area in other.areas():
            self.add(PixelBox(area.left, area.top, area.right, area.bottom))

    def meets(self, box: PixelBox) -> bool:
        """Tell whether a part of the box is covered."""
        left, top, right, bottom = box
        first = max(math.floor(top), 0) // ROWS
        last = min(math.ceil(bottom), self._height) - 1
        for strip in range(first, last // ROWS + 1):
            if self._left[strip] < right and left < self._right[strip]:
                return True
        return False

    def areas(self) -> tuple[Area, ...]:
        """Return the areas, from the top down."""
        return tuple(
            Area(strip * ROWS, min((strip + 1) * ROWS, self._height), left, right)
            for strip, (left, right) in enumerate(zip(self._left, self._right, strict=True))
            if left < right
        )
