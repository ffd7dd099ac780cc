"""F1: a kernel slides over an image and makes an output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corrconv.core.kernel_properties import Symmetry
from corrconv.core.operation import Operation
from corrconv.figures import sizing
from corrconv.figures.applies import (
    compares,
    has_numbers,
    has_operation,
    operation_for,
    readable,
    slides,
)
from corrconv.figures.figure import BOTH, Cost, Figure
from corrconv.figures.phrases import NAMES
from corrconv.figures.registry import Declaration
from corrconv.lesson.lesson import Lesson

SCENE = "scenes/sliding.py"

ONE = (
    "A kernel (yellow) slides over an image and makes an output (pink): {operation}. Under each "
    "pixel stands what it is multiplied by; the products are added. "
    "Outputs are made in {order} order."
)
SIDE_BY_SIDE = (
    "A kernel (yellow) slides over an image and makes an output (pink), under convolution (left) "
    "and under the cross-correlation that libraries compute (right): the same image, the same "
    "path, the same patch. Only convolution turns the kernel by 180°; its marked corner shows it. "
    "Under each pixel stands what it is multiplied by; outputs are made in {order} order."
)
OUTSIDE: Mapping[str, str] = {
    "zero": "Mode “{mode}”: the kernel also lies on places outside the image; nothing is read "
    "there, and ∅ marks a missing pixel.",
    "fill": "Mode “{mode}”: the kernel also lies on places outside the image; one constant is "
    "read there.",
    "wrap": "Mode “{mode}”: the kernel also lies on places outside the image; the image "
    "repeats there.",
    "symmetric": "Mode “{mode}”: the kernel also lies on places outside the image; the image "
    "is mirrored there, its edge repeated.",
    "nearest": "Mode “{mode}”: the kernel also lies on places outside the image; the nearest "
    "pixel is read there.",
    "mirror": "Mode “{mode}”: the kernel also lies on places outside the image; the image is "
    "mirrored there, its edge not repeated.",
}
"""What is read outside an image, by the boundary."""


def _caption(figure: Figure, lesson: Lesson) -> str:
    sliding, order = lesson.sliding, lesson.traversal.value
    if figure.operation:
        said = ONE.format(operation=NAMES[figure.operation], order=order)
    else:
        said = SIDE_BY_SIDE.format(order=order)
    if sliding.mode == "valid":
        return said
    return f"{said} {OUTSIDE[sliding.boundary].format(mode=sliding.mode)}"


def _remark(lesson: Lesson) -> Symmetry | None:
    return None if lesson.numbers is None else lesson.numbers.kernel_symmetry


def _panel_readable(figure: Figure, lesson: Lesson) -> str | None:
    operation = operation_for(figure, lesson)
    return _legible(lesson, [operation], sizing.in_a_row(lesson.sliding, operation).pitch)


def _panels_readable(figure: Figure, lesson: Lesson) -> str | None:
    operations = sizing.SIDE_BY_SIDE
    pitch = sizing.in_two_columns(lesson.sliding, operations[0], operations, 0.0).pitch
    reason = _legible(lesson, operations, pitch)
    return reason and f"{reason}; each operation alone has more room"


def _legible(lesson: Lesson, operations: Sequence[Operation], pitch: float) -> str | None:
    """Return what could not be read in cells of this size; None where all can."""
    sliding = lesson.sliding
    if pitch < sizing.weights_readable(sliding):
        return "the kernel's numbers would be too small to read under those of the pixels"
    return readable(set().union(*(sizing.texts(sliding, each) for each in operations)), pitch)


_ALONE = (has_operation, has_numbers, slides, _panel_readable)

FIGURES = (
    Declaration(
        Figure("F1", "sliding-kernel", SCENE, "SlidingBoth", BOTH,
               "A kernel slides, turned or as it is", announced=sizing.SIDE_BY_SIDE,
               lecture=30, cost=Cost(1.5, 2.8)),
        caption=_caption,
        remark=_remark,
        applies=(compares, has_numbers, slides, _panels_readable),
    ),
    Declaration(
        Figure("F1-convolution", "sliding-convolution", SCENE, "SlidingConvolution", BOTH,
               "A kernel slides: convolution", Operation.CONVOLUTION,
               lecture=10, cost=Cost(0.4, 2.8)),
        caption=_caption,
        remark=_remark,
        applies=_ALONE,
    ),
    Declaration(
        Figure("F1-cross-correlation", "sliding-cross-correlation", SCENE,
               "SlidingCrossCorrelation", BOTH, "A kernel slides: cross-correlation",
               Operation.CROSS_CORRELATION, lecture=20, cost=Cost(0.5, 2.9)),
        caption=_caption,
        remark=_remark,
        applies=_ALONE,
    ),
)  # fmt: skip
