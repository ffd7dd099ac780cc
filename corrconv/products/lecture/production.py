"""From a plan to lectures: the parts are built, then joined where anything has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

import av

from corrconv.formats.mp4 import MP4
from corrconv.pipeline.build import assess_jobs, build, explanation
from corrconv.pipeline.cache.fingerprint import reasons
from corrconv.pipeline.report.console import print_line
from corrconv.pipeline.report.reporter import Reporter
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.atomic import write_error
from corrconv.pipeline.store.lock import holding
from corrconv.pipeline.store.publish import Arrival, Publisher
from corrconv.pipeline.store.record import Record, Settings
from corrconv.pipeline.store.staging import Staging, remove_dead
from corrconv.pipeline.workers.interrupt import EXIT_STATUS, Interrupt
from corrconv.pipeline.workers.task import Made
from corrconv.products.article import LECTURE
from corrconv.products.lecture.plan import Lecture
from corrconv.products.lecture.variant import Edition
from corrconv.theme.theme import Theme

MOST_REASONS = 3


def produce(wanted: Lecture, reporter: Reporter, tell: Callable[[str], None] = print_line) -> int:
    """Build what is not current, and join where that has changed anything; the exit status."""
    summary = build(wanted.plan, reporter)
    if summary.exit_status:
        tell(f"{wanted.name}: is not joined, as not all of its parts are there")
        return summary.exit_status
    status = 0
    for theme in wanted.plan.themes:
        place = wanted.place(theme, wanted.name)
        try:
            with Interrupt() as interrupt:
                tell(_publish(wanted, theme, lambda: _heed(interrupt)))
        except KeyboardInterrupt:
            tell(f"interrupted {place}{_left(wanted, place)}")
            return EXIT_STATUS
        except (ValueError, OSError, av.FFmpegError) as error:
            tell(f"failed {place}: {_told(error)}{_left(wanted, place)}")
            status = 1
    return status


def explained(wanted: Lecture) -> str:
    """A line for each part, and one for the lecture in each theme."""
    lines = [explanation(wanted.plan)]
    current = all(each.state.current for each in assess_jobs(wanted.plan))
    for theme in wanted.plan.themes:
        place = wanted.place(theme, wanted.name)
        why = "its parts change" if not current else _why(wanted, wanted.edition(theme))
        lines.append(f"{place}: {f'would be joined: {why}' if why else 'current'}")
    return "\n".join(lines)


def _publish(wanted: Lecture, theme: Theme, stop: Callable[[], None]) -> str:
    """Join and publish one theme's lecture where it is not current; what was done."""
    place = wanted.place(theme, wanted.name)
    if not _why(wanted, wanted.edition(theme)):
        return f"current {place}"
    with holding(wanted.store.state / "locks" / "jobs" / f"{place}.lock"):
        edition = wanted.edition(theme)
        why = _why(wanted, edition)
        if not why:
            return f"current {place}: made by another run meanwhile"
        remove_dead(wanted.store)
        staging = Staging(wanted.store)
        try:
            room = staging.new_folder()
            made = edition.make(room, stop)
            stop()
            press = Publisher(wanted.store, wanted.plan.project)
            press.put([_arrival(wanted, edition, made, room)])
        finally:
            staging.clear()
    chapters, steps = edition.programme.chapters, edition.programme.steps
    return f"joined {place}{MP4.suffix}: {len(chapters)} chapters, {len(steps)} steps ({why})"


def _heed(interrupt: Interrupt) -> None:
    if interrupt.asked:
        raise KeyboardInterrupt


def _why(wanted: Lecture, edition: Edition) -> str:
    """Why the lecture has to be joined, empty where it is current."""
    record, key = wanted.store.record_or_none(edition.place), edition.key
    if record is None:
        return "never joined"
    old = record.components.get(record.artifacts[0].fingerprint, {}) if record.artifacts else {}
    if changed := reasons(old, key.components):
        more = len(changed) - MOST_REASONS
        return "; ".join(changed[:MOST_REASONS]) + (f"; and {more} more" if more > 0 else "")
    faults = ((each.path, each.fault(wanted.plan.media)) for each in record.artifacts)
    return "; ".join(f"{path} {fault}" for path, fault in faults if fault)


def _left(wanted: Lecture, place: str) -> str:
    there = wanted.store.record_or_none(place) is not None
    return "; the older version stays" if there else ""


def _told(error: Exception) -> str:
    return write_error(error) if isinstance(error, OSError | ValueError) else str(error)


def _arrival(wanted: Lecture, edition: Edition, made: Iterable[Made], room: Path) -> Arrival:
    """The files of `room` with their record."""
    place, key = edition.place, edition.key
    files = {f"{place}.{each.file}": each for each in made}
    artifacts = tuple(_artifact(path, each, key.digest) for path, each in sorted(files.items()))
    titles = ", ".join(f"“{chapter.title}”" for chapter in edition.programme.chapters)
    record = Record(
        place=place,
        figure=LECTURE,
        title=edition.programme.title,
        caption=f"All of it as one video: {titles}.",
        alt=f"{edition.programme.title}. A lecture of {len(edition.programme.chapters)} parts.",
        settings=Settings(
            lesson=wanted.plan.lesson.name,
            theme=edition.theme.name,
            profile=asdict(wanted.plan.profile),
            transparent=False,
        ),
        artifacts=artifacts,
        components={key.digest: dict(key.components)},
    )
    return Arrival(record, {path: room / each.file for path, each in files.items()})


def _artifact(path: str, made: Made, key: str) -> Artifact:
    values = asdict(made)
    del values["file"]
    return Artifact(path=path, fingerprint=key, **values)
