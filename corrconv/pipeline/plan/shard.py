"""A shard: one of n parts of a plan, for machines that share a build without talking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_SHARDS = 1000

_TEXT = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` of `count`, counted from 1."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Return the shard written as `i/n`; ValueError where that is none."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise ValueError(f"shard {text!r}: wanted i/n, such as 1/4")
        number, count = int(found[1]), int(found[2])
        if not 1 <= number <= count <= MOST_SHARDS:
            raise ValueError(f"shard {text}: wanted i from 1 to n and n from 1 to {MOST_SHARDS}")
        return cls(number, count)

    def own_places(self, weights: Sequence[float]) -> tuple[int, ...]:
        """Return the places of the shard's own jobs among those with these `weights`, in order.

        The heaviest is dealt first, each to the shard that has least so far, so that no shard
        has more than the lightest one and a single job beyond. The shards are disjoint, hold
        every job, and depend on the weights alone.
        """
        loads = [0.0] * self.count
        own = []
        for place in sorted(range(len(weights)), key=lambda each: (-weights[each], each)):
            least = min(range(self.count), key=lambda each: (loads[each], each))
            loads[least] += weights[place]
            if least == self.number - 1:
                own.append(place)
        return tuple(sorted(own))
