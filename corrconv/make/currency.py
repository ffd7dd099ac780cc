"""Which published files are no longer what the inputs as they are now would give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corrconv.catalog import Figure
from corrconv.make.key import Key, Keymaker, reasons
from corrconv.make.plan import Job
from corrconv.make.project import Project
from corrconv.make.record import Record
from corrconv.make.store import Store
from corrconv.profile import Profile


def stale(project: Project, media: Path, lesson: str, lesson_path: Path | None) -> Iterator[str]:
    """A sentence for each record of `lesson` whose inputs have changed since."""
    keymaker = Keymaker(project, lesson_path)
    figures = {figure.id: figure for figure in project.catalog}
    for record in Store(media).records():
        figure = figures.get(record.figure)
        if figure is not None and record.order["lesson"] == lesson:
            why = _why(record, keymaker.key(_job(figure, record.order)))
            if why:
                yield f"{record.figure} {record.place}: is stale: {'; '.join(why)}"


def _why(record: Record, key: Key) -> tuple[str, ...]:
    old = sorted({artifact.key for artifact in record.artifacts} - {key.digest})
    found = (reasons(record.components.get(each, {}), key.components) for each in old)
    return tuple(dict.fromkeys(phrase for phrases in found for phrase in phrases))


def _job(figure: Figure, order: Mapping[str, Any]) -> Job:
    profile = Profile(**order["profile"])
    settings = (figure, order["lesson"], profile, order["theme"], ("png",), order["transparent"])
    return Job(*settings, caption="", alt="")
