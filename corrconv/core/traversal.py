"""The order in which outputs are made. A sum has none; a moving figure must state its own."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from corrconv.core.index import Index


class Traversal(Enum):
    """An order of the outputs: reading order, or the article's, from the last to the first."""

    READING = ("reading", +1)
    REVERSE_READING = ("reverse reading", -1)

    def __init__(self, label: str, direction: int) -> None:
        self.label = label
        self.direction = direction

    @classmethod
    def named(cls, label: str) -> Traversal:
        """Return the order called `label`; ValueError lists the known ones."""
        for traversal in cls:
            if traversal.label == label:
                return traversal
        known = ", ".join(repr(traversal.label) for traversal in cls)
        raise ValueError(f"unknown order of traversal {label!r}: wanted one of {known}")

    def order(self, outputs: Iterable[Index]) -> tuple[Index, ...]:
        """Return the outputs in this order."""
        return tuple(
            sorted(outputs, key=lambda at: (self.direction * at.row, self.direction * at.col))
        )
