"""Which published files are no longer what the inputs as they are now would give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corrconv.figures.figure import Figure
from corrconv.formats.png import PNG
from corrconv.pipeline.cache.fingerprinter import Fingerprinter
from corrconv.pipeline.cache.rebuild import expected_fingerprints, find_changes
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.plan.resolve import read_lesson
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.plain_data import structure
from corrconv.pipeline.store.publish import Publisher
from corrconv.pipeline.store.record import Record, Settings
from corrconv.pipeline.store.store import Store
from corrconv.rendering.profile import Profile
from corrconv.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class StaleRecord:
    """A record whose inputs have changed since its files were published, and how."""

    record: Record
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        where = f"{self.record.figure} {self.record.place}"
        return f"{where}: is stale: {'; '.join(self.reasons)}"


def find_stale(
    project: Project, media: Path, lesson_path: Path | None, themes: Mapping[str, Theme]
) -> Iterator[StaleRecord]:
    """Yield the stale records of the lesson at `lesson_path`, in these themes by their names."""
    store, lesson = Store(media), read_lesson(lesson_path)
    fingerprinter = Fingerprinter(project, lesson_path)
    figures = {figure.id: figure for figure in (*project.catalog, *project.cards)}
    for record in store.records():
        figure, theme = figures.get(record.figure), themes.get(record.settings.theme)
        reasons: tuple[str, ...] = ()
        if theme is None or record.settings.lesson != lesson.name:
            continue
        if record.figure in project.joined:
            reasons = project.joined[record.figure]().outdated(store, record, theme)
        elif figure is not None:
            own = project.variant(figure, lesson)
            job = _job(own, record.settings, project.alt(own, lesson), theme)
            reasons = (
                _reasons(fingerprinter, record, job) if job else ("its settings are unknown here",)
            )
        if reasons:
            yield StaleRecord(record, reasons)


def _reasons(fingerprinter: Fingerprinter, record: Record, job: Job) -> tuple[str, ...]:
    fresh = expected_fingerprints(record, record.artifacts, job, fingerprinter.fingerprint(job))
    return find_changes(record, record.artifacts, fresh)


def _job(figure: Figure, settings: Settings, alt: str, theme: Theme) -> Job | None:
    """Return the job that was asked for with these settings; None where another version of the
    project was asked and its profiles have other fields."""
    try:
        profile = structure(settings.profile, Profile)
    except ValueError:
        return None
    values = (figure, settings.lesson, profile, settings.theme, (PNG.name,), settings.transparent)
    return Job(*values, caption="", alt=alt, look=theme)


def page_is_stale(project: Project, media: Path) -> bool:
    """Tell whether the page would be written in another way now."""
    return Publisher(Store(media), project).page_is_stale()
