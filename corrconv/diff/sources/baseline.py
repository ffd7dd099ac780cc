"""A baseline: what was drawn, as text that reads well in a review, without the pictures.

One file for each figure: `baseline/<figure>.json`, with one drawn thing, term, step, colour to a
line. What both themes share stands in it once; what one has otherwise stands under its name.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from corrconv.diff.digests import digests, read_fields, written
from corrconv.diff.facts.facts import Facts, Thing, read_facts
from corrconv.diff.facts.naming import at
from corrconv.diff.images.colours import Colour
from corrconv.diff.model import FILM, STILL, Collection, Digests, File, Sight, Subject
from corrconv.diff.sources.folder import Choice, read_folder
from corrconv.diff.sources.reading import (
    ReadingError,
    listed,
    number,
    parsed,
    read_bytes,
    table,
    text,
)
from corrconv.diff.video.steps import Cue
from corrconv.lesson.lesson import path_of
from corrconv.pipeline.plan.limits import read_lesson
from corrconv.pipeline.plan.request import BuildRequest, RequestError, fitting
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.artifact import read_plain
from corrconv.pipeline.store.atomic import AtomicFiles
from corrconv.pipeline.store.names import checked_name
from corrconv.rendering.profile import PROFILES
from corrconv.theme.loader import DEFAULTS, SHIPPED, shipped
from corrconv.verify.freshness import stale

SCHEMA = 1
ENDING = ".json"
MOST_FILES = 10_000
_WORDS = ("figure", "name", "title", "lesson", "profile", "caption", "alt")
_SIZES = ("width", "height", "frames", "fps", "seconds")
_FILES: Mapping[str, str] = MappingProxyType({STILL: "still", FILM: "film"})


def dumped(subject: Subject) -> bytes:
    """The file of a figure: the same bytes for the same pictures."""
    body: dict[str, Any] = {"schema": SCHEMA}
    body.update({name: getattr(subject, name) for name in _WORDS})
    body["themes"] = sorted(subject.sights, key=lambda theme: (theme != DEFAULTS[0], theme))
    shared: dict[str, Any] = {}
    for theme in body["themes"]:
        sight = subject.sights[theme]
        for name, value in _shared(sight).items():
            if name not in shared:
                shared[name] = value
            elif shared[name] != value:
                shared[f"{theme} {name}"] = value
        shared.update({f"{theme} {name}": value for name, value in _own(sight).items()})
    return _laid_out({**body, **shared}).encode()


def _shared(sight: Sight) -> dict[str, Any]:
    """What themes usually have in common."""
    facts = sight.facts
    if facts is None:
        raise ReadingError(f"{sight.theme}: has no facts")
    return {
        "facts": dict(facts.settings),
        "look": dict(facts.look),
        "drawn": [
            [thing.role, thing.grid, _pair(thing.index), thing.text, list(thing.box)]
            for thing in facts.drawn
        ],
        "terms": [
            [_pair(each.image), _pair(each.kernel), each.letter, each.exists]
            for each in facts.products
        ],
        "steps": [[cue.start, cue.end, cue.text] for cue in sight.cues],
    }


def _own(sight: Sight) -> dict[str, Any]:
    """What each theme has for itself."""
    known = digests(sight)
    body: dict[str, Any] = {}
    for ending, name in _FILES.items():
        if ending in sight.files:
            file = sight.files[ending]
            sizes = {size: getattr(file, size) for size in _SIZES}
            body[name] = {
                "sha256": file.sha256,
                "bytes": file.bytes,
                **{size: value for size, value in sizes.items() if value is not None},
            }
    if sight.facts is not None and known.still:
        body["fills"] = painted(sight.facts.drawn, known.fills)
        body["fields"] = written(known.still)
    if known.steps:
        body["step fields"] = [written(each) for each in known.steps]
    return body


def _pair(index: Any) -> list[int] | None:
    return None if index is None else [index.col, index.row]


def _laid_out(body: Mapping[str, Any]) -> str:
    """JSON with one entry of each list and object to a line."""
    parts = [f" {_inline(name)}: {_entries(value)}" for name, value in body.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _entries(value: Any) -> str:
    if isinstance(value, dict) and value:
        rows = [f"  {_inline(name)}: {_inline(each)}" for name, each in value.items()]
        return "{\n" + ",\n".join(rows) + "\n }"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_inline(each)}" for each in value) + "\n ]"
    return _inline(value)


def _inline(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_baseline(folder: Path, choice: Choice) -> Collection:
    """The figures of a baseline, in the order of their ids; ReadingError where one is not
    readable or there is none."""
    if not folder.is_dir():
        raise ReadingError(f"{folder}: there is no baseline; `baseline update` makes one")
    paths = sorted(folder.glob(f"*{ENDING}"))[:MOST_FILES]
    subjects = [_subject(folder, path.name, choice) for path in paths]
    held = {each.key: each for each in subjects if each.sights and _meant(choice, each)}
    return Collection(str(folder), MappingProxyType(held))


def _meant(choice: Choice, subject: Subject) -> bool:
    return choice.holds(subject.figure, subject.name, subject.profile, subject.lesson)


def _subject(folder: Path, name: str, choice: Choice) -> Subject:
    where = str(folder / name)
    body = table(parsed(read_bytes(folder, name), where), where)
    if body.get("schema") != SCHEMA:
        raise ReadingError(f"{where}: its schema is not {SCHEMA}; `baseline update` writes it anew")
    words = {each: text(body.get(each), f"{where}: {each}") for each in _WORDS}
    themes = listed(body.get("themes"), f"{where}: themes", 100, lambda theme: text(theme, where))
    try:
        for each in (words["figure"], words["name"], words["lesson"], words["profile"], *themes):
            checked_name(each, "a")
    except ValueError as error:
        raise ReadingError(f"{where}: {error}") from error
    sights = {theme: _sight(body, theme, where) for theme in themes if choice.shows(theme)}
    return Subject(
        figure=words["figure"],
        name=words["name"],
        title=words["title"],
        lesson=words["lesson"],
        profile=words["profile"],
        caption=words["caption"],
        alt=words["alt"],
        sights=MappingProxyType(sights),
    )


def _sight(body: Mapping[str, Any], theme: str, where: str) -> Sight:
    def of(name: str, otherwise: Any) -> Any:
        return body.get(f"{theme} {name}", body.get(name, otherwise))

    look = {"theme": of("look", {})}
    facts = _facts(
        {**table(of("facts", {}), where), "look": look}, of("drawn", []), of("terms", []), where
    )
    cues = listed(of("steps", []), f"{where}: steps", 5000, lambda row: _cue(row, where))
    files = {
        ending: _file(body[f"{theme} {name}"], where)
        for ending, name in _FILES.items()
        if f"{theme} {name}" in body
    }
    fills = read_painted(facts.drawn, table(of("fills", {}), where), where)
    still = read_fields(of("fields", ""), where)
    steps = listed(of("step fields", []), where, 5000, lambda row: read_fields(row, where))
    return Sight(theme, MappingProxyType(files), facts, cues, Digests(fills, still, steps))


def _facts(others: Mapping[str, Any], drawn: Any, terms: Any, where: str) -> Facts:
    """Facts from their lists, read as those of a media folder are."""
    rows = listed(drawn, f"{where}: drawn", 20_000, lambda row: _row(row, 5, where))
    products = listed(terms, f"{where}: terms", 20_000, lambda row: _row(row, 4, where))
    names = ("role", "grid", "index", "text", "bbox")
    kinds = ("image", "kernel", "letter", "exists")
    body = {
        **others,
        "drawn": [dict(zip(names, row, strict=True)) for row in rows],
        "terms": [dict(zip(kinds, row, strict=True)) for row in products],
    }
    return read_facts(body, where)


def _row(value: Any, length: int, where: str) -> tuple[Any, ...]:
    row = listed(value, where, length, lambda each: each)
    if len(row) != length:
        raise ReadingError(f"{where}: a row has {len(row)} entries, wanted {length}")
    return row


def _cue(value: Any, where: str) -> Cue:
    start, end, said = _row(value, 3, where)
    return Cue(number(start, where) or 0.0, number(end, where) or 0.0, text(said, where))


def _file(value: Any, where: str) -> File:
    body = table(value, where)
    width, height, frames, fps, seconds = (number(body.get(name), where) for name in _SIZES)
    return File(
        sha256=text(body.get("sha256"), where),
        bytes=number(body.get("bytes"), where) or 0,
        width=width,
        height=height,
        frames=frames,
        fps=fps,
        seconds=seconds,
    )


SHARED_FILL = "all"
_COLOUR = re.compile("#[0-9A-F]{6}")


def painted(drawn: Sequence[Thing], fills: Sequence[Colour]) -> dict[str, Any]:
    """By role and grid: the colour that most have, and by index those that have another."""
    groups: dict[str, dict[str, Colour]] = {}
    for (group, name), fill in zip(_named(drawn), fills, strict=True):
        groups.setdefault(group, {})[name] = fill
    told: dict[str, Any] = {}
    for group, found in groups.items():
        if not any(found.values()):
            continue
        usual = Counter(found.values()).most_common(1)[0][0]
        others = {name: fill for name, fill in found.items() if fill != usual}
        told[group] = {SHARED_FILL: usual, **others} if others else usual
    return told


def read_painted(drawn: Sequence[Thing], told: Mapping[str, Any], where: str) -> tuple[Colour, ...]:
    """The fill of each thing, in their order; none where nothing is told."""
    if not told:
        return ()
    return tuple(_fill(told.get(group, ""), name, where) for group, name in _named(drawn))


def _fill(value: Any, name: str, where: str) -> Colour:
    colours = {SHARED_FILL: value} if isinstance(value, str) else table(value, f"{where}: fills")
    fill = colours.get(name, colours.get(SHARED_FILL))
    if not isinstance(fill, str) or (fill and not _COLOUR.fullmatch(fill)):
        raise ReadingError(f"{where}: a fill is no colour")
    return fill


def _named(drawn: Sequence[Thing]) -> Iterator[tuple[str, str]]:
    """Group and name of each thing; what has the same is numbered."""
    met: Counter[tuple[str, str]] = Counter()
    for thing in drawn:
        group = f"{thing.role} {thing.grid}".strip()
        name = at(thing.index) if thing.index is not None else "one"
        met[group, name] += 1
        count = met[group, name]
        yield group, name if count == 1 else f"{name} {count}"


USUAL_PROFILE = "draft"
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
    kept = next(iter(places))[1] if len(places) == 1 else USUAL_PROFILE
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
        profile=PROFILES[USUAL_PROFILE],
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
