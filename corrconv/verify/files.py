"""Verification: what is published, read again from the files and compared with what is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from corrconv.formats.codec.pixels import read_png, unlike
from corrconv.formats.facts import FACTS
from corrconv.formats.format import Probe
from corrconv.formats.png import LARGE_PNG, PNG
from corrconv.formats.registry import PUBLISHED
from corrconv.formats.svg import SVG, Claim, expected_claims, read_svg
from corrconv.lesson.lesson import Lesson, load, shipped_lessons
from corrconv.pipeline.hooks import JoinedProduct, Oracle
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.plan.selection import Selection
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.facts_reader import read_facts
from corrconv.pipeline.store.manifest import Entry, ManifestError, read_manifest
from corrconv.pipeline.store.record import Record
from corrconv.pipeline.store.store import Store
from corrconv.rendering.result import Facts
from corrconv.theme.loader import SHIPPED, shipped
from corrconv.theme.theme import Theme
from corrconv.verify.freshness import find_stale, page_is_stale


@dataclass(frozen=True, slots=True)
class Known:
    """All that published files are compared with; `joined` are the checks of joined products."""

    lesson: Lesson
    oracle: Oracle
    themes: Mapping[str, Theme]
    joined: Mapping[str, JoinedProduct] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of a check: how many files were read, and sentences about what is wrong with
    them, which name the figure or the file."""

    checked: int
    problems: tuple[str, ...]


def verify(project: Project, request: BuildRequest) -> Verification:
    """Check what the request names, all that is published where it names nothing; also whether it
    is current."""
    plan = Plan.of(project, request)
    selection = Selection.of(plan, request)
    themes = {theme.name: theme for theme in (*map(shipped, SHIPPED), *plan.themes)}
    joined = {name: load() for name, load in project.joined.items()}
    known = Known(plan.lesson, project.oracle(), themes, joined)
    found = verify_files(plan.media, known, selection)
    themes = {name: themes[name] for name in selection.themes or themes}
    stale = find_stale(project, plan.media, plan.lesson_path, themes)
    problems = [*found.problems, *(str(each) for each in stale if _selects(selection, each.record))]
    if not selection.figures and page_is_stale(project, plan.media):
        problems.append("index.html: is stale: what it lists, its sources or its libraries changed")
    return Verification(found.checked, tuple(problems))


def _selects(selection: Selection, record: Record) -> bool:
    name, profile = record.place.rpartition("/")[2], record.settings.profile_name
    return selection.includes_figure(record.figure, name, profile, record.settings.lesson)


def verify_files(media: Path, known: Known, selection: Selection) -> Verification:
    """Check the manifest, and every file that it lists and that is selected."""
    try:
        manifest = read_manifest(Store(media).manifest)
    except ManifestError as error:
        return Verification(0, (str(error),))
    entries = [entry for entry in manifest.entries if selection.includes(entry)]
    pages = [manifest.page] if manifest.page and not selection.figures else []
    problems = [
        *_absent(selection, entries),
        *_without_facts(entries, known),
        *(text for page in pages for text in find_problems(media, page, known)),
        *(text for entry in entries for text in find_problems(media, entry, known)),
    ]
    return Verification(len(pages) + len(entries), tuple(problems))


def _absent(selection: Selection, entries: Sequence[Entry]) -> Iterator[str]:
    formats = selection.formats
    there = {entry.figure for entry in entries if not formats or entry.format in formats}
    for figure in sorted(set(selection.figures) - there):
        yield f"{figure}: is not published"
    if not entries:
        yield "nothing is published that was asked for"


def _without_facts(entries: Iterable[Entry], known: Known) -> Iterator[str]:
    places: dict[tuple[str, str, str, str], set[str]] = {}
    for entry in entries:
        if entry.figure not in known.joined:
            place = (entry.figure, entry.lesson, entry.profile, entry.theme)
            places.setdefault(place, set()).add(entry.kind)
    for place in sorted(places):
        if FACTS.kind not in places[place]:
            yield f"{' '.join(place)}: has no facts"


def find_problems(media: Path, file: Artifact, known: Known) -> Iterator[str]:
    """Yield what is wrong with one file; its content is looked at only where it is as listed."""
    name = f"{file.figure} {file.path}" if isinstance(file, Entry) else file.path
    try:
        fault = file.fault(media)
        found = (fault,) if fault else tuple(_content(media, file, known))
    except (ValueError, KeyError, OSError) as error:
        found = (str(error).removeprefix(f"{PurePosixPath(name).name}: "),)
    for problem in found:
        yield f"{name}: {problem}"


def _content(media: Path, file: Artifact, known: Known) -> Iterator[str]:
    path = media / file.path
    joined = known.joined.get(file.figure) if isinstance(file, Entry) else None
    probe = Probe()
    if (listed := PUBLISHED.get(file.format)) is not None:
        if heavy := file.over_budget:
            yield heavy
        probe = listed.probe(path)
        yield from probe.differences(file)
    if joined is not None and isinstance(file, Entry):
        yield from joined.problems(media, file)
    elif listed is None:
        yield f"is of format {file.format}, which is not known"
    elif file.format in CROSS_CHECKS and isinstance(file, Entry):
        yield from CROSS_CHECKS[file.format](path, probe, file, known)


def _still(path: Path, probe: Probe, entry: Entry, known: Known) -> Iterator[str]:
    """Compare a still with its facts."""
    facts = _beside(path, PNG.suffix)
    theme = known.themes.get(entry.theme)
    if facts is not None and theme is not None and probe.picture is not None:
        yield from known.oracle.picture(facts, probe.picture, theme)


def _large(path: Path, probe: Probe, entry: Entry, known: Known) -> Iterator[str]:
    """Compare a large still with the still."""
    still = path.with_name(path.name.removesuffix(LARGE_PNG.suffix) + PNG.suffix)
    if still.is_file() and probe.picture is not None:
        fault = unlike(read_png(still), probe.picture)
        if fault is not None:
            yield fault


def _svg(path: Path, probe: Probe, entry: Entry, known: Known) -> Iterator[str]:
    """Compare the groups of an SVG with its facts, which the oracle has checked."""
    content = read_svg(path)
    if content.description != entry.alt:
        yield "its description is not the alternative text"
    facts = _beside(path, SVG.suffix)
    if facts is not None:
        for found, expected in zip_longest(content.claims, expected_claims(facts)):
            if found != expected:
                yield f"shows {_describe(found)}, the facts {_describe(expected)}"


def _beside(path: Path, suffix: str) -> Facts | None:
    """Return the facts that lie beside a figure's file, None where there are none."""
    facts = path.with_name(path.name.removesuffix(suffix) + FACTS.suffix)
    return read_facts(facts) if facts.is_file() else None


def _describe(claim: Claim | None) -> str:
    if claim is None:
        return "nothing"
    role, index, grid, text = claim
    return f"{grid or role} {list(index) if index else ''}: {text!r}"


def _facts(path: Path, probe: Probe, entry: Entry, known: Known) -> Iterator[str]:
    """Compare the facts with what the oracle computes from the lesson."""
    facts = read_facts(path)
    if facts["lesson"] != entry.lesson:
        yield f"is about lesson {facts['lesson']}, wanted {entry.lesson}"
    elif facts["figure"] != path.name.removesuffix(FACTS.suffix):
        yield f"is about figure {facts['figure']}"
    elif (lesson := _find_lesson(facts["lesson"], known)) is None:
        yield f"lesson {facts['lesson']} is not at hand: name its file with --lesson"
    elif entry.theme not in known.themes:
        yield f"theme {entry.theme} is not at hand: name its file with --theme"
    else:
        yield from known.oracle.facts(facts, lesson)


def _find_lesson(name: str, known: Known) -> Lesson | None:
    """Return the lesson of this name: the one that was asked for, one that ships, or None."""
    if name == known.lesson.name:
        return known.lesson
    return load(Path(name)) if name in shipped_lessons() else None


CROSS_CHECKS: Mapping[str, Callable[[Path, Probe, Entry, Known], Iterator[str]]] = MappingProxyType(
    {PNG.name: _still, LARGE_PNG.name: _large, SVG.name: _svg, FACTS.name: _facts}
)
"""By format, what is compared with other things than the manifest."""
