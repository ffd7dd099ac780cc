"""The order in which outputs are made. A sum has none; a moving figure must state its own."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from corrconv.core.index import Index


class Traversal(Enum):
    """An order of the outputs: reading order, or the article's, from the last to the first."""

    READING = "reading"
    REVERSE_READING = "reverse reading"

    def order(self, outputs: Iterable[Index]) -> tuple[Index, ...]:
        """Return the outputs in this order."""
        last_first = self is Traversal.REVERSE_READING
        return tuple(sorted(outputs, key=lambda at: (at.row, at.col), reverse=last_first))
