"""Kernels that cannot show, or show in one way only, that convolution turns them."""

from __future__ import annotations

from enum import Enum

from corrconv.core.operation import turned
from corrconv.core.sliding import Sliding
from corrconv.lesson.lesson import Lesson


class Symmetry(Enum):
    """What a kernel is to its own 180° turn; the value says so in a sentence."""

    EQUAL = "This kernel equals its own 180° turn: flipping it shows nothing."
    NEGATED = "Turned by 180°, this kernel only changes its sign."


def of_numbers(sliding: Sliding) -> Symmetry | None:
    """The symmetry of the kernel of the sliding figures; None where it has none."""
    pairs = [
        (weight, sliding.kernel[turned(tap, sliding.kernel_support)])
        for tap, weight in sliding.kernel.items()
    ]
    if all(one == other for one, other in pairs):
        return Symmetry.EQUAL
    return Symmetry.NEGATED if all(one == -other for one, other in pairs) else None


def of_kernel(lesson: Lesson) -> Symmetry | None:
    """The symmetry of the lesson's own kernel, by its numbers or else by its letters."""
    values = lesson.letters if lesson.weights is None else lesson.weights
    turns = {tap: values[turned(tap, lesson.kernel)] for tap in lesson.kernel}
    if all(values[tap] == turns[tap] for tap in lesson.kernel):
        return Symmetry.EQUAL
    weights = lesson.weights
    if weights is not None and all(
        weights[tap] == -weights[turned(tap, lesson.kernel)] for tap in lesson.kernel
    ):
        return Symmetry.NEGATED
    return None
