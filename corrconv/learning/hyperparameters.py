"""The settings of what is computed at random or step by step, which the oracle reads too."""

from __future__ import annotations

import math
from dataclasses import dataclass

PIXEL_SEED = 29
"""The seed of the image that a gradient is worked through on."""

NUDGE = 1e-3
"""How far a finite difference moves one pixel to either side."""

MOST_PLACES = 6


def trusted_places(loss: float) -> int:
    """Return the decimal places of a finite difference of this loss that rounding leaves alone."""
    return max(0, min(MOST_PLACES, 11 - math.ceil(math.log10(loss + 1))))


@dataclass(frozen=True)
class Hyperparameters:
    """Set full-batch gradient descent: `images` images, each of `outputs` x `outputs` outputs in
    the "valid" result, `steps` steps of `rate` times the gradient of the mean of half the squared
    error, all random numbers from one generator with `seed`."""

    images: int = 8
    outputs: int = 5
    steps: int = 40
    rate: float = 1.0
    seed: int = 1

    @classmethod
    def of(cls, weights: int) -> Hyperparameters:
        """Return the hyperparameters for so many weights: as many images for each as nine weights
        have, and no fewer than those have together."""
        return cls(images=max(cls.images, cls.images * weights // 9))
