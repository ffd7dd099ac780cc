"""The manifest: all that is published, for whoever comes after us."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import structs

from corrconv.figures.figure import Figure
from corrconv.formats.page import PAGE
from corrconv.pipeline.store.artifact import Artifact, read_plain
from corrconv.pipeline.store.plain_data import decode, plain
from corrconv.pipeline.store.record import Record

SCHEMA = 1

FIELDS = (
    "figure",
    "lesson",
    "profile",
    "theme",
    "kind",
    "format",
    "path",
    "sha256",
    "bytes",
    "width",
    "height",
    "frames",
    "fps",
    "seconds",
    "caption",
    "alt",
    "key",
)
"""The fields of an entry, in their order."""


MOST_ENTRIES = 100_000


class ManifestError(ValueError):
    """A manifest that is not there, or that cannot be read."""


class Entry(Artifact, frozen=True, kw_only=True):
    """A published file with what its record says of it. `scale` is that of its stills in pixels per
    unit; it is known from the record only."""

    figure: str
    lesson: str
    profile: str
    theme: str
    caption: str
    alt: str
    scale: float = 0.0


class ListedFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of which something is published."""

    figure: str
    name: str
    title: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """All figures in the catalogue's order, their files by path, and the page that shows them."""

    figures: tuple[ListedFigure, ...]
    entries: tuple[Entry, ...]
    page: Artifact | None

    def dump(self) -> bytes:
        """Return the manifest's bytes: stable, one field to a line."""
        every = (*self.entries, *([self.page] if self.page else []))
        rows = [plain(each) for each in sorted(every, key=lambda each: each.path)]
        body = {
            "schema": SCHEMA,
            "figures": plain(self.figures),
            "artifacts": [{name: row.get(name) for name in FIELDS} for row in rows],
        }
        return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def load(cls, content: bytes) -> Manifest:
        """Return the manifest; ManifestError, naming the entry, where it is none of this schema."""
        try:
            decode(content, _Head)
            body = decode(content, _Body)
            if len(body.artifacts) > MOST_ENTRIES:
                raise ValueError(f"artifacts: more than {MOST_ENTRIES}")
            rows = [(f"artifacts[{number}]", raw) for number, raw in enumerate(body.artifacts)]
            kinds = [decode(bytes(raw), _Kind, where).kind for where, raw in rows]
            found = tuple(
                decode(bytes(raw), Artifact if kind == PAGE.kind else Entry, where)
                for (where, raw), kind in zip(rows, kinds, strict=True)
            )
        except ValueError as error:
            raise ManifestError(str(error)) from error
        entries = tuple(each for each in found if isinstance(each, Entry))
        page = next((each for each in found if not isinstance(each, Entry)), None)
        return cls(figures=body.figures, entries=entries, page=page)


class _Head(msgspec.Struct):
    schema: Literal[1]


class _Body(msgspec.Struct):
    figures: tuple[ListedFigure, ...]
    artifacts: tuple[msgspec.Raw, ...]


class _Kind(msgspec.Struct):
    kind: str


def read_manifest(path: Path) -> Manifest:
    """Return the manifest at `path`; ManifestError, naming the file, where it cannot be read."""
    try:
        return Manifest.load(read_plain(path))
    except OSError as error:
        raise ManifestError(f"{path}: is missing; nothing has been built here") from error
    except ManifestError as error:
        raise ManifestError(f"{path}: {error}") from error


def find_entries(records: Iterable[Record]) -> tuple[Entry, ...]:
    """Return one entry for each artifact of the records, sorted by path."""
    found = (
        Entry(
            **structs.asdict(artifact),
            figure=record.figure,
            lesson=record.settings.lesson,
            profile=record.settings.profile_name,
            theme=record.settings.theme,
            caption=record.caption,
            alt=record.alt,
            scale=record.settings.still_scale,
        )
        for record in records
        for artifact in record.artifacts
    )
    return tuple(sorted(found, key=lambda entry: entry.path))


def find_listed(figures: Iterable[Figure], entries: Iterable[Entry]) -> tuple[ListedFigure, ...]:
    """Return the figures that have an entry, in the catalogue's order."""
    there = {entry.figure for entry in entries}
    return tuple(
        ListedFigure(figure=each.id, name=each.name, title=each.title)
        for each in figures
        if each.id in there
    )
