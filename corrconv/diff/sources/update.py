"""Bringing a baseline up to date from a media folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corrconv.diff.sources.baseline import dumped, read_baseline
from corrconv.diff.sources.folder import Choice, read_folder
from corrconv.diff.sources.reading import ReadingError
from corrconv.diff.subject import Subject
from corrconv.lesson.lesson import path_of
from corrconv.pipeline.plan.limits import read_lesson
from corrconv.pipeline.plan.request import BuildRequest, RequestError, fitting
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.artifact import read_plain
from corrconv.pipeline.store.atomic import AtomicFiles
from corrconv.rendering.profile import PROFILES
from corrconv.theme.loader import DEFAULTS, SHIPPED, shipped
from corrconv.verify.freshness import stale

USUAL = "draft"
"""The profile of a new baseline: quick to build, and large enough to see."""


def update_baseline(
    project: Project, media: Path, folder: Path, choice: Choice, lesson: Path | None
) -> Iterator[str]:
    """Write what changed and remove what is in no catalogue any more; a line for each file, and
    the size of all. RequestError, before anything is written, where the media folder is not fit:
    figures missing, unreadable or older than their sources."""
    try:
        old = read_baseline(folder, Choice()).subjects.values() if folder.is_dir() else ()
        choice = _completed(choice, tuple(old), read_lesson(lesson).name)
        subjects = _subjects(project, media, choice, lesson)
        fresh = {f"{subject.name}.json": dumped(subject) for subject in subjects}
    except (ReadingError, ValueError) as error:
        raise RequestError(str(error)) from error
    names = {figure.name for figure in project.catalog}
    gone = sorted(f"{subject.name}.json" for subject in old if subject.name not in names)
    yield from _written(folder, fresh, gone)


def _completed(choice: Choice, old: Sequence[Subject], lesson: str) -> Choice:
    """The choice with the lesson and the profile of what is there: a baseline has one of each."""
    places = {subject.key[:2] for subject in old}
    kept = next(iter(places))[1] if len(places) == 1 else USUAL
    themes = choice.themes or frozenset(DEFAULTS)
    asked = replace(choice, profile=choice.profile or kept, themes=themes, lesson=lesson)
    for place in places - {(lesson, asked.profile)}:
        raise ReadingError(
            f"the baseline is about {'/'.join(place)}, not {lesson}/{asked.profile}: "
            "name another folder with --baseline-dir"
        )
    return asked


def _subjects(
    project: Project, media: Path, choice: Choice, lesson: Path | None
) -> Sequence[Subject]:
    found = read_folder(media, str(media), choice)
    subjects = tuple(found.subjects.values())
    if not subjects:
        raise ReadingError(
            f"{media}: holds no such figure of {choice.lesson}/{choice.profile}; "
            f"`build --profile {choice.profile}` makes them"
        )
    for subject in subjects:
        for fault in subject.faults:
            raise ReadingError(f"{subject.label}: {fault}")
    meant = {subject.figure for subject in subjects}
    for figure in fitting(project, read_lesson(lesson), ())[0]:
        if figure.id not in meant and not choice.figures:
            raise ReadingError(f"{media}: {figure.id} {figure.name} is missing; build it first")
    place = f"{choice.lesson}/{choice.profile}/"
    for told in _stale(project, media, lesson):
        name, path = told.split(" ")[:2]
        if name in meant and path.startswith(place):
            raise ReadingError(f"{told}; build it first")
    return subjects


def _stale(project: Project, media: Path, lesson: Path | None) -> Iterator[str]:
    """What in the folder is older than its sources."""
    order = BuildRequest(
        media=media,
        figures=project.catalog,
        lesson=read_lesson(lesson),
        lesson_path=path_of(lesson) if lesson else None,
        profile=PROFILES[USUAL],
        themes=(),
        formats=(),
    )
    return stale(project, order, {name: shipped(name) for name in SHIPPED})


def _written(folder: Path, fresh: Mapping[str, bytes], gone: Sequence[str]) -> Iterator[str]:
    batch, lines = AtomicFiles(), []
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, content in fresh.items():
            before = _content(folder / name)
            if before != content:
                batch.content(folder / name, content)
                lines.append(f"{'new' if before is None else 'updated'} {folder / name}")
        batch.commit()
    finally:
        batch.discard()
    for name in gone:
        (folder / name).unlink(missing_ok=True)
        lines.append(f"removed {folder / name}: no figure has this name")
    yield from lines
    size = sum(len(_content(path) or b"") for path in folder.glob("*.json"))
    yield f"{len(fresh)} figures, {len(lines)} changed; the baseline has {size / 1000:.0f} kB"


def _content(path: Path) -> bytes | None:
    try:
        return read_plain(path)
    except OSError:
        return None
