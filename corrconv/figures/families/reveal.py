"""F9 and F15: the kernel's elements found by evaluating their indices, one pixel at a time."""

from __future__ import annotations

from corrconv.core.operation import Operation
from corrconv.figures import sizing
from corrconv.figures.applies import has_operation, readable
from corrconv.figures.figure import BOTH, Cost, Figure
from corrconv.figures.phrases import (
    NAMES,
    letters_on_patch,
    operation_of,
    patch_read,
    worked_output,
)
from corrconv.figures.registry import Declaration
from corrconv.lesson.lesson import Lesson

SCENE = "scenes/reveal.py"

CAPTION = (
    "The kernel elements that {patch} meets for {output} in {operation}: {elements}. "
    "While i and j run forwards, the kernel’s index runs {way}: so the kernel lies on the image "
    "{lies}."
)


def _caption(figure: Figure, lesson: Lesson) -> str:
    operation = operation_of(figure)
    return CAPTION.format(
        patch=patch_read(operation, lesson.worked[operation], lesson),
        output=worked_output(figure, lesson),
        operation=NAMES[operation],
        elements=letters_on_patch(operation, lesson),
        way="backwards" if operation.flips_kernel else "forwards too",
        lies="turned by 180°" if operation.flips_kernel else "as it is drawn",
    )


def _readable(figure: Figure, lesson: Lesson) -> str | None:
    texts = {sizing.longest(lesson.kernel, "h"), *lesson.letters.values()}
    return readable(texts, sizing.drawing_pitch(lesson))


_APPLIES = (has_operation, _readable)

FIGURES = (
    Declaration(
        Figure("F9", "convolution-drawing", SCENE, "ConvolutionReveal", BOTH,
               "Convolution flips the kernel", Operation.CONVOLUTION,
               lecture=50, cost=Cost(0.4, 4.1)),
        caption=_caption,
        remark=lambda lesson: lesson.kernel_symmetry,
        applies=_APPLIES,
    ),
    Declaration(
        Figure("F15", "cross-correlation-drawing", SCENE, "CrossCorrelationReveal", BOTH,
               "Cross-correlation does not flip the kernel", Operation.CROSS_CORRELATION,
               lecture=70, cost=Cost(0.3, 3.9)),
        caption=_caption,
        applies=_APPLIES,
    ),
)  # fmt: skip
