"""The plan: what a request leads to, before anything is made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corrconv.figures.figure import Figure
from corrconv.formats.facts import FACTS
from corrconv.formats.registry import FORMATS, animated, asked_for
from corrconv.lesson.lesson import Lesson, path_of
from corrconv.pipeline.plan.request import BuildRequest, RequestError, refusing
from corrconv.pipeline.plan.resolve import (
    count_workers,
    find_figures,
    find_profile,
    find_themes,
    in_order,
    read_lesson,
)
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
        """Return where the job's files lie in the media folder, without their endings."""
        return str(PurePosixPath(self.lesson, self.profile.name, self.theme, self.figure.name))

    @property
    def endings(self) -> frozenset[str]:
        """Return the formats that must be there when the job is done."""
        return frozenset({*self.formats, FACTS.name})

    @property
    def cost(self) -> float:
        """Estimate the seconds of one core that the job takes: an animation's cost grows with its
        pixels and its rate."""
        cost, base = self.figure.cost, PROFILES["blog"]
        if not animated(self.formats):
            return cost.still
        speed = self.profile.width * self.profile.height * self.profile.fps
        return cost.still + cost.animation * speed / (base.width * base.height * base.fps)

    @property
    def label(self) -> str:
        """Return what reports call the job."""
        return f"{self.figure.id} {self.figure.name} {self.theme}"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one worker: seconds by the clock, bytes of address space."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of what a build makes and how: all that its request names, found and checked.

    `figures` are those that make sense for the lesson, `left_out` sentences about the others.
    `lesson_path` is None for the article's lesson; `shard` is the part of the jobs that is meant,
    None for all of them; `executor` is one of EXECUTORS, None for the usual one.
    """

    project: Project
    media: Path
    figures: tuple[Figure, ...]
    left_out: tuple[str, ...]
    lesson: Lesson
    lesson_path: Path | None
    profile: Profile
    themes: tuple[Theme, ...]
    formats: tuple[str, ...]
    transparent: bool
    workers: int
    limits: Limits
    shard: Shard | None
    fail_fast: bool
    executor: str | None

    @classmethod
    @refusing()
    def of(cls, project: Project, request: BuildRequest) -> Plan:
        """Return the plan for `request`; RequestError in one sentence where there is none."""
        lesson = read_lesson(request.lesson)
        figures, left_out = find_figures(project, lesson, request.figures)
        return cls(
            project=project,
            media=request.media,
            figures=figures,
            left_out=left_out,
            lesson=lesson,
            lesson_path=path_of(request.lesson) if request.lesson else None,
            profile=find_profile(request),
            themes=find_themes(request.themes),
            formats=in_order(asked_for(request.formats, request.transparent), FORMATS, "format"),
            transparent=request.transparent,
            workers=count_workers(request.jobs),
            limits=Limits(request.timeout, request.memory << 20),
            shard=None if request.shard is None else Shard.parse(request.shard),
            fail_fast=request.fail_fast,
            executor=request.executor,
        )

    def jobs(self) -> tuple[Job, ...]:
        """Return every job in the catalogue's order; RequestError where there is none.

        A shard has only its own jobs, and none where there are more shards than jobs.
        """
        jobs = tuple(job for figure in self.figures for job in self._jobs_of(figure))
        if not jobs:
            names = ", ".join(figure.id for figure in self.figures)
            raise RequestError(f"nothing to make: {names} in {', '.join(self.formats)}")
        if self.shard is None:
            return jobs
        return tuple(jobs[place] for place in self.shard.own_places([job.cost for job in jobs]))

    @refusing()
    def _jobs_of(self, figure: Figure) -> tuple[Job, ...]:
        """Return one job for each theme; the words are the same in all."""
        formats = tuple(each for each in self.formats if FORMATS[each].form in figure.forms)
        if not formats:
            return ()
        checked_name(figure.name, "figure")
        figure = self.project.variant(figure, self.lesson)
        caption = self.project.caption(figure, self.lesson)
        alt = self.project.alt(figure, self.lesson)
        return tuple(
            Job(
                figure=figure,
                lesson=self.lesson.name,
                profile=self.profile,
                theme=theme.name,
                formats=formats,
                transparent=self.transparent,
                caption=caption,
                alt=alt,
                look=theme,
            )
            for theme in self.themes
        )
