"""What is another between two sequences in which the order counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import zip_longest
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def rearranged(before: Sequence[Item], after: Sequence[Item]) -> list[Item]:
    """What came, went, lies in another order or another number of times: without these, both
    sequences are equal. What was brought to the end is told, not what it was brought past."""
    old, new = _counted(before), _counted(after)
    places = {each: place for place, each in enumerate(old)}
    kept, last = set(), -1
    for each in new:
        if (place := places.get(each, -1)) > last:
            kept.add(each)
            last = place
    return list(dict.fromkeys(item for item, nth in (*old, *new) if (item, nth) not in kept))


def replaced(before: Sequence[Item], after: Sequence[Item]) -> list[Item]:
    """What stands in a place in which the other sequence does not have this very object: more than
    `rearranged` tells where things moved up, but quick enough to be asked for every frame."""
    pairs = zip_longest(before, after)
    return [item for pair in pairs if pair[0] is not pair[1] for item in pair if item is not None]


def _counted(items: Sequence[Item]) -> list[tuple[Item, int]]:
    """Each item, and how often it was there before."""
    seen: Counter[Item] = Counter()
    found = []
    for item in items:
        found.append((item, seen[item]))
        seen[item] += 1
    return found
