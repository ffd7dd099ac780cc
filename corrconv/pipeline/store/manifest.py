"""The manifest: all that is published, for whoever comes after us."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from corrconv.figures.figure import Figure
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


def entries(records: Iterable[Record]) -> list[dict[str, Any]]:
    """One entry for each artifact of the records, sorted by path; beside its fields each has the
    `scale` of its stills, in pixels per unit."""
    found = [
        {
            "figure": record.figure,
            "lesson": record.order["lesson"],
            "profile": record.order["profile"]["name"],
            "theme": record.order["theme"],
            "scale": record.order["profile"]["still_scale"],
            "caption": record.caption,
            "alt": record.alt,
            **artifact.values(),
        }
        for record in records
        for artifact in record.artifacts
    ]
    return ordered(found)


def ordered(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries in the manifest's order, that of their paths."""
    return sorted(found, key=lambda entry: str(entry["path"]))


def page_entry(path: str, content_digest: str, size: int, key: str) -> dict[str, Any]:
    """The entry of the page that shows the others."""
    known = {"kind": "page", "format": "html", "path": path, "sha256": content_digest}
    return {**dict.fromkeys(FIELDS), **known, "bytes": size, "key": key}


def listed(figures: Iterable[Figure], found: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Figure, name and title of everything in `found`, in the catalogue's order."""
    there = {entry["figure"] for entry in found}
    return [
        {"figure": figure.id, "name": figure.name, "title": figure.title}
        for figure in figures
        if figure.id in there
    ]


def dump(figures: list[dict[str, str]], found: list[dict[str, Any]]) -> bytes:
    """The manifest's bytes: stable, one field to a line."""
    artifacts = [{name: entry[name] for name in FIELDS} for entry in found]
    body = {"schema": SCHEMA, "figures": figures, "artifacts": artifacts}
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def load(content: bytes) -> dict[str, Any]:
    """The manifest; ValueError where it is not one of this schema."""
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is not JSON ({error})") from error
    if not isinstance(body, dict) or body.get("schema") != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA}")
    found = body.get("artifacts")
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError("it has no list of artifacts")
    for entry in found:
        if set(FIELDS) - set(entry):
            raise ValueError(f"an entry lacks {', '.join(sorted(set(FIELDS) - set(entry)))}")
    return body
