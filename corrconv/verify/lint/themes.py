"""What the pairs of a theme measure, for its author."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corrconv.pipeline.plan.request import RequestError
from corrconv.theme.colour import VISIONS
from corrconv.theme.contrast import PairMeasure, measure_pairs
from corrconv.theme.loader import SHIPPED, read, shipped
from corrconv.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say; 1 where a pair is too close, 0 otherwise."""

    text: str
    exit_status: int


def measurements(names: Iterable[str], as_json: bool) -> Told:
    """Every pair of these themes, of all that ship where none is named; RequestError for what is
    no theme."""
    try:
        themes = [_named(name) for name in names] or [shipped(name) for name in SHIPPED]
    except ValueError as error:
        raise RequestError(str(error)) from error
    found = {theme.name: tuple(measure_pairs(theme)) for theme in themes}
    bad = any(not each.good for pairs in found.values() for each in pairs)
    if as_json:
        body = {
            name: [{**asdict(each), "good": each.good} for each in pairs]
            for name, pairs in found.items()
        }
        return Told(json.dumps(body, indent=1), int(bad))
    return Told("\n".join(line for name in found for line in _lines(name, found[name])), int(bad))


def _named(name: str) -> Theme:
    if name in SHIPPED:
        return shipped(name)
    if not name.endswith(".toml"):
        raise ValueError(f"unknown theme {name!r}: wanted {', '.join(SHIPPED)} or a TOML file")
    return read(Path(name))


def _lines(name: str, pairs: Sequence[PairMeasure]) -> Iterator[str]:
    yield f"{name}: contrast"
    for each in pairs:
        if not each.cue:
            wanted = f"wanted {each.least:g}" + (f" ({each.why})" if each.why else "")
            pair = f"{each.what} {each.first} on {each.second}"
            yield f"  {_mark(each)} {each.met:5.2f} {pair}, {wanted}"
    yield f"{name}: distance (CIEDE2000) {', '.join(VISIONS)}"
    pairs = [each for each in pairs if each.cue]
    for start in range(0, len(pairs), len(VISIONS)):
        group = pairs[start : start + len(VISIONS)]
        mark = "ok" if all(each.good for each in group) else "NO"
        far = " ".join(f"{each.met:5.1f}" for each in group)
        yield f"  {mark} {far} {group[0].first}, {group[0].second}; besides: {group[0].cue}"


def _mark(measure: PairMeasure) -> str:
    return "ok" if measure.good else "NO"
