"""SeededRandom that is the same on every machine and in every Python."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

_RANGE = 1 << 64


class SeededRandom:
    """A stream of draws that follows from `seed` alone: SHA-256 of the seed and a counter.

    The standard library promises the same floats for a seed, not the same choices.
    """

    def __init__(self, *seed: int | str) -> None:
        self._seed = "/".join(map(str, seed))
        self._count = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1, each as likely as the others."""
        if limit < 1:
            raise ValueError(f"no whole number from 0 to {limit - 1}")
        fair = _RANGE - _RANGE % limit
        while (drawn := self._next()) >= fair:
            pass
        return drawn % limit

    def pick(self, items: Sequence[Item]) -> Item:
        """One of `items`."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """All of `items` in an order of chance."""
        left = list(items)
        return tuple(left.pop(self.below(len(left))) for _ in items)

    def _next(self) -> int:
        self._count += 1
        content = hashlib.sha256(f"{self._seed}/{self._count}".encode()).digest()
        return int.from_bytes(content[:8], "big")
