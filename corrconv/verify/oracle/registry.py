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
from corrconv.verify.oracle.parts import ExpectedFigure, Part
from corrconv.verify.oracle.subject import Subject

EXPECTED = "corrconv.verify.oracle.expected"

Table = Callable[[Subject], Iterator[Part]]
"""Tells all parts that a figure must show."""


def expected_figure(figure: Figure, lesson: Lesson) -> ExpectedFigure:
    """Return all that a figure of this lesson must show."""
    subject = Subject.of(figure, lesson)
    opening = cards.OPENING.figure
    name = opening.name if figure.scene == opening.scene else figure.name
    return ExpectedFigure(tuple(tables()[name](subject)), subject.header, subject.terms)


@cache
def tables() -> Mapping[str, Table]:
    """Return the table of each figure by its name; all title cards have the opening's."""
    return complete(modules(EXPECTED), (*catalog.find(), cards.OPENING.figure))


def complete(found: Mapping[str, ModuleType], figures: Sequence[Figure]) -> Mapping[str, Table]:
    """Return the tables of these modules; DeclarationError where a figure has none, or a table has
    no figure."""
    names = {figure.name: figure for figure in figures}
    tables: dict[str, Table] = {}
    for family, module in found.items():
        for name, table in getattr(module, "EXPECTED", {}).items():
            if name not in names or names[name].scene != f"scenes/{family}.py":
                raise DeclarationError(f"{_file(family)} expects {name}, no figure of that family")
            tables[name] = table
    for figure in figures:
        if figure.name not in tables:
            file = _file(figure.scene.removeprefix("scenes/").removesuffix(".py"))
            raise DeclarationError(f"{file} does not say what {figure.id} {figure.name} must show")
    return tables


def _file(family: str) -> str:
    return f"corrconv/verify/oracle/expected/{family}.py"
