"""The declarations of all figures, found in the modules of `corrconv.figures.families`."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType

from corrconv.core.kernel_properties import Symmetry
from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson

FAMILIES = "corrconv.figures.families"

Text = Callable[[Figure, Lesson], str]
"""Makes a text from a figure, in the variant that the lesson has of it, and the lesson."""

Rule = Callable[[Figure, Lesson], str | None]
"""Gives the reason why a figure makes no sense for a lesson; None where it does."""

_ID = re.compile(r"([A-Z]+)([0-9]+)(?:-[a-z-]+)?")


class DeclarationError(ValueError):
    """A figure is declared twice or only in part."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A figure and its words, as a family module declares them.

    `title` and `alt` are given where they are not the figure's own title, and the title with the
    caption after it; an `alt` is the whole alternative text. `applies` are the rules of the lessons
    that the figure makes sense for. `remark` tells what a comparison cannot show with a kernel.
    """

    figure: Figure
    caption: Text
    title: Text | None = None
    alt: Text | None = None
    applies: tuple[Rule, ...] = ()
    remark: Callable[[Lesson], Symmetry | None] = lambda lesson: None

    def variant(self, lesson: Lesson) -> Figure:
        """Return the figure as the lesson has it: its title, and the operations that it shows."""
        figure, name = self.figure, self.figure.name
        operation = figure.operation and lesson.stands_for(figure.operation)
        title = self.title(figure, lesson) if self.title else figure.title
        return replace(
            figure,
            title=lesson.titles.get(name, title),
            operation=operation,
            announced=figure.announced or ((operation,) if operation else lesson.compared),
        )

    def caption_for(self, lesson: Lesson) -> str:
        """Return what the figure shows, in a sentence or two, with the errata that it corrects."""
        remark = self.remark(lesson)
        notes = [each.text for each in lesson.errata if self.figure.name in each.figures]
        said = self.caption(self.variant(lesson), lesson)
        return " ".join([said, *([remark.value] if remark else []), *notes])

    def alt_for(self, lesson: Lesson) -> str:
        """Return what a reader needs who cannot see the figure: its title and its indices."""
        figure = self.variant(lesson)
        if self.alt:
            return self.alt(figure, lesson)
        return f"{figure.title}. {self.caption(figure, lesson)}"

    def why_left_out(self, lesson: Lesson) -> str | None:
        """Return why the figure makes no sense for the lesson; None where it does."""
        reasons = (rule(self.figure, lesson) for rule in self.applies)
        return next((reason for reason in reasons if reason is not None), None)


@cache
def declarations() -> tuple[Declaration, ...]:
    """Return every figure's declaration, in the catalogue's order."""
    return ordered(modules(FAMILIES))


def modules(package: str) -> dict[str, ModuleType]:
    """Return the modules of a package, imported, by their names in it."""
    home = importlib.import_module(package)
    names = [found.name for found in pkgutil.iter_modules(home.__path__)]
    return {name: importlib.import_module(f"{package}.{name}") for name in names}


def ordered(families: Mapping[str, ModuleType]) -> tuple[Declaration, ...]:
    """Return the declarations of these family modules in the order of the figures' ids: the
    article's, F1 to F16, then the others by letter and number.

    Raises DeclarationError where a family declares nothing or two figures have one id, name or
    place in the lecture.
    """
    found = [each for name, family in families.items() for each in _declared(name, family)]
    figures = [declaration.figure for declaration in found]
    _require_unique("id", ((each.id, each) for each in figures))
    _require_unique("name", ((each.name, each) for each in figures))
    placed = ((each.lecture, each) for each in figures if each.lecture is not None)
    _require_unique("place in the lecture", placed)
    return tuple(sorted(found, key=lambda each: _place(each.figure.id)))


def _declared(family: str, module: ModuleType) -> Sequence[Declaration]:
    """Return what a family module declares; DeclarationError where that cannot be."""
    file, scene = f"corrconv/figures/families/{family}.py", f"scenes/{family}.py"
    found: Sequence[Declaration] = getattr(module, "FIGURES", ())
    if not found:
        raise DeclarationError(f"{file} declares no FIGURES")
    for figure in (declaration.figure for declaration in found):
        if not _ID.fullmatch(figure.id):
            wanted = f"{figure.name} has the id {figure.id!r}, wanted one such as F4 or X1"
            raise DeclarationError(f"{file}: {wanted}")
        if figure.scene != scene:
            wanted = f"{figure.name} has the scene {figure.scene}, wanted {scene}"
            raise DeclarationError(f"{file}: {wanted}")
    return found


def _require_unique(what: str, taken: Iterable[tuple[object, Figure]]) -> None:
    first: dict[object, Figure] = {}
    for value, figure in taken:
        other = first.setdefault(value, figure)
        if other is not figure:
            both = f"{other.id} {other.name} and {figure.id} {figure.name}"
            raise DeclarationError(f"{both} have the same {what}, {value}")


def _place(figure_id: str) -> tuple[bool, str, int, str]:
    """Return what sorts ids into the catalogue's order: the article's, "F", before all others."""
    found = _ID.fullmatch(figure_id)
    series, number = (found[1], int(found[2])) if found else ("", 0)
    return series != "F", series, number, figure_id
