"""Which table says what a figure of the catalog must show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from corrconv.catalog import CARDS, Figure
from corrconv.lesson.lesson import Lesson
from corrconv.verify.oracle.expected import arrays, cards, formulas, moving, network
from corrconv.verify.oracle.parts import Part, Wanted
from corrconv.verify.oracle.subject import Subject

TABLES: Mapping[str, Callable[[Subject], Iterator[Part]]] = MappingProxyType(
    {
        "sliding-kernel": moving.sliding_both,
        "sliding-convolution": moving.sliding_one,
        "sliding-cross-correlation": moving.sliding_one,
        "notation-zoo": formulas.notation_zoo,
        "notation": formulas.notation,
        "kernel": arrays.kernel,
        "image": arrays.image,
        "corner": arrays.corner,
        "convolution-equation": formulas.convolution_equation,
        "convolution-table": formulas.worked_table,
        "convolution-drawing": moving.drawing,
        "equations-compared": formulas.equations_compared,
        "patches": moving.patches,
        "convolution-coverage": moving.coverage,
        "cross-correlation-coverage": moving.coverage,
        "cross-correlation-table": formulas.worked_table,
        "cross-correlation-drawing": moving.drawing,
        "title-card": arrays.title_card,
        "library": arrays.library,
        "traversal": moving.traversal,
        "learning": network.learning,
        "backpropagation": network.backpropagation,
    }
)

_CARDS = frozenset(card.name for card in CARDS)


def wanted(figure: Figure, lesson: Lesson) -> Wanted:
    """All that a figure of this lesson must show; KeyError where no table tells."""
    subject = Subject.of(figure, lesson)
    table = cards.card if figure.name in _CARDS else TABLES[figure.name]
    return Wanted(tuple(table(subject)), subject.header, subject.terms)
