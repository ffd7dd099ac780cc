"""Checking a figure's facts: their header, their terms and every entry that was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corrconv import catalog
from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson
from corrconv.verify.oracle.comparison import judge
from corrconv.verify.oracle.parts import Wanted
from corrconv.verify.oracle.registry import wanted


def check(facts: dict[str, Any], lesson: Lesson) -> list[str]:
    """What a figure's facts say wrongly, each naming figure and cell; nothing where all of
    them, and nothing else, follow from the lesson."""
    try:
        figure = catalog.named(str(facts["figure"]))
        return compare(facts, figure, wanted(figure, lesson))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return [f"{facts.get('figure')}: {error}"]


def compare(facts: dict[str, Any], figure: Figure, expected: Wanted) -> list[str]:
    """The same, with what the figure must show at hand."""
    found = [*_header(facts, expected), *_terms(facts, expected), *judge(facts, expected)]
    return [f"{figure.id} {figure.name}: {problem}" for problem in found]


def _header(facts: dict[str, Any], expected: Wanted) -> Iterator[str]:
    for name, value in expected.header.items():
        if facts[name] != value:
            yield f"{name} is {facts[name]!r}, expected {value!r}"
    size = facts["size"]
    if len(size) != 2 or not all(type(side) is int and side > 0 for side in size):
        yield f"size is {size!r}, expected the still's width and height"


def _terms(facts: dict[str, Any], expected: Wanted) -> Iterator[str]:
    """The terms of the worked output, one for each pixel in reading order."""
    drawn = facts["terms"]
    if len(drawn) != len(expected.terms):
        yield f"terms: there are {len(drawn)}, expected {len(expected.terms)}"
    for met, term in zip(drawn, expected.terms, strict=False):
        if met != term:
            yield f"terms {term['image']}: {met!r}, expected {term!r}".replace("'", "")
