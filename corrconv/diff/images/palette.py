"""The colours of a still: those of the theme's roles, and the fill of each drawn thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corrconv.diff.facts.facts import Facts, Thing
from corrconv.diff.facts.naming import BOX, CELLS
from corrconv.diff.images.pixels import Pixels, area
from corrconv.theme.loader import SHIPPED, shipped
from corrconv.theme.theme import Theme

SMALLEST = 10
"""Pixels of the shorter side of a thing that has a fill of its own."""

_COLOUR = re.compile("#[0-9A-F]{6}")

Colour = str
"""#RRGGBB."""


def fills(pixels: Pixels, drawn: Sequence[Thing]) -> tuple[Colour, ...]:
    """The colour that most of each drawn thing has, in their order; "" for type and boxes, which
    have none, and for what is too small to tell."""
    return tuple(_fill(pixels, thing) for thing in drawn)


def hexadecimal(colour: Sequence[int]) -> Colour:
    """#RRGGBB of red, green and blue."""
    return "#{:02X}{:02X}{:02X}".format(*(int(part) for part in colour))


def channels(colour: Colour) -> NDArray[np.int16]:
    """Red, green and blue of #RRGGBB."""
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], np.int16)


def alike(one: Colour, other: Colour, level: float) -> bool:
    """Whether two colours differ by at most `level` in every channel."""
    if one == other:
        return True
    if not one or not other:
        return False
    return bool(np.abs(channels(one) - channels(other)).max() <= level)


def filled(thing: Thing) -> bool:
    """Whether it has a fill: a cell, or what is no type; a box has only its line."""
    return thing.role in CELLS or (thing.role != BOX and not thing.text)


def known_theme(name: str) -> Theme | None:
    """The theme of this name that ships, None where there is none."""
    return shipped(name) if name in SHIPPED else None


def roles(facts: Facts, theme: str) -> dict[str, Colour]:
    """The colour of each role: what the figure read of its theme; the theme that ships where its
    facts do not say."""
    told = {name: value.upper() for name, value in facts.look.items() if is_colour(value)}
    known = known_theme(theme)
    if told or known is None:
        return told
    return {name: known.of(name).upper() for name in known.roles()}


def is_colour(value: str) -> bool:
    """Whether it is #RRGGBB."""
    return _COLOUR.fullmatch(value.upper()) is not None


def _fill(pixels: Pixels, thing: Thing) -> Colour:
    if not filled(thing):
        return ""
    rows, cols = area(thing.box, pixels.shape)
    part = pixels[rows, cols]
    shorter = min(part.shape[:2])
    if shorter < SMALLEST:
        return ""
    edge = shorter // 5
    inner = _packed(part[edge : part.shape[0] - edge, edge : part.shape[1] - edge])
    colours, counts = np.unique(inner, return_counts=True)
    return f"#{int(colours[counts.argmax()]):06X}"


def _packed(pixels: Pixels) -> NDArray[np.int64]:
    wide = pixels.astype(np.int64)
    packed: NDArray[np.int64] = wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2]
    return packed
