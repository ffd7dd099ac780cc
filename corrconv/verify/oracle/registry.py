"""What each figure must show, found in the modules of `corrconv.verify.oracle.expected`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import ModuleType

from corrconv import catalog
from corrconv.figures import cards
from corrconv.figures.figure import Figure
from corrconv.figures.registry import DeclarationError, modules
from corrconv.lesson.lesson import Lesson
from corrconv.verify.oracle.expected_entries import ExpectedFigure, Part
from corrconv.verify.oracle.plain_lesson import Subject

EXPECTED = "corrconv.verify.oracle.expected"

ExpectedParts = Callable[[Subject], Iterator[Part]]
"""Yields all parts that a figure must show."""


def expected_figure(figure: Figure, lesson: Lesson) -> ExpectedFigure:
    """Return all that a figure of this lesson must show."""
    subject = Subject.of(figure, lesson)
    opening = cards.OPENING.figure
    name = opening.name if figure.scene == opening.scene else figure.name
    return ExpectedFigure(tuple(expected_parts()[name](subject)), subject.header, subject.terms)


@cache
def expected_parts() -> Mapping[str, ExpectedParts]:
    """Return what yields each figure's parts, by its name; all title cards have the opening's."""
    return complete(modules(EXPECTED), (*catalog.find(), cards.OPENING.figure))


def complete(
    found: Mapping[str, ModuleType], figures: Sequence[Figure]
) -> Mapping[str, ExpectedParts]:
    """Return what these modules expect of the figures; DeclarationError where they expect nothing
    of one, or something of a figure that is not there."""
    names = {figure.name: figure for figure in figures}
    expected: dict[str, ExpectedParts] = {}
    for family, module in found.items():
        for name, parts in getattr(module, "EXPECTED", {}).items():
            if name not in names or names[name].scene != f"scenes/{family}.py":
                raise DeclarationError(f"{_file(family)} expects {name}, no figure of that family")
            expected[name] = parts
    for figure in figures:
        if figure.name not in expected:
            file = _file(figure.scene.removeprefix("scenes/").removesuffix(".py"))
            raise DeclarationError(f"{file} does not say what {figure.id} {figure.name} must show")
    return expected


def _file(family: str) -> str:
    return f"corrconv/verify/oracle/expected/{family}.py"
