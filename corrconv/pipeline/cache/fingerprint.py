"""A fingerprint: everything that can change a file, as named components, and their digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from corrconv.pipeline.cache.sources import ROOT, Sources, digest, named
from corrconv.pipeline.cache.versions import versions

FILE, VERSION, FONTS, SETTING, WORDS = "file", "version", "fonts", "setting", "words"
"""Kinds of components."""

THEME = "theme "
"""Begins the settings that are a theme's; a fingerprint keeps only those that were read."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The values of components by their names; a component is called "kind:name"."""

    components: Mapping[str, str]
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        text = json.dumps(dict(sorted(self.components.items())), separators=(",", ":"))
        object.__setattr__(self, "components", MappingProxyType(dict(self.components)))
        object.__setattr__(self, "digest", digest(text.encode()))

    @property
    def files(self) -> dict[str, str]:
        """Return the digests of the sources and other files that it covers, by name."""
        begin = f"{FILE}:"
        every = self.components.items()
        return {name.removeprefix(begin): of for name, of in every if name.startswith(begin)}

    def with_theme_parts(self, parts: Iterable[str]) -> Fingerprint:
        """Return the fingerprint of a drawing that reads only these parts of its theme."""
        read = {f"{SETTING}:{THEME}{part}" for part in parts}
        kept = {
            name: value
            for name, value in self.components.items()
            if name in read or not name.startswith(f"{SETTING}:{THEME}")
        }
        return Fingerprint(kept)


def theme_parts_read(components: Mapping[str, str]) -> frozenset[str]:
    """Return the parts of its theme that the drawing with these components reads."""
    begin = f"{SETTING}:{THEME}"
    return frozenset(name.removeprefix(begin) for name in components if name.startswith(begin))


def of_kind(kind: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return `values` as components of one kind."""
    return {f"{kind}:{name}": value for name, value in values.items()}


def of_code(file: str) -> dict[str, str]:
    """Return what can change the files that the module in `file`, its own `__file__`, writes: the
    sources that it imports, the templates beside it and the versions of libraries."""
    name = named(ROOT, Path(file))
    sources = Sources(ROOT, [__name__.partition(".")[0]])
    templates = sources.data(name.rpartition("/")[0])
    return {
        **of_kind(FILE, {**sources.closure(name), **templates}),
        **of_kind(VERSION, versions(sources.libraries(name))),
    }


def reasons(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """Return why the fingerprints with these components differ, a phrase for each that does."""
    names = sorted(set(old) | set(new))
    return tuple(
        _reason(name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    )


def _reason(component: str, old: str | None, new: str | None) -> str:
    kind, _, name = component.partition(":")
    if old is None or new is None:
        return f"{name} {'added' if old is None else 'removed'}"
    return f"{name} changed" if kind in {FILE, FONTS, WORDS} else f"{name} {old} → {new}"
