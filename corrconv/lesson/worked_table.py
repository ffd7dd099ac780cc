"""The rows of a worked table: what meets what for one output, and what does not exist."""

from __future__ import annotations

from dataclasses import dataclass

from corrconv.core.boundary import source_pixel
from corrconv.core.index import Index
from corrconv.core.operation import Operation
from corrconv.core.rational import Number, total
from corrconv.formula.notation import at, number
from corrconv.formula.tokens import DOT, Formula
from corrconv.lesson.lesson import Lesson


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the image and the kernel index that it asks for.

    `element` says whether the kernel has that element, `pixel` whether the image has that pixel;
    `read` is the pixel whose value is taken there, None where it is a constant or nothing, and
    `constant` the constant that is, None where nothing is.
    """

    place: Index
    kernel: Index
    element: bool
    pixel: bool
    read: Index | None
    constant: Number | None

    @property
    def counts(self) -> bool:
        """Return whether there is a product to add."""
        return self.element and (self.read is not None or self.constant is not None)

    @property
    def factor(self) -> Formula:
        """Return the pixel, or what is read in its place, as a factor such as x[2,1]."""
        if self.constant is not None:
            return number(self.constant)
        return at("x", self.place if self.read is None else self.read)

    @property
    def term(self) -> Formula:
        """Return the term with its kernel index worked out, such as x[2,1]·h[−1,0]: the right
        side of a worked table."""
        return (*self.factor, DOT, *at("h", self.kernel))


def rows(lesson: Lesson, operation: Operation) -> tuple[Row, ...]:
    """Return the rows of the worked output, in reading order."""
    return tuple(_row(lesson, operation, place) for place in lesson.table_region(operation))


def count_elements(lesson: Lesson, operation: Operation) -> tuple[int, int, int]:
    """Return how many pixels meet a kernel element, how many pixels there are, and how many kernel
    elements meet no pixel."""
    output = lesson.worked[operation]
    met = [operation.image_index(output, tap) for tap in lesson.kernel]
    there = sum(pixel in lesson.image for pixel in met)
    return there, len(lesson.image), len(met) - there


def count_listed(lesson: Lesson, operation: Operation) -> int:
    """Return how many pixels the table shows."""
    return sum(place in lesson.image for place in lesson.table_region(operation))


def leaves_out(lesson: Lesson, operation: Operation) -> bool:
    """Return whether the table leaves out pixels, and not because the lesson's file gives a corner
    for it to show."""
    chosen = lesson.own_corner and lesson.table_region(operation) == lesson.corner
    return not chosen and count_listed(lesson, operation) < len(lesson.image)


def value(lesson: Lesson, operation: Operation) -> Number | None:
    """Return the value of the worked output, None where the lesson does not give the numbers."""
    pixels, weights = lesson.pixels, lesson.weights
    if pixels is None or weights is None:
        return None
    output = lesson.worked[operation]
    met = [_row(lesson, operation, operation.image_index(output, tap)) for tap in lesson.kernel]
    return total([weights[row.kernel] * _taken(row, lesson) for row in met if row.counts])


def _taken(row: Row, lesson: Lesson) -> Number:
    if row.read is None or lesson.pixels is None:
        return row.constant or 0
    return lesson.pixels[row.read]


def _row(lesson: Lesson, operation: Operation, place: Index) -> Row:
    tap = operation.kernel_index(lesson.worked[operation], place)
    read = source_pixel(lesson.boundary, place, lesson.image)
    constant = lesson.fill if read is None and lesson.boundary == "fill" else None
    return Row(place, tap, tap in lesson.kernel, place in lesson.image, read, constant)
