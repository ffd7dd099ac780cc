"""The rules of the lessons that several figures make sense for."""

from __future__ import annotations

from collections.abc import Iterable

from corrconv.core.operation import Operation
from corrconv.figures import sizing
from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson

MOST_OUTPUTS = 121
"""Outputs that a moving figure can make before it has lasted too long."""


def operation_for(figure: Figure, lesson: Lesson) -> Operation:
    """Return the operation that the figure is about in this lesson, or shows as an example."""
    return lesson.stands_for(figure.operation or lesson.operations[0])


def has_operation(figure: Figure, lesson: Lesson) -> str | None:
    """Require that the lesson is about the figure's operation."""
    operation = operation_for(figure, lesson)
    if operation in lesson.operations:
        return None
    compared = ", ".join(each.slug for each in lesson.operations)
    return f"it is about {operation.slug}, the lesson about {compared}"


def compares(figure: Figure, lesson: Lesson) -> str | None:
    """Require that the lesson compares two operations."""
    if len(lesson.operations) > 1:
        return None
    return f"it compares two operations, the lesson is about {lesson.operations[0].slug} alone"


def has_numbers(figure: Figure, lesson: Lesson) -> str | None:
    """Require that the lesson gives numbers for its image and its kernel."""
    if lesson.numbers is not None:
        return None
    missing = "image" if lesson.pixels is None else "kernel"
    return f"it needs numbers, and the lesson gives no values for its {missing}"


def slides(figure: Figure, lesson: Lesson) -> str | None:
    """Require that the sliding kernel makes several outputs, and not too many."""
    return right_count(
        len(lesson.sliding.output_order(operation_for(figure, lesson), lesson.traversal))
    )


def right_count(outputs: int) -> str | None:
    """Return why so many outputs cannot be made one by one; None where they can."""
    if outputs < 2:
        return "nothing moves: there is one output"
    if outputs <= MOST_OUTPUTS:
        return None
    return f"{outputs} outputs are too many to be made one by one; choose some with outputs"


def readable(texts: Iterable[str], pitch: float) -> str | None:
    """Return why the longest of these texts cannot be read in cells of this size."""
    text = sizing.widest(texts)
    return None if sizing.fits(text, pitch) else f"{text!r} would be too small to read in its cells"
