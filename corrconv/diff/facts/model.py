"""The facts of a figure as they are compared: what its final state shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from corrconv.core.index import Index
from corrconv.diff.sources.reading import ReadingError, listed, number, table, text

MOST_DRAWN = 20_000
LARGEST_INDEX = 1_000_000
_OWN = frozenset({"drawn", "terms", "look"})

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels of the still."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Describe one drawn thing: its role, its grid, its index if it has one, its text, its box."""

    role: str
    grid: str
    index: Index | None
    text: str
    box: Box

    @property
    def key(self) -> tuple[str, str, Index | None]:
        """Return role, grid and index; several things can share them."""
        return self.role, self.grid, self.index

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height in pixels."""
        left, top, right, bottom = self.box
        return right - left, bottom - top


@dataclass(frozen=True, slots=True)
class Product:
    """Describe one term of a sum: a pixel, the kernel element that it meets, and its letter."""

    image: Index
    kernel: Index
    letter: str
    exists: bool


@dataclass(frozen=True, slots=True)
class ComparedFacts:
    """Describe what a still shows.

    `theme_parts` is what the figure read of its theme: colours by role, and sizes. `settings` are
    the other facts, such as `output`, by name.
    """

    settings: Mapping[str, str]
    theme_parts: Mapping[str, str]
    drawn: tuple[Thing, ...]
    products: tuple[Product, ...]


def read_facts(value: Any, what: str) -> ComparedFacts:
    """Read the facts in a parsed facts file; ReadingError in one sentence where they are none."""
    body = table(value, what)
    return ComparedFacts(
        settings=MappingProxyType(
            {
                text(name, what): _format_setting(body[name], what)
                for name in sorted(body)
                if name not in _OWN
            }
        ),
        theme_parts=MappingProxyType(_look(body.get("look"), what)),
        drawn=listed(body.get("drawn"), f"{what}: drawn", MOST_DRAWN, partial(_thing, what)),
        products=listed(body.get("terms"), f"{what}: terms", MOST_DRAWN, partial(_term, what)),
    )


def _look(value: Any, what: str) -> dict[str, str]:
    """Read the parts of the theme; facts of an older version have none."""
    if value is None:
        return {}
    theme = table(table(value, f"{what}: look").get("theme", {}), f"{what}: look")
    return {text(name, what): text(theme[name], f"{what}: {name}") for name in sorted(theme)}


def _format_setting(value: Any, what: str) -> str:
    """Format a setting: text as it is, nothing as a dash, all else as JSON."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return text(value, what)
    return text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), what)


def _thing(what: str, value: Any) -> Thing:
    body = table(value, f"{what}: drawn")
    return Thing(
        role=text(body.get("role"), f"{what}: role"),
        grid=text(body.get("grid", ""), f"{what}: grid"),
        index=read_index(body.get("index"), what),
        text=text(body.get("text"), f"{what}: text"),
        box=read_box(body.get("bbox"), what),
    )


def _term(what: str, value: Any) -> Product:
    body = table(value, f"{what}: terms")
    image, kernel = read_index(body.get("image"), what), read_index(body.get("kernel"), what)
    if image is None or kernel is None or not isinstance(body.get("exists"), bool):
        raise ReadingError(f"{what}: a term has no pixel or no kernel element")
    letter = body.get("letter")
    name = "" if letter is None else text(letter, f"{what}: letter")
    return Product(image, kernel, name, body["exists"])


def read_index(value: Any, what: str) -> Index | None:
    """Read an index from its list of two, None from nothing."""
    if value is None:
        return None
    if (
        not isinstance(value, list)
        or len(value) != 2
        or any(isinstance(each, bool) or not isinstance(each, int) for each in value)
        or any(abs(each) > LARGEST_INDEX for each in value)
    ):
        raise ReadingError(f"{what}: wanted an index [col, row], got {str(value)[:40]}")
    return Index(*value)


def read_box(value: Any, what: str) -> Box:
    """Read a box from its list of four."""
    edges = listed(value, f"{what}: bbox", 4, lambda edge: number(edge, f"{what}: bbox"))
    if len(edges) != 4 or None in edges:
        raise ReadingError(f"{what}: wanted a bbox of four numbers, got {str(value)[:40]}")
    left, top, right, bottom = edges
    return left, top, right, bottom
