"""B1: the operations told apart by one pixel off the centre."""

from __future__ import annotations

from corrconv.core.index import Index
from corrconv.core.kernel_properties import ORIGIN_RULES, has_middle
from corrconv.figures import sizing
from corrconv.figures.applies import readable
from corrconv.figures.figure import STILL, Cost, Figure
from corrconv.figures.phrases import NAMES, element
from corrconv.figures.registry import Declaration
from corrconv.lesson.lesson import Lesson

MOST_CELLS = 8
"""Columns or rows of an image of which three can stand beside each other."""

EVEN_TITLE = "Even kernels: four library rules"
CAPTION = (
    "One pixel, {pixel}, is 1 and all others are 0; {operations} of it with the same kernel. "
    "convolve2d and conv2 convolve; correlate2d, Conv2d and filter2D compute the library "
    "cross-correlation. Only an impulse off the centre tells all three apart."
)
EVEN_CAPTION = (
    "One pixel, {pixel}, is 1 and all others are 0. An even kernel has no middle element, and "
    "libraries use four rules for its origin: {rules}."
)
RULE = "{operation} with h[0,0] the {place} element ({users})"


def _caption(figure: Figure, lesson: Lesson) -> str:
    pixel = element("x", lesson.impulse)
    if has_middle(lesson.kernel):
        return CAPTION.format(pixel=pixel, operations=", ".join(NAMES.values()))
    rules = (
        RULE.format(
            operation=NAMES[rule.operation], place=rule.place(lesson.kernel), users=rule.users
        )
        for rule in ORIGIN_RULES
    )
    return EVEN_CAPTION.format(pixel=pixel, rules="; ".join(rules))


def _title(figure: Figure, lesson: Lesson) -> str:
    return figure.title if has_middle(lesson.kernel) else EVEN_TITLE


def _cells_readable(figure: Figure, lesson: Lesson) -> str | None:
    """Give the reason where three outputs beside each other would have cells too small to frame."""
    widest = max(sizing.size(lesson.image.region))
    return None if widest <= MOST_CELLS else f"three images of {widest} cells are too small to read"


def _tells_apart(figure: Figure, lesson: Lesson) -> str | None:
    if lesson.impulse == Index(0, 0):
        return "the image has no pixel off its centre to tell the operations apart"
    columns, rows = sizing.size(lesson.image.region)
    pitch = sizing.pitch(0.46, (columns, 3.9), (rows, 3.3))
    return readable(lesson.letters.values(), pitch)


FIGURES = (
    Declaration(
        Figure("B1", "library", "scenes/library.py", "Library", STILL,
               "What SciPy, PyTorch, OpenCV and MATLAB compute", cost=Cost(0.4)),
        caption=_caption,
        title=_title,
        remark=lambda lesson: lesson.kernel_symmetry,
        applies=(_tells_apart, _cells_readable),
    ),
)  # fmt: skip
