"""Long descriptions of figures, from their facts: every term and every cell, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corrconv.core.operation import Operation
from corrconv.figures.operation_names import SHORT
from corrconv.formula.tokens import MINUS

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it, item by item."""

    heading: str
    items: tuple[str, ...]


def description(facts: Facts) -> tuple[Part, ...]:
    """The parts of the long description; none where the facts hold no words and no terms."""
    return tuple(part for part in (*_terms(facts), *_grids(facts), *_words(facts)) if part.items)


def operation_of(facts: Facts) -> Operation | None:
    """The operation that the facts are about."""
    slug = facts.get("operation")
    return next((each for each in Operation if each.slug == slug), None)


def _terms(facts: Facts) -> Iterator[Part]:
    operation, terms = operation_of(facts), facts.get("terms") or []
    if operation is None or not terms:
        return
    there = [term for term in terms if term["exists"]]
    items = [f"x{_at(term['image'])} times h{_at(term['kernel'])}{_letter(term)}" for term in there]
    missing = len(terms) - len(there)
    if missing:
        items.append(f"{missing} more pixels meet no kernel element")
    yield Part(f"Terms of y{_at(facts['output'])} by {SHORT[operation]}", tuple(items))


def _letter(term: Facts) -> str:
    return f", the element {term['letter']}" if term.get("letter") else ""


def _grids(facts: Facts) -> Iterator[Part]:
    """The cells of each grid in the order in which they are drawn."""
    grids: dict[str, list[Facts]] = {}
    for each in facts.get("drawn", ()):
        if each["index"] is not None and each["role"] != "axis":
            grids.setdefault(each.get("grid") or each["role"], []).append(each)
    for grid, cells in grids.items():
        yield Part(f"Cells of the {_spoken(grid)}", tuple(_cells(cells)))


def _cells(cells: Sequence[Facts]) -> Iterator[str]:
    lettered = [f"{_at(each['index'])} shows {each['text']}" for each in cells if each["text"]]
    empty = [each["index"] for each in cells if not each["text"]]
    yield from lettered
    if empty:
        first, last = (
            _at([side(part) for part in zip(*empty, strict=True)]) for side in (min, max)
        )
        yield f"{len(empty)} without a text, from {first} to {last}"


def _words(facts: Facts) -> Iterator[Part]:
    texts = (
        each["text"]
        for each in facts.get("drawn", ())
        if each["index"] is None and each["role"] != "axis" and each["text"]
    )
    yield Part("Words and formulas", tuple(dict.fromkeys(texts)))


def _at(index: Sequence[int]) -> str:
    return f"[{','.join(map(str, index))}]".replace("-", MINUS)


def _spoken(grid: str) -> str:
    return grid.replace(".", ", ").replace("-", " ")
