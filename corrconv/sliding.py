"""The numbers of the sliding-kernel figures and what an operation makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corrconv.index import Index, Region, Support
from corrconv.operation import Operation, Term, terms, valid_outputs


@dataclass(frozen=True, slots=True)
class Sliding:
    """An image and a kernel of whole numbers, each with its support."""

    image: Mapping[Index, int]
    image_support: Support
    kernel: Mapping[Index, int]
    kernel_support: Support

    def outputs(self, operation: Operation) -> Region:
        """The outputs of the "valid" result."""
        return valid_outputs(operation, self.image_support, self.kernel_support)

    def terms(self, operation: Operation, output: Index) -> tuple[Term, ...]:
        """The terms of one output that have a kernel element, in reading order."""
        every = terms(operation, output, self.image_support, self.kernel_support)
        return tuple(term for term in every if term.exists)

    def products(self, operation: Operation, output: Index) -> tuple[tuple[int, int], ...]:
        """(pixel, kernel element) of each of those terms."""
        met = self.terms(operation, output)
        return tuple((self.image[term.image], self.kernel[term.kernel]) for term in met)

    def value(self, operation: Operation, output: Index) -> int:
        """The output: the sum of those products."""
        return sum(pixel * weight for pixel, weight in self.products(operation, output))
