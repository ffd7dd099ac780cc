"""A baseline: what was drawn, as text that reads well in a review, without the pictures.

One file for each figure: `baseline/<figure>.json`, with one drawn thing, term, step, colour to a
line. What both themes share stands in it once; what one has otherwise stands under its name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from corrconv.diff.digests import digests, format_digest, read_fields
from corrconv.diff.facts.model import ComparedFacts, Thing, read_facts
from corrconv.diff.facts.naming import format_index
from corrconv.diff.images.colours import Colour
from corrconv.diff.model import (
    ANIMATION,
    SIZES,
    STILL,
    Collection,
    FigureVersion,
    File,
    PictureDigests,
    ThemeVersion,
)
from corrconv.diff.sources.folder import read_folder
from corrconv.diff.sources.reading import (
    ReadingError,
    listed,
    number,
    parse_json,
    read_bytes,
    table,
    text,
)
from corrconv.diff.video.steps import Cue
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.plan.resolve import find_figures, read_lesson
from corrconv.pipeline.plan.selection import Selection
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.artifact import read_plain
from corrconv.pipeline.store.atomic import AtomicFiles
from corrconv.pipeline.store.names import checked_name
from corrconv.theme.colour import COLOUR
from corrconv.theme.loader import DEFAULTS, SHIPPED, shipped
from corrconv.verify.freshness import find_stale

SCHEMA = 1
ENDING = ".json"
MOST_FILES = 10_000
SHARED_FILL = "all"
"""The key of the colour that most cells of a grid have."""

USUAL_PROFILE = "draft"
"""The profile of a new baseline: quick to build, and large enough to see."""

_WORDS = ("name", "title", "lesson", "profile", "caption", "alt")
_FILES: Mapping[str, str] = MappingProxyType({STILL: "still", ANIMATION: "film"})


def format_baseline(figure: FigureVersion) -> bytes:
    """Return the baseline file of a figure: the same bytes for the same pictures."""
    body: dict[str, Any] = {"schema": SCHEMA}
    body["figure"] = figure.id
    body.update({name: getattr(figure, name) for name in _WORDS})
    body["themes"] = sorted(figure.themes, key=lambda theme: (theme != DEFAULTS[0], theme))
    shared: dict[str, Any] = {}
    for theme in body["themes"]:
        version = figure.themes[theme]
        for name, value in _shared(version).items():
            if name not in shared:
                shared[name] = value
            elif shared[name] != value:
                shared[f"{theme} {name}"] = value
        shared.update({f"{theme} {name}": value for name, value in _own(version).items()})
    return _laid_out({**body, **shared}).encode()


def _shared(version: ThemeVersion) -> dict[str, Any]:
    """Return the parts that the themes of a figure usually share."""
    facts = version.facts
    if facts is None:
        raise ReadingError(f"{version.theme}: has no facts")
    return {
        "facts": dict(facts.settings),
        "look": dict(facts.theme_parts),
        "drawn": [
            [thing.role, thing.grid, _pair(thing.index), thing.text, list(thing.box)]
            for thing in facts.drawn
        ],
        "terms": [
            [_pair(each.image), _pair(each.kernel), each.letter, each.exists]
            for each in facts.products
        ],
        "steps": [[cue.start, cue.end, cue.text] for cue in version.cues],
    }


def _own(version: ThemeVersion) -> dict[str, Any]:
    """Return the parts that each theme has for itself: files, fills and digests."""
    known = digests(version)
    body: dict[str, Any] = {}
    for ending, name in _FILES.items():
        if ending in version.files:
            file = version.files[ending]
            sizes = {size: getattr(file, size) for size in SIZES}
            body[name] = {
                "sha256": file.sha256,
                "bytes": file.bytes,
                **{size: value for size, value in sizes.items() if value is not None},
            }
    if version.facts is not None and known.still:
        body["fills"] = fills_by_grid(version.facts.drawn, known.fills)
        body["fields"] = format_digest(known.still)
    if known.steps:
        body["step fields"] = [format_digest(each) for each in known.steps]
    return body


def _pair(index: Any) -> list[int] | None:
    return None if index is None else [index.col, index.row]


def _laid_out(body: Mapping[str, Any]) -> str:
    """Return JSON with one entry of each list and object to a line."""
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


def read_baseline(folder: Path, selection: Selection) -> Collection:
    """Read the figures of a baseline, in the order of their names; ReadingError where one is not
    readable or there is none."""
    if not folder.is_dir():
        raise ReadingError(f"{folder}: there is no baseline; `baseline update` makes one")
    paths = sorted(folder.glob(f"*{ENDING}"))[:MOST_FILES]
    figures = [_figure(folder, path.name, selection) for path in paths]
    chosen = {each.key: each for each in figures if each.themes and _is_chosen(selection, each)}
    return Collection(str(folder), MappingProxyType(chosen))


def _is_chosen(selection: Selection, figure: FigureVersion) -> bool:
    return selection.includes_figure(figure.id, figure.name, figure.profile, figure.lesson)


def _figure(folder: Path, name: str, selection: Selection) -> FigureVersion:
    where = str(folder / name)
    body = table(parse_json(read_bytes(folder, name), where), where)
    if body.get("schema") != SCHEMA:
        raise ReadingError(f"{where}: its schema is not {SCHEMA}; `baseline update` writes it anew")
    identity = text(body.get("figure"), f"{where}: figure")
    words = {each: text(body.get(each), f"{where}: {each}") for each in _WORDS}
    themes = listed(body.get("themes"), f"{where}: themes", 100, lambda theme: text(theme, where))
    try:
        for each in (identity, words["name"], words["lesson"], words["profile"], *themes):
            checked_name(each, "a")
    except ValueError as error:
        raise ReadingError(f"{where}: {error}") from error
    versions = {
        theme: _version(body, theme, where) for theme in themes if selection.includes_theme(theme)
    }
    return FigureVersion(id=identity, themes=MappingProxyType(versions), faults=(), **words)


def _version(body: Mapping[str, Any], theme: str, where: str) -> ThemeVersion:
    def of(name: str, otherwise: Any) -> Any:
        return body.get(f"{theme} {name}", body.get(name, otherwise))

    theme_parts = {"theme": of("look", {})}
    facts = _facts(
        {**table(of("facts", {}), where), "look": theme_parts},
        of("drawn", []),
        of("terms", []),
        where,
    )
    cues = listed(of("steps", []), f"{where}: steps", 5000, lambda row: _cue(row, where))
    files = {
        ending: _file(body[f"{theme} {name}"], where)
        for ending, name in _FILES.items()
        if f"{theme} {name}" in body
    }
    fills = read_fills(facts.drawn, table(of("fills", {}), where), where)
    still = read_fields(of("fields", ""), where)
    steps = listed(of("step fields", []), where, 5000, lambda row: read_fields(row, where))
    return ThemeVersion(
        theme, MappingProxyType(files), facts, cues, PictureDigests(fills, still, steps)
    )


def _facts(others: Mapping[str, Any], drawn: Any, terms: Any, where: str) -> ComparedFacts:
    """Read facts from their rows, as facts of a media folder are read."""
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
    start, end, words = _row(value, 3, where)
    return Cue(number(start, where) or 0.0, number(end, where) or 0.0, text(words, where))


def _file(value: Any, where: str) -> File:
    body = table(value, where)
    return File(
        sha256=text(body.get("sha256"), where),
        bytes=number(body.get("bytes"), where) or 0,
        **{name: number(body.get(name), where) for name in SIZES},
        path=None,
    )


def fills_by_grid(drawn: Sequence[Thing], fill_colours: Sequence[Colour]) -> dict[str, Any]:
    """Return, by role and grid, the colour that most cells have, and by index all others."""
    groups: dict[str, dict[str, Colour]] = {}
    for (group, name), fill in zip(_named(drawn), fill_colours, strict=True):
        groups.setdefault(group, {})[name] = fill
    fills: dict[str, Any] = {}
    for group, found in groups.items():
        if not any(found.values()):
            continue
        usual = Counter(found.values()).most_common(1)[0][0]
        others = {name: fill for name, fill in found.items() if fill != usual}
        fills[group] = {SHARED_FILL: usual, **others} if others else usual
    return fills


def read_fills(drawn: Sequence[Thing], fills: Mapping[str, Any], where: str) -> tuple[Colour, ...]:
    """Return the fill of each thing, in their order; none where the baseline has no fills."""
    if not fills:
        return ()
    return tuple(_fill(fills.get(group, ""), name, where) for group, name in _named(drawn))


def _fill(value: Any, name: str, where: str) -> Colour:
    colours = {SHARED_FILL: value} if isinstance(value, str) else table(value, f"{where}: fills")
    fill = colours.get(name, colours.get(SHARED_FILL))
    if not isinstance(fill, str) or (fill and not COLOUR.fullmatch(fill)):
        raise ReadingError(f"{where}: a fill is no colour")
    return fill


def _named(drawn: Sequence[Thing]) -> Iterator[tuple[str, str]]:
    """Yield group and name of each thing; things that share both are numbered."""
    counts: Counter[tuple[str, str]] = Counter()
    for thing in drawn:
        group = f"{thing.role} {thing.grid}".strip()
        name = format_index(thing.index) if thing.index is not None else "one"
        counts[group, name] += 1
        count = counts[group, name]
        yield group, name if count == 1 else f"{name} {count}"


def update_baseline(
    project: Project, media: Path, folder: Path, selection: Selection, lesson: Path | None
) -> Iterator[str]:
    """Write what changed and remove what is in no catalogue any more; a line for each file, and
    the size of all. RequestError, before anything is written, where the media folder is not fit:
    figures missing, unreadable or older than their sources."""
    try:
        old = read_baseline(folder, Selection()).figures.values() if folder.is_dir() else ()
        selection = _with_defaults(selection, tuple(old), read_lesson(lesson).name)
        figures = _figures(project, media, selection, lesson)
        fresh = {f"{figure.name}.json": format_baseline(figure) for figure in figures}
    except (ReadingError, ValueError) as error:
        raise RequestError(str(error)) from error
    names = {figure.name for figure in project.catalog}
    gone = sorted(f"{figure.name}.json" for figure in old if figure.name not in names)
    yield from _written(folder, fresh, gone)


def _with_defaults(selection: Selection, old: Sequence[FigureVersion], lesson: str) -> Selection:
    """Complete the selection by lesson and profile of the baseline, which has one of each."""
    places = {figure.key[:2] for figure in old}
    kept = next(iter(places))[1] if len(places) == 1 else USUAL_PROFILE
    themes = selection.themes or frozenset(DEFAULTS)
    completed = replace(selection, profile=selection.profile or kept, themes=themes, lesson=lesson)
    for place in places - {(lesson, completed.profile)}:
        raise ReadingError(
            f"the baseline is about {'/'.join(place)}, not {lesson}/{completed.profile}: "
            "name another folder with --baseline-dir"
        )
    return completed


def _figures(
    project: Project, media: Path, selection: Selection, lesson: Path | None
) -> Sequence[FigureVersion]:
    found = read_folder(media, str(media), selection)
    figures = tuple(found.figures.values())
    if not figures:
        raise ReadingError(
            f"{media}: holds no such figure of {selection.lesson}/{selection.profile}; "
            f"`build --profile {selection.profile}` makes them"
        )
    for figure in figures:
        for fault in figure.faults:
            raise ReadingError(f"{figure.label}: {fault}")
    present = {figure.id for figure in figures}
    for each in find_figures(project, read_lesson(lesson), ())[0]:
        if each.id not in present and not selection.figures:
            raise ReadingError(f"{media}: {each.id} {each.name} is missing; build it first")
    place = f"{selection.lesson}/{selection.profile}/"
    for stale in find_stale(project, media, lesson, {name: shipped(name) for name in SHIPPED}):
        if stale.record.figure in present and stale.record.place.startswith(place):
            raise ReadingError(f"{stale}; build it first")
    return figures


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
