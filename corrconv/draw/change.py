"""What is another between two sequences in which the order counts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def rearranged(before: Sequence[Item], after: Sequence[Item]) -> list[Item]:
    """What came, went, or lies in another order: without these, both sequences are equal. What
    was brought to the end is told, not what it was brought past."""
    places = {item: place for place, item in enumerate(before)}
    kept, last = set(), -1
    for item in after:
        if (place := places.get(item, -1)) > last:
            kept.add(item)
            last = place
    return [item for item in dict.fromkeys((*before, *after)) if item not in kept]
