"""What a lecture shows: the animations of a plan, each after its card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from corrconv.figures.cards import OPENING, card_name
from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.names import checked_name
from corrconv.pipeline.store.store import Store
from corrconv.products.lecture.segment import read_segment
from corrconv.products.lecture.timeline import Programme
from corrconv.products.lecture.variant import Edition
from corrconv.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Show:
    """A figure, and the chapter that it belongs to."""

    figure: Figure
    chapter: str


@dataclass(frozen=True, slots=True)
class Lecture:
    """What is to be produced: `plan` is for all that is shown; files are called `name`."""

    plan: Plan
    name: str
    shows: tuple[Show, ...]

    @property
    def store(self) -> Store:
        """Where it is published."""
        return Store(self.plan.media)

    def place(self, theme: Theme, name: str) -> str:
        """Where the files called `name` lie."""
        return str(PurePosixPath(self.plan.lesson.name, self.plan.profile.name, theme.name, name))

    @property
    def left_out(self) -> tuple[str, ...]:
        """Sentences about animations that make no sense for the lesson."""
        moving = (each for each in self.plan.project.catalog if each.moves)
        begin = tuple(f"{each.id} {each.name} " for each in moving)
        return tuple(each for each in self.plan.left_out if each.startswith(begin))

    def edition(self, theme: Theme) -> Edition:
        """The lecture in one theme, from what is published now; NotReadyError where that is not
        all there."""
        segments = tuple(
            read_segment(self.store, self.place(theme, show.figure.name), show.figure, show.chapter)
            for show in self.shows
        )
        project, lesson = self.plan.project, self.plan.lesson
        captions = {
            project.variant(show.figure, lesson).title: project.caption(show.figure, lesson)
            for show in self.shows
            if show.figure not in project.cards
        }
        programme = Programme(lesson.title, segments)
        return Edition(self.place(theme, self.name), theme, programme, captions)


def lecture(plan: Plan, name: str) -> Lecture:
    """The lecture of a plan's animations; RequestError where there is none, or `name` is not one
    for files."""
    try:
        checked_name(name, "lecture")
    except ValueError as error:
        raise RequestError(str(error)) from error
    if any(name == each.name for each in (*plan.project.catalog, *plan.project.cards)):
        raise RequestError(f"lecture {name}: a figure is called so")
    shows = tuple(_shows(plan.project, plan.lesson, teaching_order(plan.figures)))
    if not shows:
        names = ", ".join(figure.id for figure in plan.figures)
        raise RequestError(f"nothing to show: {names} without animation")
    figures = tuple(show.figure for show in shows)
    return Lecture(replace(plan, figures=figures), name, shows)


def teaching_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the animations among the figures as they are taught. The article goes through one
    operation and then through the other; a lecture shows the numbers of both first, then the
    indices of each, and compares what both have read. Figures without a place come last."""
    moving = (figure for figure in figures if figure.moves)
    return tuple(sorted(moving, key=lambda each: (each.lecture is None, each.lecture or 0)))


def _shows(project: Project, lesson: Lesson, figures: tuple[Figure, ...]) -> Iterator[Show]:
    """Each figure after its card; the opening belongs to the first chapter."""
    for place, figure in enumerate(figures):
        chapter = project.variant(figure, lesson).title
        names = (*((OPENING.figure.name,) if place == 0 else ()), card_name(figure))
        for found in (project.card(name) for name in names):
            if found is not None:
                yield Show(found, chapter)
        yield Show(figure, chapter)
