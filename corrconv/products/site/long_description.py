"""The long description of a figure and its equations, as its facts hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corrconv.core.operation import Operation
from corrconv.figures.phrases import NAMES
from corrconv.formula.mathml import to_mathml
from corrconv.formula.notation import equation
from corrconv.formula.tokens import MINUS, to_latex, to_typst

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DescriptionPart:
    """A heading of the long description, and what stands under it, item by item."""

    heading: str
    items: tuple[str, ...]


def description(facts: Facts) -> tuple[DescriptionPart, ...]:
    """Return the parts of the long description; none where the facts hold no words and no terms."""
    return tuple(part for part in (*_terms(facts), *_grids(facts), *_words(facts)) if part.items)


def operation_of(facts: Facts) -> Operation | None:
    """Return the operation that the facts are about."""
    slug = facts.get("operation")
    return next((each for each in Operation if each.slug == slug), None)


def _terms(facts: Facts) -> Iterator[DescriptionPart]:
    operation, terms = operation_of(facts), facts.get("terms") or []
    if operation is None or not terms:
        return
    there = [term for term in terms if term["exists"]]
    items = [f"x{_at(term['image'])} times h{_at(term['kernel'])}{_letter(term)}" for term in there]
    missing = len(terms) - len(there)
    if missing:
        items.append(f"{missing} more pixels meet no kernel element")
    yield DescriptionPart(f"Terms of y{_at(facts['output'])} by {NAMES[operation]}", tuple(items))


def _letter(term: Facts) -> str:
    return f", the element {term['letter']}" if term.get("letter") else ""


def _grids(facts: Facts) -> Iterator[DescriptionPart]:
    """Yield the cells of each grid in the order in which they are drawn."""
    grids: dict[str, list[Facts]] = {}
    for each in facts.get("drawn", ()):
        if each["index"] is not None and each["role"] != "axis":
            grids.setdefault(each.get("grid") or each["role"], []).append(each)
    for grid, cells in grids.items():
        yield DescriptionPart(f"Cells of the {_spoken(grid)}", tuple(_cells(cells)))


def _cells(cells: Sequence[Facts]) -> Iterator[str]:
    lettered = [f"{_at(each['index'])} shows {each['text']}" for each in cells if each["text"]]
    empty = [each["index"] for each in cells if not each["text"]]
    yield from lettered
    if empty:
        first, last = (
            _at([side(part) for part in zip(*empty, strict=True)]) for side in (min, max)
        )
        yield f"{len(empty)} without a text, from {first} to {last}"


def _words(facts: Facts) -> Iterator[DescriptionPart]:
    texts = (
        each["text"]
        for each in facts.get("drawn", ())
        if each["index"] is None and each["role"] != "axis" and each["text"]
    )
    yield DescriptionPart("Words and formulas", tuple(dict.fromkeys(texts)))


def _at(index: Sequence[int]) -> str:
    return f"[{','.join(map(str, index))}]".replace("-", MINUS)


def _spoken(grid: str) -> str:
    return grid.replace(".", ", ").replace("-", " ")


@dataclass(frozen=True, slots=True)
class WrittenEquation:
    """One equation with its name, in the three languages that pages are written in."""

    name: str
    typst: str
    latex: str
    mathml: str


def write_equations(operation: Operation | None) -> tuple[WrittenEquation, ...]:
    """Return the equation of `operation`; of the article's two where there is none."""
    both = (Operation.CONVOLUTION, Operation.CROSS_CORRELATION)
    return tuple(_write_equation(each) for each in ((operation,) if operation else both))


def join_equations(equations: Iterable[WrittenEquation], language: str) -> str:
    """Return the equations in one of the languages "typst", "latex" and "mathml", a line for
    each."""
    return "\n".join(str(getattr(each, language)) for each in equations)


def _write_equation(operation: Operation) -> WrittenEquation:
    formula = equation(operation)
    return WrittenEquation(
        NAMES[operation],
        f"$ {to_typst(formula)} $",
        rf"\[ {to_latex(formula)} \]",
        to_mathml(formula),
    )
