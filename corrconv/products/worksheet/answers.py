"""The answers of handouts for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corrconv.core.index import Index, Support
from corrconv.core.rational import Number, format_number
from corrconv.formula.tokens import MINUS, plain
from corrconv.products.worksheet.handout import Handout
from corrconv.products.worksheet.sheet import Sheet, SheetRow
from corrconv.products.worksheet.words import result_lines

SCHEMA = 1

COLUMNS = (
    "variant", "page", "exercise", "operation", "output",
    "row", "pixel", "value", "kernel", "element", "product",
)  # fmt: skip
"""Of the CSV. The row "result" has y as its product."""


def answers_json(lesson: str, seed: int | None, handouts: Iterable[Handout]) -> bytes:
    """Return all that is drawn on the pages, and every answer, as JSON; indices are [column,
    row]."""
    body = {
        "schema": SCHEMA,
        "lesson": lesson,
        "seed": seed,
        "handouts": [
            {"variant": each.variant, "pages": [_page(sheet) for sheet in each.sheets]}
            for each in handouts
        ],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def answers_csv(handouts: Iterable[Handout]) -> bytes:
    """Return the answers as CSV: one line for each row of a table, and one for its result."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(line for each in handouts for line in _lines(each))
    return text.getvalue().encode()


def result(sheet: Sheet) -> int | str:
    """Return y as a number, or as a sum of products in plain text."""
    if sheet.result is not None:
        return exact(sheet.result)
    return "".join(plain(line) for line in result_lines(sheet)).replace(MINUS, "-")


def exact(value: str | Number) -> int | str:
    """Return a whole number as it is, any other spelled, such as "-0.125" or "1/9"; a name as it
    is."""
    if isinstance(value, int):
        return value
    return (value if isinstance(value, str) else format_number(value)).replace(MINUS, "-")


def _page(sheet: Sheet) -> dict[str, Any]:
    example = sheet.example
    patch = sheet.patch
    return {
        "exercise": sheet.exercise.slug,
        "operation": sheet.operation.slug,
        "output": _pair(sheet.output),
        "image": _grid(example.image, example.pixels),
        "kernel": _grid(example.kernel, example.elements),
        "patch": [_pair(patch.first), _pair(patch.last)],
        "centre": _pair(sheet.centre),
        "rows": [_row(row) for row in sheet.rows],
        "result": result(sheet),
    }


def _grid(support: Support, values: Mapping[Index, Any]) -> dict[str, Any]:
    region = support.region
    found = {index: exact(value) for index, value in values.items()}
    rows = [[found.get(Index(col, row)) for col in region.column_range] for row in region.row_range]
    return {"first": _pair(region.first), "cells": rows}


def _row(row: SheetRow) -> dict[str, Any]:
    return {
        "pixel": _pair(row.term.image),
        "value": _exact(row.value),
        "kernel": _pair(row.term.kernel),
        "element": exact(row.element),
        "product": _exact(row.product),
    }


def _exact(value: Number | None) -> int | str | None:
    return None if value is None else exact(value)


def _pair(index: Index) -> list[int]:
    return [index.col, index.row]


def _lines(handout: Handout) -> Iterator[tuple[object, ...]]:
    for page, sheet in enumerate(handout.sheets, 1):
        start = (handout.variant, page, sheet.exercise.slug, sheet.operation.slug, sheet.output)
        for number, row in enumerate(sheet.rows, 1):
            value, product = _exact(row.value), _exact(row.product)
            found = (row.term.image, value, row.term.kernel, exact(row.element), product)
            yield (*start, number, *found)
        yield (*start, "result", None, None, None, None, result(sheet))
