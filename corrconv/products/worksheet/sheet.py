"""One page: an exercise about one output, and what a right answer to it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from corrconv.core.index import Index, Region, Support
from corrconv.core.operation import Operation, Term, full_outputs, terms
from corrconv.core.rational import Number, total, whole
from corrconv.products.worksheet.exercise import ZERO, Exercise, ExerciseData

MOST_TERMS = 25
"""Rows of a table; a longer one is no exercise."""

LONG = 12
"""A table with more rows takes two columns of the page, and its products are not written out
as a sum once more."""

MOST_ACROSS: Mapping[str, int] = MappingProxyType({"image": 15, "kernel": 11})
"""Columns or rows of a grid; the cells of a larger one would be too small to write in."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One term, with what is multiplied: `value` is the pixel's number, None where it has none;
    `product` that of two numbers, None where the element is a letter."""

    term: Term
    element: str | Number
    value: Number | None
    product: Number | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: `exercise` about y[`output`] of `operation`; ValueError where no product makes
    it."""

    exercise: Exercise
    operation: Operation
    output: Index
    example: ExerciseData

    def __post_init__(self) -> None:
        image, kernel = self.example.image, self.example.kernel
        _require_size(self.exercise, image, kernel)
        there = full_outputs(self.operation, image, kernel)
        if self.output not in there:
            raise ValueError(
                f"y{self.output} has no term in {self.operation.slug}: "
                f"wanted an output from {there.first} to {there.last}"
            )
        if self.example.boundary != ZERO and self.outside:
            raise ValueError(
                f"y{self.output} reads outside the image, where the lesson has "
                f"{self.example.boundary!r}: wanted an output whose patch lies inside"
            )

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """Return the terms that have a kernel element, in reading order."""
        image, kernel = self.example.image, self.example.kernel
        every = terms(self.operation, self.output, image, kernel)
        return tuple(self._row(term) for term in every if term.exists)

    @property
    def asks_result(self) -> bool:
        """Tell whether y is to be written down under the table."""
        element_formula = self.exercise.is_numeric or len(self.rows) <= LONG
        return self.exercise.has_result and element_formula

    @property
    def patch(self) -> Region:
        """Return the pixels of the image that the output reads."""
        return Region.bounding(row.term.image for row in self.rows)

    @property
    def outside(self) -> int:
        """Count the kernel elements that meet no pixel of the image."""
        return len(self.example.kernel) - len(self.rows)

    @property
    def centre(self) -> Index:
        """Return the pixel that h[0,0] meets; it may lie outside the image."""
        return self.operation.image_index(self.output, Index(0, 0))

    @property
    def result(self) -> Number | None:
        """Return y as an exact number, None where the image has none."""
        products = [row.product for row in self.rows]
        numbers = [product for product in products if product is not None]
        return total(numbers) if len(numbers) == len(products) else None

    @property
    def answer(self) -> tuple[object, ...]:
        """Return what the page asks for. Two pages with different answers cannot be copied from
        each other: of numbers that is the result itself."""
        if self.exercise.is_numeric:
            return (self.result,)
        return (
            self.operation.slug if self.exercise is Exercise.WHICH else "",
            *((row.term.image, row.term.kernel, row.element) for row in self.rows),
        )

    @property
    def evidence(self) -> tuple[object, ...]:
        """Return what shows by which operation a page was answered: the result, or which element
        meets which pixel."""
        if self.exercise.is_numeric:
            return (self.result,)
        return tuple((row.term.image, row.element) for row in self.rows)

    @property
    def confused_with(self) -> tuple[Operation, ...]:
        """Return the operations by which the answer would come out the same."""
        return tuple(
            each
            for each in Operation
            if each is not self.operation and self._under(each) == self.evidence
        )

    def _under(self, operation: Operation) -> tuple[object, ...] | None:
        """Return the evidence under another operation, None where that has no such output."""
        there = full_outputs(operation, self.example.image, self.example.kernel)
        return replace(self, operation=operation).evidence if self.output in there else None

    def _row(self, term: Term) -> SheetRow:
        element = self.example.elements[term.kernel]
        value = self.example.pixels.get(term.image)
        product = None if value is None or isinstance(element, str) else whole(value * element)
        return SheetRow(term, element, value, product)


def _require_size(exercise: Exercise, image: Support, kernel: Support) -> None:
    if exercise.columns and len(kernel) > MOST_TERMS:
        raise ValueError(
            f"the kernel has {len(kernel)} elements, "
            f"wanted at most {MOST_TERMS} in the table of a worksheet"
        )
    for name, support in (("image", image), ("kernel", kernel)):
        across = max(support.columns, support.rows)
        if across > MOST_ACROSS[name]:
            raise ValueError(
                f"the {name} has {support.columns}x{support.rows} cells, "
                f"wanted at most {MOST_ACROSS[name]} a side on a worksheet"
            )
