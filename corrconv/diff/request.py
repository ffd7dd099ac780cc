"""The request for a comparison, and the comparison that it opens."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from corrconv.diff.comparison import Comparison, FigureResult, compare
from corrconv.diff.model import Collection, FigureVersion
from corrconv.diff.sources.baseline import read_baseline
from corrconv.diff.sources.folder import MANIFEST, read_folder
from corrconv.diff.sources.reading import ReadingError
from corrconv.diff.sources.revision import build_revision, find_revision
from corrconv.diff.thresholds import read_thresholds
from corrconv.pipeline.plan.request import BuildRequest, RequestError
from corrconv.pipeline.plan.resolve import read_lesson
from corrconv.pipeline.plan.selection import Selection
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.console import print_line
from corrconv.rendering.profile import BY_QUALITY

THRESHOLDS = "thresholds.toml"


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """Two sides, each a media folder or a revision, and the selection that is compared.

    `base` is None for the baseline; `scratch` keeps what was built for revisions, None throws it
    away.
    """

    base: str | None
    head: str
    baseline: Path
    selection: Selection
    lesson: Path | None = None
    thresholds: Path | None = None
    scratch: Path | None = None


def select(request: BuildRequest) -> Selection:
    """Return what a request selects, on sides that may have other figures and profiles than we."""
    profile = BY_QUALITY[request.quality] if request.quality else request.profile or ""
    if profile != (request.profile or profile):
        raise RequestError(f"-q {request.quality} is not profile {request.profile}")
    return Selection(
        figures=request.figures,
        lesson=read_lesson(request.lesson).name if request.lesson else "",
        profile=profile,
        themes=frozenset(request.themes),
    )


@contextmanager
def open_comparison(
    project: Project, request: DiffRequest, on_result: Callable[[FigureResult], None]
) -> Iterator[Comparison]:
    """Compare the two sides; hold their pictures until the context ends. RequestError in one
    sentence where there is nothing to compare."""
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
    project: Project, request: DiffRequest, scratch: Path, on_result: Callable[[FigureResult], None]
) -> Comparison:
    path = request.thresholds or request.baseline / THRESHOLDS
    thresholds = read_thresholds(path if request.thresholds or path.is_file() else None)
    selection = request.selection
    if request.base is None:
        base = read_baseline(request.baseline, selection)
        head = _side(project, request, request.head, scratch, (base,))
        head = _as_in(base, head)
    elif _is_folder(request.base) or not _is_folder(request.head):
        base = _side(project, request, request.base, scratch, ())
        head = _side(project, request, request.head, scratch, (base,))
    else:
        head = _side(project, request, request.head, scratch, ())
        base = _side(project, request, request.base, scratch, (head,))
    for pattern in selection.figures:
        one = replace(selection, figures=(pattern,))
        if not any(_holds(one, side) for side in (base, head)):
            raise ReadingError(f"no figure on either side matches {pattern!r}")
    return compare(base, head, thresholds, on_result)


def _as_in(base: Collection, head: Collection) -> Collection:
    """Reduce a media folder, which may hold several lessons, profiles and themes, to those of the
    baseline."""
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


def _holds(selection: Selection, side: Collection) -> bool:
    return any(
        selection.includes_figure(each.id, each.name, each.profile, each.lesson)
        for each in side.figures.values()
    )


def _side(
    project: Project,
    request: DiffRequest,
    name: str,
    scratch: Path,
    others: Iterable[Collection],
) -> Collection:
    """Read the folder of this name where there is one, else build the revision, as the other side
    is."""
    if _is_folder(name):
        return read_folder(Path(name), name, request.selection)
    revision = find_revision(project.root, name)
    if revision is None:
        if Path(name).is_dir():
            raise ReadingError(f"{name}: holds no {MANIFEST}; `build` makes one")
        raise ReadingError(f"{name}: is neither a media folder nor a revision of {project.root}")
    profile = request.selection.profile or _profile(others)
    print_line(f"building {revision.label}", sys.stderr)
    media = build_revision(revision, scratch, request.selection, profile, request.lesson)
    return read_folder(media, revision.label, request.selection)


def _is_folder(name: str) -> bool:
    return (Path(name) / MANIFEST).is_file()


def _profile(others: Iterable[Collection]) -> str:
    """Return the profile of the other side where it has but one, else the usual one."""
    found = {key[1] for side in others for key in side.figures}
    return found.pop() if len(found) == 1 else ""
