"""The lecture of a plan: which animations it shows, in which order, each after its card."""

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
from corrconv.products.lecture.themed import ThemedLecture
from corrconv.products.lecture.timeline import Timeline, read_segment
from corrconv.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class LecturePart:
    """A figure of a lecture, and the chapter that it belongs to."""

    figure: Figure
    chapter: str


@dataclass(frozen=True, slots=True)
class Lecture:
    """A lecture to be produced: `plan` has all figures of `parts`; files are called `name`."""

    plan: Plan
    name: str
    parts: tuple[LecturePart, ...]

    @property
    def store(self) -> Store:
        """Return where the lecture is published."""
        return Store(self.plan.media)

    def place(self, theme: Theme, name: str) -> str:
        """Return where the files called `name` lie."""
        return str(PurePosixPath(self.plan.lesson.name, self.plan.profile.name, theme.name, name))

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return sentences about animations that make no sense for the lesson."""
        moving = (each for each in self.plan.project.catalog if each.moves)
        begin = tuple(f"{each.id} {each.name} " for each in moving)
        return tuple(each for each in self.plan.left_out if each.startswith(begin))

    def in_theme(self, theme: Theme) -> ThemedLecture:
        """Return the lecture in one theme, of what is published now; NotReadyError where that is
        not all there."""
        segments = tuple(
            read_segment(self.store, self.place(theme, part.figure.name), part.figure, part.chapter)
            for part in self.parts
        )
        project, lesson = self.plan.project, self.plan.lesson
        captions = {
            project.variant(part.figure, lesson).title: project.caption(part.figure, lesson)
            for part in self.parts
            if part.figure not in project.cards
        }
        timeline = Timeline(lesson.title, segments)
        return ThemedLecture(self.place(theme, self.name), theme, timeline, captions)


def find_lecture(plan: Plan, name: str) -> Lecture:
    """Return the lecture of a plan's animations; RequestError where there is none, or where files
    cannot be called `name`."""
    try:
        checked_name(name, "lecture")
    except ValueError as error:
        raise RequestError(str(error)) from error
    if any(name == each.name for each in (*plan.project.catalog, *plan.project.cards)):
        raise RequestError(f"lecture {name}: a figure is called so")
    parts = tuple(_parts(plan.project, plan.lesson, teaching_order(plan.figures)))
    if not parts:
        names = ", ".join(figure.id for figure in plan.figures)
        raise RequestError(f"nothing to part: {names} without animation")
    figures = tuple(part.figure for part in parts)
    return Lecture(replace(plan, figures=figures), name, parts)


def teaching_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the animations among the figures as they are taught. The article goes through one
    operation and then through the other; a lecture parts the numbers of both first, then the
    indices of each, and compares what both have read. Figures without a place come last."""
    moving = (figure for figure in figures if figure.moves)
    return tuple(sorted(moving, key=lambda each: (each.lecture is None, each.lecture or 0)))


def _parts(project: Project, lesson: Lesson, figures: tuple[Figure, ...]) -> Iterator[LecturePart]:
    """Yield each figure after its card; the opening belongs to the first chapter."""
    for place, figure in enumerate(figures):
        chapter = project.variant(figure, lesson).title
        names = (*((OPENING.figure.name,) if place == 0 else ()), card_name(figure))
        for found in (project.card(name) for name in names):
            if found is not None:
                yield LecturePart(found, chapter)
        yield LecturePart(figure, chapter)
