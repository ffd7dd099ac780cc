"""What stands in the cells of a page's table, and the result under it, as formulas."""

from __future__ import annotations

from corrconv.core.operation import Operation
from corrconv.core.rational import Number
from corrconv.formula.notation import at, element, number
from corrconv.formula.sums import in_parentheses
from corrconv.formula.tokens import DOT, EQUALS, PLUS, Formula
from corrconv.products.worksheet.exercise.exercise import ELEMENT, INDEX, PIXEL, PRODUCT, VALUE
from corrconv.products.worksheet.exercise.sheet import Row, Sheet

LINE = 5
"""Products that stand in one line of a sum."""


def cell(row: Row, column: str) -> Formula:
    """What stands in `column` of the table once it is filled in."""
    if column == PIXEL:
        return at("x", row.term.image)
    if column == INDEX:
        return at("h", row.term.kernel)
    if column == ELEMENT:
        return written(row.element)
    if column == VALUE and row.value is not None:
        return number(row.value)
    if column == PRODUCT:
        return _product(row)
    raise KeyError(f"a page without numbers has no column {column}")


def written(value: str | Number) -> Formula:
    """What stands in a cell: a bold name or a number."""
    return (element(value),) if isinstance(value, str) else number(value)


def result_lines(sheet: Sheet) -> tuple[Formula, ...]:
    """y as a number, or as a sum of products in lines of a few."""
    if sheet.result is not None:
        return (number(sheet.result),)
    rows = sheet.rows
    starts = range(0, len(rows), LINE)
    return tuple(_line(rows[start : start + LINE], start + LINE < len(rows)) for start in starts)


def left_side(sheet: Sheet) -> Formula:
    """y[m,n] with its numbers and the sign of equality."""
    return (*at("y", sheet.output), EQUALS)


def ticked(sheet: Sheet) -> tuple[bool, ...]:
    """For each operation whether it is the page's."""
    return tuple(operation is sheet.operation for operation in Operation)


def _line(rows: tuple[Row, ...], continued: bool) -> Formula:
    """Products, added; a sign ends a line that is continued."""
    formula: Formula = ()
    for place, row in enumerate(rows):
        formula = (*formula, *((PLUS,) if place else ()), *_product(row))
    return (*formula, PLUS) if continued else formula


def _product(row: Row) -> Formula:
    if row.product is not None:
        return number(row.product)
    return (*at("x", row.term.image), DOT, *in_parentheses(row.element, written(row.element)))
