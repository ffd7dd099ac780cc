"""The training of two layers: a lesson's kernel, and the data that it is learned from.

The data come from Python's own random.Random, whose random() gives the same numbers for the same
seed in every version of Python and on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from corrconv.core.index import Index, Support
from corrconv.core.operation import Operation
from corrconv.core.rational import Number
from corrconv.learning.hyperparameters import Hyperparameters
from corrconv.lesson.lesson import Lesson

WIDE = 10
"""Weights that reach so far are shown with one decimal, others with two."""

LAYERS = (Operation.LIBRARY_CROSS_CORRELATION, Operation.CONVOLUTION)
"""The layer that makes the targets exactly as they were made, and the one that flips."""

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Training:
    """A training: `kernel`, which makes the targets by library cross-correlation, and how it is
    learned."""

    kernel: Mapping[Index, Number]
    support: Support
    hyperparameters: Hyperparameters

    @property
    def peak(self) -> float:
        """Return the kernel's largest element, taken positive."""
        return max(abs(float(value)) for value in self.kernel.values())

    @property
    def decimals(self) -> int:
        """Return the places with which weights are shown."""
        return 2 if self.peak < WIDE else 1

    @property
    def sampled_steps(self) -> tuple[int, ...]:
        """Return the steps whose weights a figure shows: the first ones, fewer later on, the
        last."""
        steps, shown = (1, 2), [0]
        while steps[0] <= 0.75 * self.hyperparameters.steps:
            shown.append(steps[0])
            steps = steps[1], sum(steps)
        return (*shown, self.hyperparameters.steps)

    def draw(self) -> tuple[tuple[Rows, ...], Rows]:
        """Draw the images and the weights that both layers start from, row by row: pixels between
        −1 and 1, then weights between −peak and peak, all in reading order from one generator."""
        random = Random(self.hyperparameters.seed)
        extent = self.hyperparameters.outputs - 1
        columns, rows = self.support.columns, self.support.rows
        images = tuple(
            _uniform(random, 1, columns + extent, rows + extent)
            for _ in range(self.hyperparameters.images)
        )
        return images, _uniform(random, self.peak, columns, rows)


def training(lesson: Lesson) -> Training:
    """Return the training in which a lesson's kernel is learned."""
    return Training(kernel_numbers(lesson), lesson.kernel, Hyperparameters.of(len(lesson.kernel)))


def kernel_numbers(lesson: Lesson) -> Mapping[Index, Number]:
    """Return the kernel's elements as numbers; where the lesson gives none, its different letters
    are 1, 2, 3, … in reading order."""
    if lesson.weights is not None:
        return lesson.weights
    letters = {tap: lesson.letters[tap] for tap in lesson.kernel}
    stands_for = {letter: place for place, letter in enumerate(dict.fromkeys(letters.values()), 1)}
    return MappingProxyType({tap: stands_for[letter] for tap, letter in letters.items()})


def _uniform(random: Random, peak: float, columns: int, rows: int) -> Rows:
    return tuple(
        tuple(peak * (2 * random.random() - 1) for _ in range(columns)) for _ in range(rows)
    )
