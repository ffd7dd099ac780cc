"""Which published files are no longer what the inputs as they are now would give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corrconv.figures.figure import Figure
from corrconv.pipeline.cache.fingerprint import Fingerprint
from corrconv.pipeline.cache.fingerprinter import Fingerprinter
from corrconv.pipeline.cache.state import changes, fitted
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.publish import Publisher
from corrconv.pipeline.store.record import Record
from corrconv.pipeline.store.store import Store
from corrconv.rendering.profile import Profile
from corrconv.theme.theme import Theme


def stale(project: Project, order: BuildRequest, themes: Mapping[str, Theme]) -> Iterator[str]:
    """Yield a sentence for each record of the order's lesson, in one of these themes, whose inputs
    have changed since, and one for the page."""
    store, lesson = Store(order.media), order.lesson
    fingerprinter = Fingerprinter(project, order.lesson_path)
    figures = {figure.id: figure for figure in (*project.catalog, *project.cards)}
    for record in store.records():
        figure, look = figures.get(record.figure), themes.get(record.order["theme"])
        why: tuple[str, ...] = ()
        if look is None or record.order["lesson"] != lesson.name:
            continue
        if record.figure in project.joined:
            why = project.joined[record.figure]().outdated(store, record, look)
        elif figure is not None:
            own = project.variant(figure, lesson)
            job = _job(own, record.order, project.alt(own, lesson), look)
            why = (
                _why(record, job, fingerprinter.fingerprint(job))
                if job
                else ("its settings are unknown here",)
            )
        if why:
            yield f"{record.figure} {record.place}: is stale: {'; '.join(why)}"
    if Publisher(store, project).page_is_stale():
        yield f"{store.page.name}: is stale: what it lists, its sources or its libraries changed"


def _why(record: Record, job: Job, key: Fingerprint) -> tuple[str, ...]:
    return changes(record, record.artifacts, fitted(record, record.artifacts, job, key))


def _job(figure: Figure, order: Mapping[str, Any], alt: str, look: Theme) -> Job | None:
    """What was ordered; None where another version of the project took the order and its profiles
    have other settings."""
    try:
        profile = Profile(**order["profile"])
    except TypeError:
        return None
    settings = (figure, order["lesson"], profile, order["theme"], ("png",), order["transparent"])
    return Job(*settings, caption="", alt=alt, look=look)
