"""Numbers from repetitions: their median and spread, and ratios within each repetition."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class Row:
    """One quantity: what it is, its unit, its value in each repetition, and what is wanted.

    `digits` are those shown after the point.
    """

    what: str
    unit: str
    values: tuple[float, ...]
    at_least: float | None = None
    at_most: float | None = None
    digits: int = 2

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError(f"{self.what}: no value")

    @property
    def median(self) -> float:
        """The middle value, or the mean of the two in the middle."""
        return statistics.median(self.values)

    @property
    def low(self) -> float:
        """The least value."""
        return min(self.values)

    @property
    def high(self) -> float:
        """The greatest value."""
        return max(self.values)

    @property
    def met(self) -> bool | None:
        """Whether the median is what is wanted; None where nothing is."""
        if self.at_least is None and self.at_most is None:
            return None
        enough = self.at_least is None or self.median >= self.at_least
        return enough and (self.at_most is None or self.median <= self.at_most)


def ratios(above: Sequence[float], below: Sequence[float]) -> tuple[float, ...]:
    """above / below within each repetition; ValueError where one has another number of them."""
    if len(above) != len(below):
        raise ValueError(f"not pairs: {len(above)} values against {len(below)}")
    return tuple(one / other for one, other in zip(above, below, strict=True))


def paired(runs: int, steps: Mapping[str, Callable[[int], Seen]]) -> dict[str, list[Seen]]:
    """What each step gives in each repetition. Every second repetition takes the steps in the
    opposite order, so that a machine that warms up or slows down favours none."""
    seen: dict[str, list[Seen]] = {name: [] for name in steps}
    for number in range(runs):
        names = sorted(steps, key=list(steps).index, reverse=number % 2 == 1)
        for name in names:
            seen[name].append(steps[name](number))
    return seen
