"""The words of a page: plain text and formulas, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from corrconv.core.index import Index
from corrconv.figures.operation_names import SHORT
from corrconv.formula.notation import at
from corrconv.formula.tokens import Formula
from corrconv.products.worksheet.exercise.exercise import (
    ELEMENT,
    INDEX,
    PIXEL,
    PRODUCT,
    VALUE,
    Exercise,
)
from corrconv.products.worksheet.exercise.sheet import Sheet

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
    """What the page is about."""
    if sheet.exercise is Exercise.WHICH:
        return ("Which operation made ", _output(sheet), "?")
    return (f"{SHORT[sheet.operation].capitalize()}: {_SUBJECTS[sheet.exercise]} ", _output(sheet))


def tasks(sheet: Sheet) -> tuple[Phrase, ...]:
    """What is to be done, step by step."""
    return tuple(_TASKS[sheet.exercise](sheet))


def intro(sheet: Sheet) -> Phrase:
    """What has to be known before the tasks; empty where nothing has."""
    if sheet.exercise is not Exercise.WHICH:
        return ()
    return (
        "A program has computed ",
        _output(sheet),
        " as a sum of products. The table says which kernel element it multiplied each pixel with.",
    )


def notes(sheet: Sheet) -> tuple[Phrase, ...]:
    """How the drawing is to be read, and what a patch meets that leaves the image."""
    reading: tuple[Phrase, ...] = (
        ("An index is [column, row].",),
        ("Columns count to the right, rows downwards.",),
        ("A double frame marks [0,0].",),
    )
    missing = sheet.outside
    if not missing:
        return reading
    met = (
        "One kernel element meets no pixel and adds nothing."
        if missing == 1
        else f"{missing} kernel elements meet no pixel and add nothing."
    )
    return (*reading, (met,))


def choices() -> tuple[str, ...]:
    """The names of the operations where one is to be chosen, in their order."""
    return tuple(SHORT.values())


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
