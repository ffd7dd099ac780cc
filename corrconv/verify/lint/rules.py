"""The rules of the lint, one function each, over the `look` of a figure's facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import Any

from corrconv.core.operation import Operation
from corrconv.theme.contrast import LARGE_RATIO, TEXT_RATIO
from corrconv.theme.theme import Theme

SIZE = 14.0
"""Least size of type in pixels, where a frame is shown 720 pixels wide."""

LETTERS = 6.0
"""Least height of a letter or a digit in such a frame: that of an x at this size. Indices of a sum
are smaller than the sum."""

LARGE = 24.0
"""Type of this size is large and may have less contrast (WCAG 2.2, 1.4.3)."""

AIR = 0.10
"""Least share of a cell's width and height that its text leaves free, half on each side."""

MARGIN = 0.05
"""Least share of the frame between its edge and what is drawn: the safe title area of SMPTE
ST 2046-1."""

EDGE = 0.045
"""Least share of a still's longer side between its edge and what is drawn."""

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A breach of a rule: where, the number that was met, the one that is wanted, and both in a
    sentence; `step` are the words of the step that ends so."""

    rule: str
    where: str
    met: float
    wanted: float
    sentence: str
    step: str = ""


def overlap(look: Entry, theme: Theme | None) -> Iterator[Flaw]:
    """Find texts that lie on another one, or are half covered."""
    for each in _measured(look, "apart"):
        depth = -each["value"]
        other = f"{each['other']} {each['other_text']!r}".replace(" ''", "")
        sentence = f"{each['text']!r} and {other} overlap by {depth:g} px"
        yield Flaw("text overlap", each["where"], depth, 0, sentence, each["step"])


def cell(look: Entry, theme: Theme | None) -> Iterator[Flaw]:
    """Find texts that leave their cell, or fill it."""
    for each in _measured(look, "air"):
        if each["value"] < AIR:
            has = f"has {each['value']:.1%} of its cell free"
            sentence = "leaves its cell" if each["value"] < 0 else has
            sentence = f"{each['text']!r} {sentence}, wanted {AIR:.0%}"
            yield Flaw(
                "text in its cell", each["where"], each["value"], AIR, sentence, each["step"]
            )


def margin(look: Entry, theme: Theme | None) -> Iterator[Flaw]:
    """Find what is drawn in the margin of the frame, or of the still."""
    for kind, least in (("margin", MARGIN), ("edge", EDGE)):
        for each in _measured(look, kind):
            if each["value"] < least:
                of = "frame" if kind == "margin" else "still"
                sentence = f"{each['value']:.1%} from the {each['side']} of the {of}"
                sentence += f", wanted {least:.1%}"
                yield Flaw(
                    "safe margin", each["where"], each["value"], least, sentence, each["step"]
                )


def size(look: Entry, theme: Theme | None) -> Iterator[Flaw]:
    """Find texts that are too small to be read."""
    for kind, least, what in (("size", SIZE, "is set in"), ("letters", LETTERS, "has letters of")):
        for each in _measured(look, kind):
            if each["value"] < least:
                sentence = f"{each['text']!r} {what} {each['value']:g} px at 720 px width"
                sentence += f", wanted {least:g}"
                yield Flaw(
                    "readable size", each["where"], each["value"], least, sentence, each["step"]
                )


def contrast(look: Entry, theme: Theme | None) -> Iterator[Flaw]:
    """Find texts that have too little contrast with what they stand on. What is dimmed on purpose,
    while something else is in focus, is not measured."""
    for each in _measured(look, "contrast"):
        usual = LARGE_RATIO if each["size"] >= LARGE else TEXT_RATIO
        least = min(usual, _excused(theme, each["ink"], each["ground"], usual))
        if each["value"] < least:
            sentence = (
                f"{each['text']!r} {each['ink']} on {each['ground']} has {each['value']:.2f} : 1"
            )
            sentence += f", wanted {least:g} : 1"
            yield Flaw("contrast", each["where"], each["value"], least, sentence, each["step"])


def colour_alone(look: Entry, theme: Theme | None) -> Iterator[Flaw]:
    """Find boxes of two operations in one grid that nothing but a colour tells apart."""
    slugs = {operation.slug for operation in Operation}
    boxes = {
        grid: style for grid, style in look["dashes"].items() if grid.rpartition(".")[2] in slugs
    }
    for one, other in combinations(sorted(boxes), 2):
        (first, slug), (second, twin) = (each.rsplit(".", 1) for each in (one, other))
        thumbnails = "thumbnail" in (first, second)
        if slug != twin and boxes[one] == boxes[other] and not thumbnails:
            sentence = f"{one} and {other} are both drawn {boxes[one]}"
            yield Flaw("colour alone", one, 0, 1, sentence)


RULES: Mapping[str, Callable[[Entry, Theme | None], Iterator[Flaw]]] = MappingProxyType(
    {
        "text overlap": overlap,
        "text in its cell": cell,
        "safe margin": margin,
        "readable size": size,
        "contrast": contrast,
        "colour alone": colour_alone,
    }
)


def find_flaws(look: Entry, theme: Theme | None) -> Iterator[Flaw]:
    """Yield what the rules find; `theme`, None where it is unknown, may excuse a contrast."""
    for rule in RULES.values():
        yield from rule(look, theme)


def _measured(look: Entry, kind: str) -> list[Any]:
    return list(look["layout"].get(kind, ()))


def _excused(theme: Theme | None, ink: str, ground: str, usual: float) -> float:
    for each in theme.exempt if theme else ():
        if theme and {theme.of(role) for role in each.roles} == {ink, ground}:
            return each.least
    return usual
