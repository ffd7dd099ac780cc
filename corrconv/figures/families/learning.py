"""B3: two layers learn from the same data; the weights of one are the other's, turned."""

from __future__ import annotations

from corrconv.core.kernel_properties import Symmetry
from corrconv.core.operation import Operation, opposite
from corrconv.core.rational import format_number
from corrconv.figures.figure import BOTH, Cost, Figure
from corrconv.figures.phrases import by_row
from corrconv.figures.registry import Declaration
from corrconv.formula.gradients import turned_weights
from corrconv.formula.tokens import plain
from corrconv.learning.training import kernel_numbers, training
from corrconv.lesson.lesson import Lesson

MOST_WEIGHTS = 5
"""Columns or rows of a kernel whose weights can be read as numbers in three grids in a row."""

LARGEST = 99
"""The largest element, taken positive, whose digits fit into a cell."""

CAPTION = (
    "Gradient descent on the same {images} random images, from the same first weights, with a "
    "cross-correlation layer (weights w, as libraries compute it) and with a convolution layer "
    "(weights v). Both fit the targets, and in the end {equation}: one layer’s weights are the "
    "other’s, turned by 180°."
)
ALT = (
    "{title}. {caption} The cross-correlation layer’s weights end as {weights}, the convolution "
    "layer’s as {turned}; both losses fall in one plot, on a logarithmic scale, almost in straight "
    "lines."
)


def _caption(figure: Figure, lesson: Lesson) -> str:
    images = training(lesson).hyperparameters.images
    return CAPTION.format(images=images, equation=plain(turned_weights()))


def _alt(figure: Figure, lesson: Lesson) -> str:
    kernel = {tap: format_number(value) for tap, value in kernel_numbers(lesson).items()}
    return ALT.format(
        title=figure.title,
        caption=_caption(figure, lesson),
        weights=by_row(kernel),
        turned=by_row({opposite(tap): value for tap, value in kernel.items()}),
    )


def _learns(figure: Figure, lesson: Lesson) -> str | None:
    """Require a kernel that two layers can be shown to learn."""
    kernel = lesson.kernel
    if max(kernel.columns, kernel.rows) > MOST_WEIGHTS:
        size, most = f"{kernel.columns}×{kernel.rows}", f"{MOST_WEIGHTS}×{MOST_WEIGHTS}"
        return f"its {size} weights would be too small to read: at most {most} fit"
    if max(abs(float(value)) for value in kernel_numbers(lesson).values()) > LARGEST:
        return f"a kernel element beyond ±{LARGEST} is too wide for its cell"
    if lesson.kernel_symmetry is Symmetry.EQUAL:
        return "the kernel equals its own 180° turn: both layers learn the same weights"
    return None


FIGURES = (
    Declaration(
        Figure("B3", "learning", "scenes/learning.py", "Learning", BOTH,
               "The network learns the flipped weights",
               announced=(Operation.LIBRARY_CROSS_CORRELATION, Operation.CONVOLUTION),
               lecture=120, cost=Cost(0.8, 4.8)),
        caption=_caption,
        alt=_alt,
        applies=(_learns,),
    ),
)  # fmt: skip
