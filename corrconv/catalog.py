"""Which figures there are, and what is said of each for a lesson."""

from __future__ import annotations

import difflib
import fnmatch
from collections.abc import Iterable

from corrconv.figures import cards
from corrconv.figures.figure import Figure
from corrconv.figures.registry import Declaration, declarations
from corrconv.lesson.lesson import Lesson


class UnknownFigureError(ValueError):
    """A name or pattern that no figure matches."""


def find(patterns: Iterable[str] = ()) -> tuple[Figure, ...]:
    """Return the figures whose id or name matches one of the patterns (globs), in the article's
    order; every figure where there is no pattern. UnknownFigureError names what matched none.

    >>> [figure.name for figure in find(["F4", "*-coverage"])]
    ['kernel', 'convolution-coverage', 'cross-correlation-coverage']
    """
    figures = tuple(declaration.figure for declaration in declarations())
    wanted = tuple(patterns)
    for pattern in wanted:
        if not any(_matches(figure, pattern) for figure in figures):
            raise UnknownFigureError(_unknown(pattern, figures))
    return tuple(
        figure
        for figure in figures
        if not wanted or any(_matches(figure, pattern) for pattern in wanted)
    )


def title_cards() -> tuple[Figure, ...]:
    """Return the figures that only a lecture shows: its opening and a card for each animation."""
    return tuple(declaration.figure for declaration in _cards())


def named(name: str) -> Figure:
    """Return the figure or title card with this name; UnknownFigureError where there is none."""
    return declaration_of(name).figure


def declaration_of(name: str) -> Declaration:
    """Return what is declared of the figure or title card with this name."""
    for declaration in (*declarations(), *_cards()):
        if declaration.figure.name == name:
            return declaration
    raise UnknownFigureError(_unknown(name, find()))


def drawn_by(scene_class: str) -> Figure:
    """Return the first figure or title card that this class of a scene file draws."""
    for declaration in (*declarations(), *_cards()):
        if declaration.figure.scene_class == scene_class:
            return declaration.figure
    raise UnknownFigureError(f"no figure is drawn by a scene called {scene_class}")


def variant(figure: Figure, lesson: Lesson) -> Figure:
    """Return the figure as the lesson has it."""
    return declaration_of(figure.name).variant(lesson)


def caption(figure: Figure, lesson: Lesson) -> str:
    """Return what the figure shows, in a sentence or two."""
    return declaration_of(figure.name).caption_for(lesson)


def alt(figure: Figure, lesson: Lesson) -> str:
    """Return the figure's alternative text."""
    return declaration_of(figure.name).alt_for(lesson)


def why_left_out(figure: Figure, lesson: Lesson) -> str | None:
    """Return why the figure makes no sense for the lesson, in words that go after its name; None
    where it does."""
    return declaration_of(figure.name).why_left_out(lesson)


def fitting(figures: Iterable[Figure], lesson: Lesson) -> tuple[Figure, ...]:
    """Return the figures that make sense for the lesson."""
    return tuple(figure for figure in figures if why_left_out(figure, lesson) is None)


def _cards() -> tuple[Declaration, ...]:
    return (
        cards.OPENING,
        *(cards.card_of(each) for each in declarations() if each.figure.moves),
    )


def _matches(figure: Figure, pattern: str) -> bool:
    folded = pattern.lower()
    return fnmatch.fnmatchcase(figure.id.lower(), folded) or fnmatch.fnmatchcase(
        figure.name, folded
    )


def _unknown(pattern: str, figures: tuple[Figure, ...]) -> str:
    names = [figure.name for figure in figures] + [figure.id for figure in figures]
    near = difflib.get_close_matches(pattern, names, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    known = ", ".join(f"{figure.id} {figure.name}" for figure in figures)
    return f"no figure matches {pattern!r}{hint} (known: {known})"
