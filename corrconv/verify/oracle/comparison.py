"""Comparing what was drawn with what must be."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from corrconv.verify.oracle.drawing import At, Box, Drawing, where
from corrconv.verify.oracle.parts import Cells, Want, Wanted, Words

MARGIN = 0.02
"""What is drawn keeps so far from the picture's edges, as a share of its longer side."""


def judge(facts: dict[str, Any], wanted: Wanted) -> Iterator[str]:
    """What is wrong with a drawing, each naming its place."""
    drawing = Drawing(facts)
    yield from _entries(drawing, wanted.entries)
    for part in wanted.parts:
        yield from part.misplaced(drawing)
    yield from _outside(drawing, facts["size"])
    yield from _overlapping(drawing, wanted)


def _entries(drawing: Drawing, wanted: Sequence[Want]) -> Iterator[str]:
    """Missing, unexpected and different entries."""
    asked: dict[tuple[str, str, At], list[str | Words]] = {}
    for want in wanted:
        asked.setdefault((want.role, want.grid, want.at), []).append(want.text)
    drawn: dict[tuple[str, str, At], list[str]] = {}
    for entry in drawing.entries:
        drawn.setdefault((entry.role, entry.grid, entry.at), []).append(entry.text)
    for key in dict.fromkeys([*asked, *drawn]):
        if drawn.get(key) != asked.get(key):
            place = where(key[1], key[2])
            yield from _place(key[0], place, drawn.get(key, []), asked.get(key, []))


def _place(
    role: str, place: str, drawn: Sequence[str], asked: Sequence[str | Words]
) -> Iterator[str]:
    """The same for one index of one grid."""
    met = list(drawn)
    left: list[str | Words] = []
    for text in sorted(asked, key=lambda each: isinstance(each, Words)):
        fitting = [each for each in met if _fits(each, text)]
        if fitting:
            met.remove(fitting[0])
        else:
            left.append(text)
    for text, expected in zip(met, left, strict=False):
        yield f"{place}: drawn {text!r}, expected {_quoted(expected)}"
    for text in met[len(left) :]:
        again = "drawn twice" if asked else "unexpected"
        yield f"{place}: {again}: {role} {text!r}"
    for expected in left[len(met) :]:
        yield f"{place}: {role} is missing, expected {_quoted(expected)}"


def _fits(text: str, wanted: str | Words) -> bool:
    return wanted.fit(text) if isinstance(wanted, Words) else text == wanted


def _quoted(wanted: str | Words) -> str:
    return str(wanted) if isinstance(wanted, Words) else repr(wanted)


def _outside(drawing: Drawing, size: Sequence[int]) -> Iterator[str]:
    margin = MARGIN * max(size)
    picture = Box(margin, margin, size[0] - margin, size[1] - margin)
    for entry in drawing.entries:
        if not picture.contains(entry.box):
            yield f"{where(entry.grid, entry.at)}: reaches into the picture's margin"


def _overlapping(drawing: Drawing, wanted: Wanted) -> Iterator[str]:
    """Grids that cover each other and are not meant to."""
    grids = [part for part in wanted.parts if isinstance(part, Cells) and not part.on]
    places = []
    for part in grids:
        frame = drawing.frame(part.role, part.grid)
        if frame is not None:
            places.append((part.grid, frame.around(list(part.texts))))
    for (first, one), (second, other) in itertools.combinations(places, 2):
        if one.overlaps(other):
            yield f"{second}: covers {first}"
    yield from _over_words(drawing, places)


def _over_words(drawing: Drawing, places: Sequence[tuple[str, Box]]) -> Iterator[str]:
    """Labels and equations that run into a grid or into each other; a box's tag may."""
    lines = [
        entry
        for entry in drawing.entries
        if entry.role in ("label", "equation") and entry.text and not entry.grid.startswith("tag.")
    ]
    for entry in lines:
        for grid, place in places:
            if place.overlaps(entry.box):
                yield f"{where(entry.grid, entry.at)}: runs into {grid}"
    for one, other in itertools.combinations(lines, 2):
        if one.box.overlaps(other.box):
            yield f"{where(other.grid, other.at)}: runs into {where(one.grid, one.at)}"
