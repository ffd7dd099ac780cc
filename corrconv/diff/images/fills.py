"""The fills of drawn things as a baseline writes them: a colour for a grid, and exceptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corrconv.diff.facts.facts import Thing
from corrconv.diff.facts.naming import at
from corrconv.diff.images.palette import Colour
from corrconv.diff.sources.reading import ReadingError, table

USUAL = "all"
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
        told[group] = {USUAL: usual, **others} if others else usual
    return told


def read_painted(drawn: Sequence[Thing], told: Mapping[str, Any], where: str) -> tuple[Colour, ...]:
    """The fill of each thing, in their order; none where nothing is told."""
    if not told:
        return ()
    return tuple(_fill(told.get(group, ""), name, where) for group, name in _named(drawn))


def _fill(value: Any, name: str, where: str) -> Colour:
    colours = {USUAL: value} if isinstance(value, str) else table(value, f"{where}: fills")
    fill = colours.get(name, colours.get(USUAL))
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
