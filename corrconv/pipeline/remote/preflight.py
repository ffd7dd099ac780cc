"""The preflight: whether another machine would draw the same, asked of it before anything is
drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corrconv.pipeline.cache.fingerprint import FILE, FONTS, SETTING, VERSION, Fingerprint
from corrconv.pipeline.cache.fingerprinter import environment_components
from corrconv.pipeline.cache.sources import digest, located
from corrconv.pipeline.remote.remote_task import root_here

MISSING = "missing"
MOST = 3
"""Differences that a sentence names."""


def shared_components(fingerprints: Iterable[Fingerprint]) -> dict[str, str]:
    """Return the components of these fingerprints that must be the same on every machine. Lessons
    come along, and a job's own settings are sent with it."""
    every = {name: value for each in fingerprints for name, value in each.components.items()}
    return {name: value for name, value in sorted(every.items()) if _shared(name)}


def component_values(root: str, names: Iterable[str]) -> dict[str, str]:
    """Return the components `names` as they are on the machine that this is called on."""
    known, folder = environment_components(), root_here(root)
    found = {}
    for name in names:
        kind, _, path = name.partition(":")
        if kind != FILE:
            found[name] = known.get(name, MISSING)
            continue
        try:
            found[name] = digest(located(folder, path).read_bytes())
        except OSError:
            found[name] = MISSING
    return found


def difference(where: str, theirs: Mapping[str, str], ours: Mapping[str, str]) -> str | None:
    """Say in a sentence what a machine has otherwise; None where it has the same."""
    names = [name for name in sorted(ours, key=_rank) if theirs.get(name, MISSING) != ours[name]]
    if not names:
        return None
    differences = "; ".join(
        f"{_called(name)} is {_short(theirs.get(name, MISSING))} there, {_short(ours[name])} here"
        for name in names[:MOST]
    )
    more = f"; and {len(names) - MOST} more" if len(names) > MOST else ""
    return f"worker {where} would draw something else: {differences}{more}"


def _shared(component: str) -> bool:
    kind, _, name = component.partition(":")
    if kind == FILE:
        return not name.startswith("lessons/")
    return kind in {VERSION, FONTS} or component in {f"{SETTING}:schema"}


def _rank(component: str) -> tuple[bool, str]:
    """Sort versions first: they explain the rest."""
    return (not component.startswith(VERSION), component)


def _called(component: str) -> str:
    kind, _, name = component.partition(":")
    return name if kind in {FILE, VERSION} else f"{kind} {name}"


def _short(value: str) -> str:
    return value if len(value) < 64 else f"{value[:12]}…"
