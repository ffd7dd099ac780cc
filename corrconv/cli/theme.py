"""`theme`: what a theme's colours are worth."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from corrconv.cli import options
from corrconv.pipeline.plan.request import refusing
from corrconv.pipeline.report.console import print_line
from corrconv.theme.colour import VISIONS
from corrconv.theme.contrast import PairMeasure, measure_pairs
from corrconv.theme.loader import SHIPPED, read, shipped
from corrconv.theme.theme import Theme


@click.command("theme")
@click.argument("themes", nargs=-1)
@options.as_json
@click.pass_context
def command(context: click.Context, themes: tuple[str, ...], as_json: bool) -> None:
    """Measure THEMES, names or TOML files: contrast, and distances for every vision."""
    found = [_find(name) for name in themes or SHIPPED]
    measures = {theme.name: tuple(measure_pairs(theme)) for theme in found}
    if as_json:
        body = {
            name: [{**asdict(each), "good": each.good} for each in pairs]
            for name, pairs in measures.items()
        }
        print_line(json.dumps(body, indent=1))
    else:
        for name, pairs in measures.items():
            for line in _lines(name, pairs):
                print_line(line)
    context.exit(0 if all(each.good for pairs in measures.values() for each in pairs) else 1)


@refusing()
def _find(name: str) -> Theme:
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
