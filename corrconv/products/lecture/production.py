"""The production of a lecture: its parts are built, then joined where anything has changed."""

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
from corrconv.pipeline.store.publish import Publication, Publisher
from corrconv.pipeline.store.record import Record, Settings
from corrconv.pipeline.store.staging import Staging, remove_dead
from corrconv.pipeline.workers.interrupt import EXIT_STATUS, Interrupt
from corrconv.pipeline.workers.task import Made
from corrconv.products.article import LECTURE
from corrconv.products.lecture.lecture import Lecture
from corrconv.products.lecture.themed import ThemedLecture
from corrconv.theme.theme import Theme

MOST_REASONS = 3


def produce(lecture: Lecture, reporter: Reporter, tell: Callable[[str], None] = print_line) -> int:
    """Build what is not current, and join where that has changed anything; return the exit
    status."""
    summary = build(lecture.plan, reporter)
    if summary.exit_status:
        tell(f"{lecture.name}: is not joined, as not all of its parts are there")
        return summary.exit_status
    status = 0
    for theme in lecture.plan.themes:
        place = lecture.place(theme, lecture.name)
        try:
            with Interrupt() as interrupt:
                tell(_publish(lecture, theme, lambda: _stop_if_asked(interrupt)))
        except KeyboardInterrupt:
            tell(f"interrupted {place}{_older_version(lecture, place)}")
            return EXIT_STATUS
        except (ValueError, OSError, av.FFmpegError) as error:
            tell(f"failed {place}: {_describe(error)}{_older_version(lecture, place)}")
            status = 1
    return status


def explanation_of(lecture: Lecture) -> str:
    """Return a line for each part, and one for the lecture in each theme."""
    lines = [explanation(lecture.plan)]
    current = all(each.state.current for each in assess_jobs(lecture.plan))
    for theme in lecture.plan.themes:
        place = lecture.place(theme, lecture.name)
        why = "its parts change" if not current else _reason(lecture, lecture.in_theme(theme))
        lines.append(f"{place}: {f'would be joined: {why}' if why else 'current'}")
    return "\n".join(lines)


def _publish(lecture: Lecture, theme: Theme, stop: Callable[[], None]) -> str:
    """Join and publish one theme's lecture where it is not current; return what was done."""
    place = lecture.place(theme, lecture.name)
    if not _reason(lecture, lecture.in_theme(theme)):
        return f"current {place}"
    with holding(lecture.store.lock_path(place)):
        themed = lecture.in_theme(theme)
        why = _reason(lecture, themed)
        if not why:
            return f"current {place}: made by another run meanwhile"
        remove_dead(lecture.store)
        staging = Staging(lecture.store)
        try:
            folder = staging.new_folder()
            made = themed.make(folder, stop)
            stop()
            publisher = Publisher(lecture.store, lecture.plan.project)
            publisher.put([_publication(lecture, themed, made, folder)])
        finally:
            staging.clear()
    chapters, steps = themed.timeline.chapters, themed.timeline.steps
    return f"joined {place}{MP4.suffix}: {len(chapters)} chapters, {len(steps)} steps ({why})"


def _stop_if_asked(interrupt: Interrupt) -> None:
    if interrupt.asked:
        raise KeyboardInterrupt


def _reason(lecture: Lecture, themed: ThemedLecture) -> str:
    """Return why the lecture has to be joined, nothing where it is current."""
    record, fingerprint = lecture.store.record_or_none(themed.place), themed.fingerprint
    if record is None:
        return "never joined"
    old = record.components.get(record.artifacts[0].fingerprint, {}) if record.artifacts else {}
    if changed := reasons(old, fingerprint.components):
        more = len(changed) - MOST_REASONS
        return "; ".join(changed[:MOST_REASONS]) + (f"; and {more} more" if more > 0 else "")
    faults = ((each.path, each.fault(lecture.plan.media)) for each in record.artifacts)
    return "; ".join(f"{path} {fault}" for path, fault in faults if fault)


def _older_version(lecture: Lecture, place: str) -> str:
    there = lecture.store.record_or_none(place) is not None
    return "; the older version stays" if there else ""


def _describe(error: Exception) -> str:
    return write_error(error) if isinstance(error, OSError | ValueError) else str(error)


def _publication(
    lecture: Lecture, themed: ThemedLecture, made: Iterable[Made], folder: Path
) -> Publication:
    """Return the files of `folder` with their record."""
    place, fingerprint = themed.place, themed.fingerprint
    files = {f"{place}.{each.file}": each for each in made}
    artifacts = tuple(
        _artifact(path, each, fingerprint.digest) for path, each in sorted(files.items())
    )
    titles = ", ".join(f"“{chapter.title}”" for chapter in themed.timeline.chapters)
    record = Record(
        place=place,
        figure=LECTURE,
        title=themed.timeline.title,
        caption=f"All of it as one video: {titles}.",
        alt=f"{themed.timeline.title}. A lecture of {len(themed.timeline.chapters)} parts.",
        settings=Settings(
            lesson=lecture.plan.lesson.name,
            theme=themed.theme.name,
            profile=asdict(lecture.plan.profile),
            transparent=False,
        ),
        artifacts=artifacts,
        components={fingerprint.digest: dict(fingerprint.components)},
    )
    return Publication(record, {path: folder / each.file for path, each in files.items()})


def _artifact(path: str, made: Made, fingerprint: str) -> Artifact:
    values = asdict(made)
    del values["file"]
    return Artifact(path=path, fingerprint=fingerprint, **values)
