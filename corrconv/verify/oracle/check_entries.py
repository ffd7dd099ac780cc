"""Check a figure's facts against what the lesson makes it show."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from corrconv import catalog
from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson
from corrconv.verify.oracle.drawn_entries import At, Box, Drawing, where
from corrconv.verify.oracle.expected_entries import Cells, ExpectedEntry, ExpectedFigure, Words
from corrconv.verify.oracle.expected_layout import Name, Within
from corrconv.verify.oracle.registry import expected_figure

MARGIN = 0.02
"""What is drawn keeps so far from the picture's edges, as a share of its longer side."""


def check(facts: Mapping[str, Any], lesson: Lesson) -> list[str]:
    """Return what a figure's facts say wrongly, each naming figure and cell; nothing where all of
    them, and nothing else, follow from the lesson."""
    try:
        figure = catalog.named(str(facts["figure"]))
        return compare(facts, figure, expected_figure(figure, lesson))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return [f"{facts.get('figure')}: {error}"]


def compare(facts: Mapping[str, Any], figure: Figure, expected: ExpectedFigure) -> list[str]:
    """Return what a figure's facts say wrongly, where it is known what they must say."""
    return list(problems(facts, figure, expected))


def problems(facts: Mapping[str, Any], figure: Figure, expected: ExpectedFigure) -> Iterator[str]:
    """Yield what a figure's facts say wrongly, and look no further than is asked for."""
    for found in (_header, _terms, _differences):
        for problem in found(facts, expected):
            yield f"{figure.id} {figure.name}: {problem}"


def _header(facts: Mapping[str, Any], expected: ExpectedFigure) -> Iterator[str]:
    for name, value in expected.header.items():
        if facts[name] != value:
            yield f"{name} is {facts[name]!r}, expected {value!r}"
    size = facts["size"]
    if len(size) != 2 or not all(type(side) is int and side > 0 for side in size):
        yield f"size is {size!r}, expected the still's width and height"


def _terms(facts: Mapping[str, Any], expected: ExpectedFigure) -> Iterator[str]:
    """Yield the wrong terms of the worked output; there is one for each pixel in reading order."""
    drawn = facts["terms"]
    if len(drawn) != len(expected.terms):
        yield f"terms: there are {len(drawn)}, expected {len(expected.terms)}"
    for found, term in zip(drawn, expected.terms, strict=False):
        if found != term:
            yield f"terms {term['image']}: {found!r}, expected {term!r}".replace("'", "")


def _differences(facts: Mapping[str, Any], expected: ExpectedFigure) -> Iterator[str]:
    """Yield what is wrong with a drawing, each naming its place."""
    drawing = Drawing(facts)
    yield from _entries(drawing, expected.entries)
    for part in expected.parts:
        yield from part.misplaced(drawing)
    yield from _outside(drawing, facts["size"])
    yield from _overlapping(drawing, expected)


def _entries(drawing: Drawing, expected: Sequence[ExpectedEntry]) -> Iterator[str]:
    """Yield missing, unexpected and different entries."""
    asked: dict[tuple[str, str, At], list[str | Words]] = {}
    for entry in expected:
        asked.setdefault((entry.role, entry.grid, entry.at), []).append(entry.text)
    drawn: dict[tuple[str, str, At], list[str]] = {}
    for seen in drawing.entries:
        drawn.setdefault((seen.role, seen.grid, seen.at), []).append(seen.text)
    for key in dict.fromkeys([*asked, *drawn]):
        if drawn.get(key) != asked.get(key):
            place = where(key[1], key[2])
            yield from _place(key[0], place, drawn.get(key, []), asked.get(key, []))


def _place(
    role: str, place: str, drawn: Sequence[str], asked: Sequence[str | Words]
) -> Iterator[str]:
    """Yield missing, unexpected and different entries of one index of one grid."""
    unmatched = list(drawn)
    left: list[str | Words] = []
    for text in sorted(asked, key=lambda each: isinstance(each, Words)):
        fitting = [each for each in unmatched if _fits(each, text)]
        if fitting:
            unmatched.remove(fitting[0])
        else:
            left.append(text)
    for text, expected in zip(unmatched, left, strict=False):
        yield f"{place}: drawn {text!r}, expected {_quoted(expected)}"
    for text in unmatched[len(left) :]:
        again = "drawn twice" if asked else "unexpected"
        yield f"{place}: {again}: {role} {text!r}"
    for expected in left[len(unmatched) :]:
        yield f"{place}: {role} is missing, expected {_quoted(expected)}"


def _fits(text: str, expected: str | Words) -> bool:
    return expected.fits(text) if isinstance(expected, Words) else text == expected


def _quoted(expected: str | Words) -> str:
    return str(expected) if isinstance(expected, Words) else repr(expected)


def _outside(drawing: Drawing, size: Sequence[int]) -> Iterator[str]:
    margin = MARGIN * max(size)
    picture = Box(margin, margin, size[0] - margin, size[1] - margin)
    for entry in drawing.entries:
        if not picture.contains(entry.box):
            yield f"{where(entry.grid, entry.at)}: reaches into the picture's margin"


def _overlapping(drawing: Drawing, expected: ExpectedFigure) -> Iterator[str]:
    """Yield grids that cover each other and are not meant to."""
    grids = [part for part in expected.parts if isinstance(part, Cells) and not part.on]
    places = []
    for part in grids:
        frame = drawing.frame(part.role, part.grid)
        if frame is not None:
            places.append((part.grid, frame.around(list(part.texts))))
    for (first, one), (second, other) in itertools.combinations(places, 2):
        if one.overlaps(other):
            yield f"{second}: covers {first}"
    held = {part.name for part in expected.parts if isinstance(part, Within)}
    yield from _over_words(drawing, places, held)


def _over_words(
    drawing: Drawing, places: Sequence[tuple[str, Box]], held: Set[Name]
) -> Iterator[str]:
    """Yield labels and equations that run into a grid or into each other; a box's tag may, and what
    is `held` by a cell may run into grids."""
    lines = [
        entry
        for entry in drawing.entries
        if entry.role in ("label", "equation") and entry.text and not entry.grid.startswith("tag.")
    ]
    for entry in lines:
        for grid, place in places:
            if place.overlaps(entry.box) and Name(entry.role, entry.grid, entry.at) not in held:
                yield f"{where(entry.grid, entry.at)}: runs into {grid}"
    for one, other in itertools.combinations(lines, 2):
        if one.box.overlaps(other.box):
            yield f"{where(other.grid, other.at)}: runs into {where(one.grid, one.at)}"
