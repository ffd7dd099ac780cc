"""The rows of worked tables, and what their sums come to."""

from __future__ import annotations

from pathlib import Path

from corrconv import Index, Operation
from corrconv.lesson.lesson import load
from corrconv.lesson.worked_table import count_elements, rows, value


def test_missing_pixels_and_missing_elements_are_told_apart() -> None:
    lesson = load(Path("ahn"))
    found = {row.place: row for row in rows(lesson, Operation.CONVOLUTION)}
    assert len(found) == 16
    corner, both = found[Index(-2, -2)], found[Index(1, -2)]
    assert (corner.element, corner.pixel, corner.counts) == (True, False, False)
    assert (both.element, both.pixel) == (False, False)
    assert (found[Index(1, 1)].element, found[Index(1, 1)].pixel) == (False, True)
    assert count_elements(lesson, Operation.CONVOLUTION) == (4, 9, 5)
    assert value(lesson, Operation.CONVOLUTION) == -13


def test_what_is_read_outside_counts() -> None:
    lesson = load(Path("rectangular"))
    outside = [row for row in rows(lesson, Operation.CONVOLUTION) if row.element and not row.pixel]
    assert [(row.place, row.read, row.counts) for row in outside] == [
        (Index(2, 1), Index(1, 1), True)
    ]
    assert value(lesson, Operation.CONVOLUTION) == 1
    assert value(lesson, Operation.CROSS_CORRELATION) == 3
