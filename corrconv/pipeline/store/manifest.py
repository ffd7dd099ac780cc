"""The manifest: all that is published, for whoever comes after us."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from corrconv.figures.figure import Figure
from corrconv.pipeline.store.artifact import Artifact
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


class Entry(Artifact, frozen=True, kw_only=True):
    """A published file with what its record says of it."""

    figure: str
    lesson: str
    profile: str
    theme: str
    caption: str
    alt: str


class ListedFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of which something is published."""

    figure: str
    name: str
    title: str


class _Head(msgspec.Struct):
    schema: Literal[1]


class _Body(msgspec.Struct):
    figures: tuple[ListedFigure, ...]
    artifacts: tuple[msgspec.Raw, ...]


class _Kind(msgspec.Struct):
    kind: str


def entries(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Return one entry for each artifact of the records, sorted by path; beside its fields each
    has the `scale` of its stills, in pixels per unit."""
    found = [
        {
            "figure": record.figure,
            "lesson": record.settings.lesson,
            "profile": record.settings.profile_name,
            "theme": record.settings.theme,
            "scale": record.settings.profile["still_scale"],
            "caption": record.caption,
            "alt": record.alt,
            **plain(artifact),
        }
        for record in records
        for artifact in record.artifacts
    ]
    return ordered(found)


def ordered(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the entries in the manifest's order, that of their paths."""
    return sorted(found, key=lambda entry: str(entry["path"]))


def page_entry(path: str, content_digest: str, size: int, key: str) -> dict[str, Any]:
    """Return the entry of the page that shows the others."""
    known = {"kind": "page", "format": "html", "path": path, "sha256": content_digest}
    return {**dict.fromkeys(FIELDS), **known, "bytes": size, "key": key}


def listed(figures: Iterable[Figure], found: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Return figure, name and title of everything in `found`, in the catalogue's order."""
    there = {entry["figure"] for entry in found}
    return [
        {"figure": figure.id, "name": figure.name, "title": figure.title}
        for figure in figures
        if figure.id in there
    ]


def dump(figures: list[dict[str, str]], found: list[dict[str, Any]]) -> bytes:
    """Return the manifest's bytes: stable, one field to a line."""
    artifacts = [{name: entry[name] for name in FIELDS} for entry in found]
    body = {"schema": SCHEMA, "figures": figures, "artifacts": artifacts}
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def load(content: bytes) -> dict[str, Any]:
    """Return the manifest; ValueError, naming the entry, where it is not one of this schema."""
    decode(content, _Head)
    for number, raw in enumerate(decode(content, _Body).artifacts):
        where = f"artifacts[{number}]"
        page = decode(bytes(raw), _Kind, where).kind == "page"
        decode(bytes(raw), Artifact if page else Entry, where)
    body: dict[str, Any] = json.loads(content)
    return body
