"""What somebody asked to have compared, and what is compared then."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from corrconv.diff.comparison import Comparison, FigureResult, compare
from corrconv.diff.model import Collection, FigureVersion
from corrconv.diff.sources.baseline import read_baseline
from corrconv.diff.sources.folder import MANIFEST, Choice, read_folder
from corrconv.diff.sources.reading import ReadingError
from corrconv.diff.sources.revision import build_revision, find_revision
from corrconv.diff.thresholds import read_thresholds
from corrconv.pipeline.plan.limits import read_lesson
from corrconv.pipeline.plan.request import RequestError, named_profile
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.report import say

THRESHOLDS = "thresholds.toml"


@dataclass(frozen=True, slots=True)
class Request:
    """Two sides, each a media folder or a revision, and what of them is meant. `base` is None
    for the baseline; `scratch` keeps what was built for revisions, None throws it away."""

    base: str | None
    head: str
    baseline: Path
    choice: Choice
    lesson: Path | None = None
    thresholds: Path | None = None
    scratch: Path | None = None


def chosen(asked: Mapping[str, Any]) -> Choice:
    """What command line values mean; RequestError where they cannot be."""
    quality, profile = asked["quality"], asked["profile"]
    try:
        if quality and profile in ("", named_profile(None, quality).name):
            profile = named_profile(None, quality).name
        elif quality:
            raise ValueError(f"-q {quality} is not profile {profile}")
        lesson = read_lesson(asked["lesson"]).name if asked["lesson"] else ""
    except ValueError as error:
        raise RequestError(str(error)) from error
    return Choice(tuple(asked["figures"]), profile, frozenset(asked["themes"]), lesson)


@contextmanager
def comparison(
    project: Project, request: Request, on_result: Callable[[FigureResult], None]
) -> Iterator[Comparison]:
    """The comparison, for as long as its pictures are there; RequestError in one sentence where
    there is nothing to compare."""
    with _scratch(request.scratch) as scratch:
        try:
            yield _compared(project, request, scratch, on_result)
        except ReadingError as error:
            raise RequestError(str(error)) from error


@contextmanager
def _scratch(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with TemporaryDirectory(prefix="corrconv-diff-") as temporary:
        yield Path(temporary)


def _compared(
    project: Project, request: Request, scratch: Path, on_result: Callable[[FigureResult], None]
) -> Comparison:
    path = request.thresholds or request.baseline / THRESHOLDS
    thresholds = read_thresholds(path if request.thresholds or path.is_file() else None)
    choice = request.choice
    if request.base is None:
        base = read_baseline(request.baseline, choice)
        head = _side(project, request, request.head, scratch, (base,))
        head = _as_in(base, head)
    elif _is_folder(request.base) or not _is_folder(request.head):
        base = _side(project, request, request.base, scratch, ())
        head = _side(project, request, request.head, scratch, (base,))
    else:
        head = _side(project, request, request.head, scratch, ())
        base = _side(project, request, request.base, scratch, (head,))
    for pattern in choice.figures:
        one = replace(choice, figures=(pattern,))
        if not any(_holds(one, side) for side in (base, head)):
            raise ReadingError(f"no figure on either side matches {pattern!r}")
    return compare(base, head, thresholds, on_result)


def _as_in(base: Collection, head: Collection) -> Collection:
    """Of a media folder that holds several lessons, profiles and themes what the baseline is
    about."""
    places = {key[:2] for key in base.figures}
    themes = {theme for each in base.figures.values() for theme in each.themes}
    kept = {
        key: _in_themes(each, themes)
        for key, each in head.figures.items()
        if not places or key[:2] in places
    }
    if head.figures and not kept:
        about = ", ".join("/".join(place) for place in sorted(places))
        raise ReadingError(f"{head.place}: holds nothing of {about}, which the baseline is about")
    return Collection(head.place, kept)


def _in_themes(figure: FigureVersion, themes: Set[str]) -> FigureVersion:
    kept = {theme: version for theme, version in figure.themes.items() if theme in themes}
    return replace(figure, themes=MappingProxyType(kept))


def _holds(choice: Choice, side: Collection) -> bool:
    return any(
        choice.holds(each.id, each.name, each.profile, each.lesson)
        for each in side.figures.values()
    )


def _side(
    project: Project,
    request: Request,
    name: str,
    scratch: Path,
    others: Iterable[Collection],
) -> Collection:
    """A folder where there is one of this name, else a revision, built as the other side is."""
    if _is_folder(name):
        return read_folder(Path(name), name, request.choice)
    revision = find_revision(project.root, name)
    if revision is None:
        if Path(name).is_dir():
            raise ReadingError(f"{name}: holds no {MANIFEST}; `build` makes one")
        raise ReadingError(f"{name}: is neither a media folder nor a revision of {project.root}")
    profile = request.choice.profile or _profile(others)
    say(f"building {revision.label}", sys.stderr)
    media = build_revision(revision, scratch, request.choice, profile, request.lesson)
    return read_folder(media, revision.label, request.choice)


def _is_folder(name: str) -> bool:
    return (Path(name) / MANIFEST).is_file()


def _profile(others: Iterable[Collection]) -> str:
    """The profile of the other side where it has but one, else the usual one."""
    found = {key[1] for side in others for key in side.figures}
    return found.pop() if len(found) == 1 else ""
