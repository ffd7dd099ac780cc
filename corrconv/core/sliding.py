"""The numbers of the sliding-kernel figures and what an operation makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corrconv.core.boundary import source_pixel
from corrconv.core.index import Index, Region, Support
from corrconv.core.kernel_properties import Symmetry, symmetry
from corrconv.core.operation import Operation, Term, outputs, patch, patch_region, terms
from corrconv.core.rational import Number, total, whole
from corrconv.core.traversal import Traversal


@dataclass(frozen=True, slots=True)
class Overlap:
    """A kernel element and the place of the image that it lies on for one output.

    `read` is the pixel whose value is taken there, None where it is a constant; `value` is None
    where the image has no pixel and nothing is read: then there is no product.
    """

    image: Index
    kernel: Index
    read: Index | None
    value: Number | None
    weight: Number

    @property
    def inside(self) -> bool:
        """Return whether the image has this pixel."""
        return self.read == self.image

    @property
    def product(self) -> Number | None:
        """Return what the overlap adds to the output, None where there is nothing to add."""
        return None if self.value is None else whole(self.value * self.weight)


@dataclass(frozen=True, slots=True)
class Sliding:
    """An image and a kernel of numbers, each with its support, and which outputs are made.

    `mode` and `boundary` are those of `corrconv.apply`, `fill` is the constant of "fill";
    `chosen` are the outputs that are made, all of the mode's where it is None.
    """

    image: Mapping[Index, Number]
    image_support: Support
    kernel: Mapping[Index, Number]
    kernel_support: Support
    mode: str = "valid"
    boundary: str = "zero"
    fill: Number = 0
    chosen: tuple[Index, ...] | None = None

    @property
    def kernel_symmetry(self) -> Symmetry | None:
        """Return the kernel's symmetry by its numbers."""
        return symmetry(self.kernel, self.kernel_support)

    def outputs(self, operation: Operation) -> Region:
        """Return the outputs of the mode."""
        return outputs(operation, self.mode, self.image_support, self.kernel_support)

    def output_order(self, operation: Operation, order: Traversal) -> tuple[Index, ...]:
        """Return the outputs that are made, in this order."""
        return order.order(self.outputs(operation) if self.chosen is None else self.chosen)

    def ground(self, operation: Operation) -> Region:
        """Return the smallest region that holds the image and all that the kernel reaches outside
        it."""
        region = self.image_support.region
        for output in self.output_order(operation, Traversal.READING):
            region = region.union(patch_region(operation, output, self.kernel_support))
        return region

    def terms(self, operation: Operation, output: Index) -> tuple[Term, ...]:
        """Return the terms of one output that have a pixel and a kernel element, in reading
        order."""
        every = terms(operation, output, self.image_support, self.kernel_support)
        return tuple(term for term in every if term.exists)

    def overlaps(self, operation: Operation, output: Index) -> tuple[Overlap, ...]:
        """Return the overlap of each kernel element for one output, pixels in reading order."""
        places = patch(operation, output, self.kernel_support)
        return tuple(self._overlap(operation, output, place) for place in places)

    def read(self, place: Index) -> Number | None:
        """Return the number that is read at a place inside the image or outside, None where none
        is."""
        pixel = source_pixel(self.boundary, place, self.image_support)
        if pixel is not None:
            return self.image[pixel]
        return self.fill if self.boundary == "fill" else None

    def products(self, operation: Operation, output: Index) -> tuple[tuple[Number, Number], ...]:
        """Return (number that is read, kernel element) of each product of one output, in reading
        order."""
        return tuple(
            (overlap.value, overlap.weight)
            for overlap in self.overlaps(operation, output)
            if overlap.value is not None
        )

    def value(self, operation: Operation, output: Index) -> Number:
        """Return the output's value, the sum of its products."""
        return sum_of_products(self.overlaps(operation, output))

    def _overlap(self, operation: Operation, output: Index, place: Index) -> Overlap:
        tap = operation.kernel_index(output, place)
        pixel = source_pixel(self.boundary, place, self.image_support)
        return Overlap(place, tap, pixel, self.read(place), self.kernel[tap])


def sum_of_products(meetings: Iterable[Overlap]) -> Number:
    """Return the exact sum of the products of these overlaps."""
    products = [each.product for each in meetings]
    return total([product for product in products if product is not None])
