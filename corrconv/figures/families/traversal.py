"""B2: the same outputs made in two orders."""

from __future__ import annotations

from corrconv.core.operation import Operation
from corrconv.figures import sizing
from corrconv.figures.applies import has_numbers, has_operation, operation_for, readable, slides
from corrconv.figures.figure import BOTH, Cost, Figure
from corrconv.figures.phrases import NAMES, operation_of
from corrconv.figures.registry import Declaration
from corrconv.lesson.lesson import Lesson

CAPTION = (
    "The same {operation}, its outputs made in reading order and in reverse reading order: the "
    "patch walks in opposite directions and the result is the same."
)


def _caption(figure: Figure, lesson: Lesson) -> str:
    return CAPTION.format(operation=NAMES[operation_of(figure)])


def _readable(figure: Figure, lesson: Lesson) -> str | None:
    operation = operation_for(figure, lesson)
    pitch = sizing.in_two_columns(lesson.sliding, operation, [operation], 0.0).pitch
    return readable(sizing.texts(lesson.sliding, operation), pitch)


FIGURES = (
    Declaration(
        Figure("B2", "traversal", "scenes/traversal.py", "TraversalFigure", BOTH,
               "The order of the outputs does not matter", Operation.CONVOLUTION,
               lecture=110, cost=Cost(0.3, 1.7)),
        caption=_caption,
        applies=(has_operation, has_numbers, slides, _readable),
    ),
)  # fmt: skip
