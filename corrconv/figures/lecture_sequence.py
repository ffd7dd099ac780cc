"""The order in which a lecture shows the animations, and what their cards announce."""

from __future__ import annotations

from collections.abc import Iterable

from corrconv.catalog import Figure
from corrconv.core.operation import Operation
from corrconv.lesson.lesson import Lesson

TEACHING = (
    "sliding-convolution",
    "sliding-cross-correlation",
    "sliding-kernel",
    "convolution-table",
    "convolution-drawing",
    "cross-correlation-table",
    "cross-correlation-drawing",
    "patches",
    "convolution-coverage",
    "cross-correlation-coverage",
    "traversal",
    "learning",
    "backpropagation",
)
"""Names of figures. The article goes through one operation and then through the other; a lecture
shows the numbers of both first, then the indices of each, and compares what both have read."""


NETWORKS = ("learning-card", "backpropagation-card")
"""The cards of figures whose cross-correlation is the libraries', whatever the lesson compares."""


def announced(card: Figure, lesson: Lesson) -> tuple[Operation, ...]:
    """The operations whose terms a card shows."""
    if card.name in NETWORKS:
        return (Operation.LIBRARY_CROSS_CORRELATION, Operation.CONVOLUTION)
    return (card.operation,) if card.operation else lesson.compared


def teaching_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The animations among `figures`, as they are taught; what TEACHING does not name follows in
    the order in which it came."""
    moving = tuple(figure for figure in figures if "animation" in figure.forms)
    places = {name: place for place, name in enumerate(TEACHING)}
    return tuple(sorted(moving, key=lambda figure: places.get(figure.name, len(places))))
