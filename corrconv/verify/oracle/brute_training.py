"""Gradients and training by brute force, in plain Python, every product added where it belongs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from corrconv.learning.hyperparameters import NUDGE, PIXEL_SEED, Hyperparameters
from corrconv.verify.oracle.brute_force import Cell, valid
from corrconv.verify.oracle.plain_lesson import Subject, reading
from corrconv.verify.oracle.spelling import Rational

LIBRARY = "library-cross-correlation"

Values = dict[Cell, float]


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained layer: the losses before the first step and after each, and the last weights."""

    losses: Sequence[float]
    weights: Mapping[Cell, float]


def letter_numbers(letters: Mapping[Cell, str]) -> dict[Cell, Rational]:
    """Return what letters stand for: 1, 2, 3, … in reading order, one number for one letter."""
    known: dict[str, int] = {}
    return {tap: known.setdefault(letters[tap], len(known) + 1) for tap in reading(letters)}


def numbers_of_kernel(subject: Subject) -> Mapping[Cell, Rational]:
    """Return the kernel's numbers, or those that its letters stand for."""
    return subject.numbers[1] or letter_numbers(subject.letters)


def pixels(cells: Collection[Cell]) -> dict[Cell, Rational]:
    """Return −1, 0 and 1 for an image."""
    random = Random(PIXEL_SEED)
    return {cell: int(3 * random.random()) - 1 for cell in reading(cells)}


def outputs(slug: str, image: Mapping[Cell, Any], kernel: Mapping[Cell, Any]) -> dict[Cell, Any]:
    """Return every "valid" output."""
    return {
        output: sum(image[pixel] * kernel[tap] for pixel, tap in terms.items())
        for output, terms in valid(slug, image, kernel).items()
    }


def gradient_terms(
    slug: str, image: Collection[Cell], kernel: Collection[Cell]
) -> dict[Cell, dict[Cell, Cell]]:
    """Return, for each pixel, the outputs that it feeds and the kernel element of each."""
    found: dict[Cell, dict[Cell, Cell]] = {}
    for output, terms in valid(slug, image, kernel).items():
        for pixel, tap in terms.items():
            found.setdefault(pixel, {})[output] = tap
    return found


def finite_difference(image: Mapping[Cell, Any], kernel: Mapping[Cell, Any], at: Cell) -> float:
    """Return the central difference of half the sum of all squared outputs."""
    ground = {cell: float(value) for cell, value in image.items()}
    more, less = ({**ground, at: ground[at] + step} for step in (NUDGE, -NUDGE))
    return (half_sum_of_squares(more, kernel) - half_sum_of_squares(less, kernel)) / (2 * NUDGE)


def half_sum_of_squares(image: Mapping[Cell, Any], kernel: Mapping[Cell, Any]) -> float:
    """Return half the sum of all squared outputs."""
    weights = {tap: float(value) for tap, value in kernel.items()}
    return sum(float(value) ** 2 for value in outputs(LIBRARY, image, weights).values()) / 2


def trained(
    slug: str, elements: Mapping[Cell, Rational], hyperparameters: Hyperparameters
) -> Trained:
    """Train one layer; its weights stand where the kernel's elements do or, where the operation
    adds a pixel and an element, at the opposite indices."""
    random, kernel = (
        Random(hyperparameters.seed),
        {at: float(each) for at, each in elements.items()},
    )
    cols, rows = (sorted({tap[axis] for tap in kernel}) for axis in (0, 1))
    wide, high = (len(span) + hyperparameters.outputs - 1 for span in (cols, rows))
    images = [_random(random, wide, high, 1) for _ in range(hyperparameters.images)]
    peak = max(abs(value) for value in kernel.values())
    start = _random(random, len(cols), len(rows), peak)
    opposite = slug == "convolution"
    taps = reading((-col, -row) if opposite else (col, row) for col, row in kernel)
    weights = dict(zip(taps, (start[cell] for cell in reading(start)), strict=True))
    targets = [list(_ordered(outputs(LIBRARY, image, kernel))) for image in images]
    triples = _triples(slug, images[0], weights)
    losses = []
    for _ in range(hyperparameters.steps + 1):
        before = dict(weights)
        losses.append(_step(triples, images, targets, weights, hyperparameters.rate))
    return Trained(losses, before)


Triples = list[list[tuple[Cell, Cell]]]
"""By output, in reading order: each pixel with the kernel element that it meets."""


def _triples(slug: str, image: Values, weights: Values) -> Triples:
    found = valid(slug, image, weights)
    return [list(found[output].items()) for output in reading(found)]


def _step(
    triples: Triples,
    images: Sequence[Values],
    targets: Sequence[Sequence[float]],
    weights: Values,
    rate: float,
) -> float:
    """Move the weights against the loss's gradient, and return the loss before."""
    loss, gradient = 0.0, dict.fromkeys(weights, 0.0)
    count = len(images) * len(triples)
    for image, expected in zip(images, targets, strict=True):
        for terms, target in zip(triples, expected, strict=True):
            error = sum(image[pixel] * weights[tap] for pixel, tap in terms) - target
            loss += error**2 / 2 / count
            for pixel, tap in terms:
                gradient[tap] += error * image[pixel] / count
    for tap, slope in gradient.items():
        weights[tap] -= rate * slope
    return loss


def _random(random: Random, wide: int, high: int, peak: float) -> Values:
    cells = ((col, row) for row in range(high) for col in range(wide))
    return {cell: peak * (2 * random.random() - 1) for cell in cells}


def _ordered(values: Values) -> list[float]:
    return [values[cell] for cell in reading(values)]
