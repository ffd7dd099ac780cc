"""A page as plain data, which the template sets: what is drawn where, and what is blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corrconv.core.index import Index, Support
from corrconv.core.operation import Operation
from corrconv.core.rational import Number
from corrconv.formula.notation import at, bracketed, equation, general_term, name
from corrconv.formula.tokens import Formula, plain, to_typst
from corrconv.products.worksheet.exercise import Exercise
from corrconv.products.worksheet.handout import Handout
from corrconv.products.worksheet.sheet import LONG, Sheet
from corrconv.products.worksheet.words import (
    HEADS,
    Phrase,
    cell,
    choices,
    element_formula,
    heading,
    intro,
    left_side,
    notes,
    result_lines,
    right_choices,
    tasks,
)

Data = dict[str, Any]


def pages(handout: Handout, key: bool) -> Iterator[Data]:
    """Yield the pages of one handout, with the answers where it is the `key`."""
    for number, sheet in enumerate(handout.sheets, 1):
        yield {
            "variant": "" if handout.variant is None else f"{handout.variant:03}",
            "number": number,
            "of": len(handout.sheets),
            "key": key,
            **_page(sheet, key),
        }


def _page(sheet: Sheet, key: bool) -> Data:
    return {
        "heading": _phrase(heading(sheet)),
        "tasks": [_phrase(task) for task in tasks(sheet)],
        "intro": _phrase(intro(sheet)),
        "notes": [_phrase(note) for note in notes(sheet)],
        "formula": None if sheet.exercise is Exercise.WHICH else _set(equation(sheet.operation)),
        "image": _image(sheet, key),
        "kernel": _kernel(sheet),
        "table": _table(sheet, key),
        "centre": _centre(sheet, key),
        "result": _result(sheet, key),
        "choices": _choices(sheet, key),
    }


def _set(formula: Formula) -> Data:
    """Return a formula for the template: as Typst, and as a reader who hears it gets it."""
    return {"typst": to_typst(formula), "plain": plain(formula)}


def _phrase(phrase: Phrase) -> list[str | Data]:
    return [part if isinstance(part, str) else _set(part) for part in phrase]


def _image(sheet: Sheet, key: bool) -> Data:
    """Return the image's grid; of the key, with the patch framed and what the exercise writes in
    it."""
    support, example = sheet.example.image, sheet.example
    inside: Mapping[Index, str | Number] = example.pixels
    if key and sheet.exercise is Exercise.PATCH:
        inside = {row.term.image: row.element for row in sheet.rows}
    framed = key and sheet.exercise.marks_patch
    return {
        **_grid(
            support, {index: [_set(element_formula(value))] for index, value in inside.items()}
        ),
        "name": _set((name("x"),)),
        "columns": _set((name("i"),)),
        "rows": _set((name("j"),)),
        "frame": _frame(support, sheet) if framed else None,
    }


def _kernel(sheet: Sheet) -> Data:
    """Return the kernel's grid: each element over its index."""
    support, elements = sheet.example.kernel, sheet.example.elements
    cells = {at: [_set(element_formula(elements[at])), _set(bracketed(at))] for at in support}
    return {
        **_grid(support, cells),
        "name": _set((name("h"),)),
        "columns": None,
        "rows": None,
        "frame": None,
    }


def _grid(support: Support, cells: Mapping[Index, list[Data]]) -> Data:
    region = support.region
    return {
        "cols": list(region.column_range),
        "lines": list(region.row_range),
        "cells": [
            [cells.get(Index(col, row)) for col in region.column_range] for row in region.row_range
        ],
    }


def _frame(support: Support, sheet: Sheet) -> list[int]:
    """Return left, top, columns and rows of the patch, in cells from the image's upper left
    corner."""
    cols, rows = list(support.region.column_range), list(support.region.row_range)
    patch = sheet.patch
    return [
        cols.index(patch.first.col),
        rows.index(patch.first.row),
        len(patch.column_range),
        len(patch.row_range),
    ]


def _table(sheet: Sheet, key: bool) -> Data | None:
    exercise = sheet.exercise
    if not exercise.columns:
        return None
    filled_in = exercise.columns if key else exercise.given
    return {
        "columns": list(exercise.columns),
        "halves": len(sheet.rows) > LONG,
        "heads": [HEADS[column] for column in exercise.columns],
        "rows": [
            [
                _set(cell(row, column)) if column in filled_in else None
                for column in exercise.columns
            ]
            for row in sheet.rows
        ],
    }


def _centre(sheet: Sheet, key: bool) -> Data | None:
    """Return which pixel h[0,0] meets, where that is asked."""
    if sheet.exercise is not Exercise.PATCH:
        return None
    return {
        "left": _set(at("h", Index(0, 0))),
        "right": _set(at("x", sheet.centre)) if key else None,
    }


def _result(sheet: Sheet, key: bool) -> Data | None:
    if not sheet.asks_result:
        return None
    lines = result_lines(sheet)
    return {
        "left": _set(left_side(sheet)),
        "count": len(lines),
        "lines": [_set(line) for line in lines] if key else None,
        "short": sheet.exercise.is_numeric,
    }


def _choices(sheet: Sheet, key: bool) -> list[Data] | None:
    if sheet.exercise is not Exercise.WHICH:
        return None
    right = zip(Operation, choices(), right_choices(sheet), strict=True)
    return [
        {"name": title, "formula": _set(general_term(operation)), "ticked": key and good}
        for operation, title, good in right
    ]
