"""The title cards that only a lecture shows: its opening, and one before each animation."""

from __future__ import annotations

from dataclasses import replace

from corrconv.figures.figure import MOVING, UNMEASURED, Figure
from corrconv.figures.registry import Declaration
from corrconv.lesson.lesson import Lesson

SCENE, SCENE_CLASS = "scenes/card.py", "Card"

CAPTION = "Title card: {title}."


def _words(figure: Figure, lesson: Lesson) -> str:
    return CAPTION.format(title=figure.title)


OPENING = Declaration(
    Figure("opening", "opening", SCENE, SCENE_CLASS, MOVING, "Opening"),
    caption=_words,
    alt=_words,
    title=lambda figure, lesson: lesson.title,
)
"""What a lecture begins with: the lesson's own title."""


def card_of(announced: Declaration) -> Declaration:
    """Return the title card of a figure."""
    figure = announced.figure
    card = replace(
        figure,
        id=f"{figure.id}-card",
        name=card_name(figure),
        scene=SCENE,
        scene_class=SCENE_CLASS,
        forms=MOVING,
        lecture=None,
        cost=UNMEASURED,
    )
    return Declaration(
        card, caption=_words, alt=_words, title=lambda _, lesson: announced.variant(lesson).title
    )


def card_name(figure: Figure) -> str:
    """Return what a figure's title card is called."""
    return f"{figure.name}-card"
