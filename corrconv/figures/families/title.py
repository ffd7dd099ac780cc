"""F16: the title card, the kernel as it is drawn and as convolution lays it on the image."""

from __future__ import annotations

from corrconv.core.kernel_properties import Symmetry
from corrconv.core.operation import Operation
from corrconv.figures.figure import BOTH, Cost, Figure
from corrconv.figures.phrases import letters_on_patch
from corrconv.figures.registry import Declaration
from corrconv.lesson.lesson import Lesson

CAPTION = (
    "The kernel as it is drawn, and as convolution lays it on the image, turned by 180°: "
    "{letters}. The marked corner is the same element in both."
)


def _caption(figure: Figure, lesson: Lesson) -> str:
    return CAPTION.format(letters=letters_on_patch(Operation.CONVOLUTION, lesson))


def _convolves(figure: Figure, lesson: Lesson) -> str | None:
    if Operation.CONVOLUTION in lesson.operations:
        return None
    return f"it is about convolution, the lesson about {lesson.operations[0].slug}"


def _flip_is_seen(figure: Figure, lesson: Lesson) -> str | None:
    if lesson.kernel_symmetry is not Symmetry.EQUAL:
        return None
    return "the kernel equals its own 180° turn: flipping it cannot be seen"


FIGURES = (
    Declaration(
        Figure("F16", "title-card", "scenes/title.py", "TitleCard", BOTH,
               "Real convolution flips the kernel", announced=(Operation.CONVOLUTION,),
               lecture=140, cost=Cost(0.1, 0.6)),
        caption=_caption,
        title=lambda figure, lesson: lesson.title,
        applies=(_convolves, _flip_is_seen),
    ),
)  # fmt: skip
