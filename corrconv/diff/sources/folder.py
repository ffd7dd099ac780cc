"""A media folder as one side of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from corrconv.diff.facts.model import ComparedFacts, read_facts
from corrconv.diff.model import (
    CAPTIONS,
    FACTS,
    SIZES,
    Collection,
    FigureVersion,
    File,
    ThemeVersion,
)
from corrconv.diff.sources.reading import (
    LARGEST_FILE,
    ReadingError,
    checked_path,
    parse_json,
    read_bytes,
)
from corrconv.diff.video.steps import read_cues
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.plan.selection import Selection, name_of
from corrconv.pipeline.store.manifest import Entry, Manifest
from corrconv.pipeline.store.names import checked_name

MANIFEST = "manifest.json"

Value = TypeVar("Value")


def read_folder(folder: Path, place: str, selection: Selection) -> Collection:
    """Read the figures that the manifest in `folder` lists; ReadingError where it has none."""
    try:
        manifest = Manifest.load(read_bytes(folder, MANIFEST))
        for entry in manifest.entries:
            for name in ("figure", "lesson", "profile", "theme"):
                checked_name(getattr(entry, name), name)
    except ValueError as error:
        raise ReadingError(f"{place}: {MANIFEST}: {error}") from error
    titles = {each.figure: each.title for each in manifest.figures}
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in manifest.entries:
        if selection.includes(entry):
            groups.setdefault((entry.lesson, entry.profile, entry.figure), []).append(entry)
    order = {figure: place for place, figure in enumerate(titles)}
    keys = sorted(groups, key=lambda key: (*key[:2], order.get(key[2], len(order)), key[2]))
    figures = {key: _figure(folder, titles.get(key[2], ""), groups[key]) for key in keys}
    return Collection(place, MappingProxyType(figures))


def _figure(folder: Path, title: str, rows: Sequence[Entry]) -> FigureVersion:
    first, faults = rows[0], []
    name = name_of(first)
    themes = {}
    for theme in sorted({row.theme for row in rows}):
        reader = _Reader(folder, name)
        themes[theme] = reader.version(theme, [row for row in rows if row.theme == theme])
        faults += reader.faults
    return FigureVersion(
        id=first.figure,
        name=checked_name(name, "figure"),
        title=title,
        lesson=first.lesson,
        profile=first.profile,
        caption=first.caption,
        alt=first.alt,
        themes=MappingProxyType(themes),
        faults=tuple(faults),
    )


class _Reader:
    """Read the files of one figure in one theme, and remember what is wrong with them."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self.faults: list[str] = []

    def version(self, theme: str, entries: Iterable[Entry]) -> ThemeVersion:
        """Return all of the figure that can be read."""
        files: dict[str, File] = {}
        contents: dict[str, bytes] = {}
        for entry in entries:
            ending = Path(entry.path).name.removeprefix(self._name)
            if found := self._tried(self._file, entry):
                files[ending], content = found
                contents |= {ending: content} if ending in (CAPTIONS, FACTS) else {}
        where = f"{theme} {self._name}"
        cues = facts = None
        if CAPTIONS in contents:
            cues = self._tried(read_cues, contents[CAPTIONS], where + CAPTIONS)
        if FACTS in contents:
            facts = self._tried(_facts, contents[FACTS], where + FACTS)
        if facts is None and not self.faults:
            self.faults.append(f"{where}: has no facts")
        return ThemeVersion(theme, MappingProxyType(dict(sorted(files.items()))), facts, cues or ())

    def _file(self, entry: Entry) -> tuple[File, bytes]:
        path = entry.path
        content = read_bytes(self._folder, path, LARGEST_FILE)
        if digest(content) != entry.sha256:
            raise ReadingError(f"{path}: has other content than its manifest lists")
        sizes = {name: getattr(entry, name) for name in SIZES}
        place = checked_path(self._folder, path)
        return File(entry.sha256, len(content), path=place, **sizes), content

    def _tried(self, read: Callable[..., Value], *arguments: Any) -> Value | None:
        """Return what `read` returns; None, and one fault more, where it cannot be read."""
        try:
            return read(*arguments)
        except ReadingError as error:
            self.faults.append(str(error))
            return None


def _facts(content: bytes, what: str) -> ComparedFacts:
    return read_facts(parse_json(content, what), what)
