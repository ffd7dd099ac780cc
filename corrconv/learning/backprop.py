"""One pixel's gradient, worked through on a lesson: which outputs it fed and what they hand back.

The loss is L = sum(y**2) / 2, so that dL/dy, called δ, is y itself. Outputs are those of mode
"valid", and numbers are exact.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corrconv.core.array import CentredArray, apply
from corrconv.core.index import Index, Region, Support
from corrconv.core.operation import patch, valid_outputs
from corrconv.core.rational import Number, whole
from corrconv.learning.gradient import finite_difference, image_gradient
from corrconv.learning.hyperparameters import PIXEL_SEED
from corrconv.learning.traced_pixel import FORWARD, traced_pixel
from corrconv.learning.training import kernel_numbers
from corrconv.lesson.lesson import Lesson

Numbers = Mapping[Index, Number]


@dataclass(frozen=True, slots=True)
class GradientTerm:
    """A product δ[output] * h[tap] of a pixel's gradient; `exists` is False where y has no such
    output."""

    output: Index
    tap: Index
    exists: bool


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A pixel of an image and the outputs of its cross-correlation with a kernel: `delta` is dL/dy
    over `outputs`, `gradient` is dL/dx over the image."""

    pixel: Index
    image: Numbers
    image_support: Support
    kernel: Numbers
    kernel_support: Support
    outputs: Region
    delta: Numbers
    gradient: Numbers

    def gradient_terms(self, pixel: Index) -> tuple[GradientTerm, ...]:
        """Return one term for each kernel element, in the outputs' reading order."""
        backward = FORWARD.image_gradient
        return tuple(
            GradientTerm(output, backward.kernel_index(pixel, output), output in self.outputs)
            for output in patch(backward, pixel, self.kernel_support)
        )

    def existing_terms(self, pixel: Index) -> tuple[GradientTerm, ...]:
        """Return the terms of a pixel that exist: those of the outputs that it fed."""
        return tuple(term for term in self.gradient_terms(pixel) if term.exists)

    def products(self) -> tuple[tuple[Number, Number], ...]:
        """Return (δ, kernel element) of each product of the pixel's gradient."""
        terms = self.existing_terms(self.pixel)
        return tuple((self.delta[term.output], self.kernel[term.tap]) for term in terms)

    def loss(self, image: NDArray[np.float64]) -> float:
        """Return L of another image of the same shape."""
        kernel = _rows(lambda at: float(self.kernel[at]), self.kernel_support)
        return float((apply(FORWARD, image, kernel, mode="valid") ** 2).sum()) / 2

    def finite_difference(self) -> float:
        """Return dL/dx at the pixel by finite differences."""
        image = CentredArray(
            _rows(lambda at: float(self.image[at]), self.image_support), self.image_support
        )
        return finite_difference(self.loss, image, self.pixel)

    def own_loss(self) -> float:
        """Return L of the image as it is."""
        return self.loss(_rows(lambda at: float(self.image[at]), self.image_support))


def example(lesson: Lesson) -> Example:
    """Return the lesson's numbers, and its impulse as the pixel; where it gives none for the image,
    pixels are −1, 0 and 1, and letters stand for numbers."""
    random = Random(PIXEL_SEED)
    drawn = {at: int(3 * random.random()) - 1 for at in lesson.image}
    image, kernel = lesson.pixels or drawn, kernel_numbers(lesson)
    outputs = valid_outputs(FORWARD, lesson.image, lesson.kernel)
    scale, kernel_scale = _denominator(image), _denominator(kernel)
    x = _rows(lambda at: int(image[at] * scale), lesson.image)
    h = _rows(lambda at: int(kernel[at] * kernel_scale), lesson.kernel)
    delta = apply(FORWARD, x, h, mode="valid")
    gradient = image_gradient(FORWARD, delta, h)
    return Example(
        pixel=traced_pixel(lesson),
        image=image,
        image_support=lesson.image,
        kernel=kernel,
        kernel_support=lesson.kernel,
        outputs=outputs,
        delta=_divided(CentredArray(delta, outputs), outputs, scale * kernel_scale),
        gradient=_divided(
            CentredArray(gradient, lesson.image), lesson.image.region, scale * kernel_scale**2
        ),
    )


def _denominator(numbers: Numbers) -> int:
    """Return the least number whose products with all of them are whole."""
    return math.lcm(*(Fraction(value).denominator for value in numbers.values()))


def _rows(value: Callable[[Index], float], support: Support) -> NDArray[Any]:
    return np.array([value(at) for at in support]).reshape(support.rows, support.columns)


def _divided(array: CentredArray, region: Region, by: int) -> Numbers:
    """Return the elements, each divided by `by`, exactly."""
    return {at: whole(Fraction(array[at], by)) for at in region}
