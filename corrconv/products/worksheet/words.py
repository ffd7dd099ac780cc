"""The words and formulas of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from corrconv.core.index import Index
from corrconv.core.operation import Operation
from corrconv.core.rational import Number
from corrconv.figures.phrases import NAMES
from corrconv.formula.notation import at, element, number
from corrconv.formula.sums import in_parentheses
from corrconv.formula.tokens import DOT, EQUALS, PLUS, Formula
from corrconv.products.worksheet.exercise import (
    ELEMENT,
    INDEX,
    PIXEL,
    PRODUCT,
    VALUE,
    Exercise,
)
from corrconv.products.worksheet.sheet import Sheet, SheetRow

Phrase = tuple["str | Formula", ...]
"""Words and formulas in their order."""

HEADS: Mapping[str, str] = MappingProxyType(
    {
        PIXEL: "pixel",
        VALUE: "value",
        INDEX: "kernel index",
        ELEMENT: "element",
        PRODUCT: "product",
    }
)
"""What stands over the columns of the table."""


def heading(sheet: Sheet) -> Phrase:
    """Return the heading: what the page is about."""
    if sheet.exercise is Exercise.WHICH:
        return ("Which operation made ", _output(sheet), "?")
    return (f"{NAMES[sheet.operation].capitalize()}: {_SUBJECTS[sheet.exercise]} ", _output(sheet))


def tasks(sheet: Sheet) -> tuple[Phrase, ...]:
    """Return what is to be done, step by step."""
    return tuple(_TASKS[sheet.exercise](sheet))


def intro(sheet: Sheet) -> Phrase:
    """Return what has to be known before the tasks; empty where nothing has."""
    if sheet.exercise is not Exercise.WHICH:
        return ()
    return (
        "A program has computed ",
        _output(sheet),
        " as a sum of products. The table says which kernel element it multiplied each pixel with.",
    )


def notes(sheet: Sheet) -> tuple[Phrase, ...]:
    """Return how the drawing is to be read, and what a patch meets that leaves the image."""
    reading: tuple[Phrase, ...] = (
        ("An index is [column, row].",),
        ("Columns count to the right, rows downwards.",),
        ("A double frame marks [0,0].",),
    )
    missing = sheet.outside
    if not missing:
        return reading
    sentence = (
        "One kernel element meets no pixel and adds nothing."
        if missing == 1
        else f"{missing} kernel elements meet no pixel and add nothing."
    )
    return (*reading, (sentence,))


def choices() -> tuple[str, ...]:
    """Return the names of the operations where one is to be chosen, in their order."""
    return tuple(NAMES.values())


def _output(sheet: Sheet) -> Formula:
    return at("y", sheet.output)


def _terms(sheet: Sheet) -> Iterator[Phrase]:
    yield ("Frame in the image the pixels that ", _output(sheet), " reads.")
    yield (
        "Fill in one row for each of them: the pixel, the index of the kernel element that it is "
        "multiplied with, that element, and the product.",
    )
    if sheet.asks_result:
        yield ("Write ", _output(sheet), " as the sum of the products.")


def _letters(sheet: Sheet) -> Iterator[Phrase]:
    yield (
        "For each pixel work out the index of the kernel element that it is multiplied with, "
        "name the element, and write the product.",
    )
    if sheet.asks_result:
        yield ("Write ", _output(sheet), " as the sum of the products.")


def _patch(sheet: Sheet) -> Iterator[Phrase]:
    yield ("Frame in the image the pixels that ", _output(sheet), " reads.")
    yield ("Write into each of them the kernel element that it is multiplied with.",)
    yield ("Which pixel does ", at("h", Index(0, 0)), " meet?")


def _numbers(sheet: Sheet) -> Iterator[Phrase]:
    yield (
        "For each pixel write its value, the index of the kernel element that it is multiplied "
        "with, that element, and the product.",
    )
    yield ("Add up the products: what is ", _output(sheet), "?")


def _which(sheet: Sheet) -> Iterator[Phrase]:
    yield ("Write down the index of each of these kernel elements.",)
    yield ("Tick the operation that the program computes.",)


_SUBJECTS: Mapping[Exercise, str] = MappingProxyType(
    {
        Exercise.TERMS: "the terms of",
        Exercise.LETTERS: "the kernel elements of",
        Exercise.PATCH: "the patch of",
        Exercise.NUMBERS: "the value of",
    }
)

_TASKS: Mapping[Exercise, Callable[[Sheet], Iterator[Phrase]]] = MappingProxyType(
    {
        Exercise.TERMS: _terms,
        Exercise.LETTERS: _letters,
        Exercise.PATCH: _patch,
        Exercise.NUMBERS: _numbers,
        Exercise.WHICH: _which,
    }
)


_LINE = 5
"""Products that stand in one line of a sum."""


def cell(row: SheetRow, column: str) -> Formula:
    """Return what stands in `column` of the table once it is filled in."""
    if column == PIXEL:
        return at("x", row.term.image)
    if column == INDEX:
        return at("h", row.term.kernel)
    if column == ELEMENT:
        return element_formula(row.element)
    if column == VALUE and row.value is not None:
        return number(row.value)
    if column == PRODUCT:
        return _product(row)
    raise KeyError(f"a page without numbers has no column {column}")


def element_formula(value: str | Number) -> Formula:
    """Return what stands in a cell: a bold name or a number."""
    return (element(value),) if isinstance(value, str) else number(value)


def result_lines(sheet: Sheet) -> tuple[Formula, ...]:
    """Return y as a number, or as a sum of products in lines of a few."""
    if sheet.result is not None:
        return (number(sheet.result),)
    rows = sheet.rows
    starts = range(0, len(rows), _LINE)
    return tuple(_line(rows[start : start + _LINE], start + _LINE < len(rows)) for start in starts)


def left_side(sheet: Sheet) -> Formula:
    """Return y[m,n] with its numbers and the sign of equality."""
    return (*at("y", sheet.output), EQUALS)


def right_choices(sheet: Sheet) -> tuple[bool, ...]:
    """Tell, for each operation, whether it is the page's."""
    return tuple(operation is sheet.operation for operation in Operation)


def _line(rows: tuple[SheetRow, ...], continued: bool) -> Formula:
    """Add up products; a sign ends a line that is continued."""
    formula: Formula = ()
    for place, row in enumerate(rows):
        formula = (*formula, *((PLUS,) if place else ()), *_product(row))
    return (*formula, PLUS) if continued else formula


def _product(row: SheetRow) -> Formula:
    if row.product is not None:
        return number(row.product)
    return (
        *at("x", row.term.image),
        DOT,
        *in_parentheses(row.element, element_formula(row.element)),
    )
