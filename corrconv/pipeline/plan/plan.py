"""The plan: which files an order leads to, before any of them is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from corrconv.figures.figure import Figure
from corrconv.formats.registry import ALWAYS, FORMATS, moving
from corrconv.pipeline.plan.request import BuildRequest, RequestError
from corrconv.pipeline.plan.shard import Shard
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.names import checked_name
from corrconv.rendering.profile import PROFILES, Profile
from corrconv.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Job:
    """One figure in one theme: the least that is rendered at a time.

    `formats` are those asked for; captions come with what moves, facts with everything. `look` is
    the theme itself, None for the one that ships as `theme`.
    """

    figure: Figure
    lesson: str
    profile: Profile
    theme: str
    formats: tuple[str, ...]
    transparent: bool
    caption: str
    alt: str
    look: Theme | None = None

    @property
    def place(self) -> str:
        """Where its files lie in the media folder, without their endings."""
        return str(PurePosixPath(self.lesson, self.profile.name, self.theme, self.figure.name))

    @property
    def endings(self) -> frozenset[str]:
        """The formats that must be there when it is done."""
        return frozenset({*self.formats, ALWAYS})

    @property
    def moves(self) -> bool:
        """Whether an animation is asked for."""
        return moving(self.formats)

    @property
    def cost(self) -> float:
        """Estimate the seconds of one core that it takes: an animation's cost grows with its
        pixels and its rate."""
        cost, base = self.figure.cost, PROFILES["blog"]
        if not self.moves:
            return cost.still
        speed = self.profile.width * self.profile.height * self.profile.fps
        return cost.still + cost.animation * speed / (base.width * base.height * base.fps)

    @property
    def label(self) -> str:
        """What reports call it."""
        return f"{self.figure.id} {self.figure.name} {self.theme}"


def plan(project: Project, order: BuildRequest) -> tuple[Job, ...]:
    """Every job of `order`, in the catalogue's order; RequestError where there is none. Of a shard
    only its own jobs, and it may have none where there are more shards than jobs."""
    jobs = tuple(
        job
        for figure in order.figures
        if (formats := _formats(figure, order.formats))
        for job in _jobs(project, order, figure, formats)
    )
    if not jobs:
        names = ", ".join(figure.id for figure in order.figures)
        raise RequestError(f"nothing to make: {names} in {', '.join(order.formats)}")
    return jobs if order.shard is None else _part(order.shard, jobs)


def _part(shard: Shard, jobs: tuple[Job, ...]) -> tuple[Job, ...]:
    weights = [job.cost for job in jobs]
    return tuple(jobs[place] for place in shard.places(weights))


def _formats(figure: Figure, wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(ending for ending in wanted if FORMATS[ending].form in figure.forms)


def _jobs(
    project: Project, order: BuildRequest, figure: Figure, formats: tuple[str, ...]
) -> Iterator[Job]:
    """One for each theme; the words are the same in all."""
    try:
        checked_name(figure.name, "figure")
    except ValueError as error:
        raise RequestError(str(error)) from error
    figure = project.variant(figure, order.lesson)
    caption, alt = project.caption(figure, order.lesson), project.alt(figure, order.lesson)
    for theme in order.themes:
        yield Job(
            figure=figure,
            lesson=order.lesson.name,
            profile=order.profile,
            theme=theme.name,
            formats=formats,
            transparent=order.transparent,
            caption=caption,
            alt=alt,
            look=theme,
        )
