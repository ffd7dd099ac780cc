"""Which published files are no longer what the inputs as they are now would give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corrconv.catalog import Figure
from corrconv.lesson import Lesson
from corrconv.make.key import Key, Keymaker, key_of
from corrconv.make.plan import Job
from corrconv.make.project import Project
from corrconv.make.record import Record
from corrconv.make.state import changes
from corrconv.make.store import Store
from corrconv.profile import Profile


def stale(project: Project, media: Path, lesson: Lesson, path: Path | None) -> Iterator[str]:
    """A sentence for each record of `lesson`, which stands in `path`, whose inputs have changed
    since."""
    keymaker = Keymaker(project, path)
    figures = {figure.id: figure for figure in project.catalog}
    for record in Store(media).records():
        figure = figures.get(record.figure)
        if figure is not None and record.order["lesson"] == lesson.name:
            job = _job(figure, record.order, project.alt(figure, lesson))
            why = _why(record, job, keymaker.key(job))
            if why:
                yield f"{record.figure} {record.place}: is stale: {'; '.join(why)}"


def _why(record: Record, job: Job, key: Key) -> tuple[str, ...]:
    keys = {each.format: key_of(key, job, each.format) for each in record.artifacts}
    return changes(record, record.artifacts, keys)


def _job(figure: Figure, order: Mapping[str, Any], alt: str) -> Job:
    profile = Profile(**order["profile"])
    settings = (figure, order["lesson"], profile, order["theme"], ("png",), order["transparent"])
    return Job(*settings, caption="", alt=alt)
