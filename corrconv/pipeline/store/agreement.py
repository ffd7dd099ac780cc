"""Whether records of several folders could have come from one build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from corrconv.pipeline.cache.fingerprint import FILE, SETTING, WORDS
from corrconv.pipeline.store.record import Record

Statement = tuple[str, str]
"""What a record says: a subject, and its value."""

COMMON_SETTINGS = ("environment ", "schema")
"""Begin the settings that are the same in a whole build."""


def conflict(found: Iterable[tuple[Path, Record]]) -> str | None:
    """The first thing that two records say differently, as a sentence; None where they agree.

    One build has one version of every library and every source, so no two of its records differ
    in one; and there is one content for each path, and one caption for each figure.
    """
    said: dict[str, tuple[str, str]] = {}
    for folder, record in found:
        for subject, value in _statements(record):
            where = f"{folder} ({record.place})"
            first, there = said.setdefault(subject, (value, where))
            if first != value:
                return (
                    f"{there} and {where} disagree on {subject}: {_short(first)} and "
                    f"{_short(value)}; build them from the same sources with the same versions"
                )
    return None


def _statements(record: Record) -> Iterator[Statement]:
    for fingerprint in sorted({artifact.fingerprint for artifact in record.artifacts}):
        for component, value in sorted(record.components.get(fingerprint, {}).items()):
            if subject := _common(component, record):
                yield subject, value
    for artifact in record.artifacts:
        yield f"the fingerprint of {artifact.path}", artifact.fingerprint
        yield f"the content of {artifact.path}", artifact.sha256
    for name in ("figure", "title", "caption", "alt"):
        yield f"the {name} of {record.place}", getattr(record, name)


def _common(component: str, record: Record) -> str | None:
    """What the component is called where it is the same in a whole build, None elsewhere."""
    kind, _, name = component.partition(":")
    if kind == WORDS or (kind == SETTING and not name.startswith(COMMON_SETTINGS)):
        return None
    if kind == FILE and name.startswith("lessons/"):
        return f"the lesson {record.settings.lesson}"
    return f"the {kind} {name}"


def _short(value: str) -> str:
    return value if len(value) < 64 else f"{value[:12]}…"
