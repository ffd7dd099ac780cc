"""F2, F3, F7 and F10: published sums, the notation, and the equations of both operations."""

from __future__ import annotations

from corrconv.core.operation import Operation
from corrconv.figures.applies import compares, has_operation
from corrconv.figures.figure import STILL, Cost, Figure
from corrconv.figures.phrases import NAMES, operation_of
from corrconv.figures.registry import Declaration
from corrconv.formula.notation import equation, kernel_names
from corrconv.formula.tokens import plain
from corrconv.lesson.lesson import Lesson

SCENE = "scenes/equations.py"

ZOO = (
    "Published sums, most of them called “convolution”, and what each computes. "
    "{sums_and_operations}."
)
NOTATION = (
    "x is the {image}, h the {kernel}, y the {output} and ∗ convolution; i and j index the {image}."
)
EQUATION = "{operation}: {equation}."
COMPARED = "Only the sign before i and j differs: {first} against {second}."


def _zoo(figure: Figure, lesson: Lesson) -> str:
    sums = (f"{form.source}: {NAMES[form.operation]}" for form in lesson.forms)
    return ZOO.format(sums_and_operations="; ".join(sums))


def _notation(figure: Figure, lesson: Lesson) -> str:
    words = lesson.labels
    return NOTATION.format(image=words.image, kernel=words.kernel, output=words.output)


def _equation(figure: Figure, lesson: Lesson) -> str:
    operation = operation_of(figure)
    return EQUATION.format(
        operation=NAMES[operation].capitalize(), equation=plain(equation(operation))
    )


def _compared(figure: Figure, lesson: Lesson) -> str:
    first, second = (plain(kernel_names(operation)) for operation in lesson.compared)
    return COMPARED.format(first=first, second=second)


def _has_forms(figure: Figure, lesson: Lesson) -> str | None:
    return None if lesson.forms else "the lesson lists no published forms"


def _differs_in_sign(figure: Figure, lesson: Lesson) -> str | None:
    if set(lesson.compared) == {Operation.CONVOLUTION, Operation.CROSS_CORRELATION}:
        return None
    return "in the libraries’ form it is not the sign that differs but the order, i−m for m−i"


FIGURES = (
    Declaration(
        Figure("F2", "notation-zoo", SCENE, "NotationZoo", STILL,
               "What published sums really compute", cost=Cost(0.3)),
        caption=_zoo,
        applies=(_has_forms,),
    ),
    Declaration(
        Figure("F3", "notation", SCENE, "Notation", STILL, "Notation",
               Operation.CONVOLUTION, cost=Cost(0.1)),
        caption=_notation,
        applies=(has_operation,),
    ),
    Declaration(
        Figure("F7", "convolution-equation", SCENE, "ConvolutionEquation", STILL, "Convolution",
               Operation.CONVOLUTION, cost=Cost(0.1)),
        caption=_equation,
        applies=(has_operation,),
    ),
    Declaration(
        Figure("F10", "equations-compared", SCENE, "EquationsCompared", STILL,
               "Only the sign differs", cost=Cost(0.1)),
        caption=_compared,
        remark=lambda lesson: lesson.kernel_symmetry,
        applies=(compares, _differs_in_sign),
    ),
)  # fmt: skip
