"""F12 and F13: which patch of the image makes which output."""

from __future__ import annotations

from corrconv.core.operation import Operation
from corrconv.figures import sizing
from corrconv.figures.applies import has_operation, operation_for, right_count
from corrconv.figures.figure import BOTH, Cost, Figure
from corrconv.figures.phrases import NAMES, element, operation_of, patch_read
from corrconv.figures.registry import Declaration
from corrconv.lesson.lesson import Lesson

SCENE = "scenes/coverage.py"

EVERY = (
    "{operation}: the patch of every output of the “{mode}” result. {first} reads {patch}, {last} "
    "reads {last_patch}."
)
CHOSEN = (
    "{operation}: the patch of {count} outputs of the “{mode}” result. {first} reads {patch}, "
    "{last} reads {last_patch}."
)


def _caption(figure: Figure, lesson: Lesson) -> str:
    operation = operation_of(figure)
    made = lesson.output_order(operation)
    first, last = (pick(made, key=lambda at: (at.row, at.col)) for pick in (min, max))
    return (EVERY if lesson.chosen is None else CHOSEN).format(
        operation=NAMES[operation].capitalize(),
        mode=lesson.mode,
        count=len(made),
        first=element("y", first),
        patch=patch_read(operation, first, lesson),
        last=element("y", last),
        last_patch=patch_read(operation, last, lesson),
    )


def _walks(figure: Figure, lesson: Lesson) -> str | None:
    return right_count(len(lesson.output_order(operation_for(figure, lesson))))


def _outputs_visible(figure: Figure, lesson: Lesson) -> str | None:
    operation = operation_for(figure, lesson)
    columns, rows = sizing.size(lesson.outputs(operation))
    pixel = sizing.thumbnail_pitch(lesson, operation)
    patch = pixel * min(sizing.size(lesson.kernel.region))
    if pixel >= sizing.SMALLEST_PIXEL and patch >= sizing.SMALLEST_PATCH:
        return None
    return f"its {columns}×{rows} outputs would be too small to hold a picture each"


_APPLIES = (has_operation, _walks, _outputs_visible)

FIGURES = (
    Declaration(
        Figure("F12", "convolution-coverage", SCENE, "ConvolutionCoverage", BOTH,
               "Convolution: which patch makes which output", Operation.CONVOLUTION,
               lecture=90, cost=Cost(0.3, 2.2)),
        caption=_caption,
        applies=_APPLIES,
    ),
    Declaration(
        Figure("F13", "cross-correlation-coverage", SCENE, "CrossCorrelationCoverage", BOTH,
               "Cross-correlation: which patch makes which output", Operation.CROSS_CORRELATION,
               lecture=100, cost=Cost(0.5, 2.8)),
        caption=_caption,
        applies=_APPLIES,
    ),
)  # fmt: skip
