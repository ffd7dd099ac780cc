"""Peak signal-to-noise ratio of a film against the frames that it was made from."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
PEAK = 255
LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
"""Weights of red, green and blue in brightness, ITU-R BT.709-6."""


@dataclass(slots=True)
class Noise:
    """Squared differences, summed; all frames of a film weigh the same."""

    total: float = 0.0
    count: int = 0

    def add(self, one: NDArray[np.generic], other: NDArray[np.generic]) -> None:
        """Take two pictures of the same shape; ValueError where the shapes differ."""
        if one.shape != other.shape:
            raise ValueError(f"pictures of {one.shape} and {other.shape}")
        difference = np.subtract(one, other, dtype=np.float32)
        self.total += float(np.square(difference).sum(dtype=np.float64))
        self.count += difference.size

    @property
    def psnr(self) -> float:
        """In dB; infinite where there is no difference, ValueError where nothing was compared."""
        if not self.count:
            raise ValueError("nothing was compared")
        mean = self.total / self.count
        return math.inf if mean == 0 else 10 * math.log10(PEAK**2 / mean)


def brightness(picture: Pixels) -> NDArray[np.float32]:
    """The luma of an RGB picture, height x width, on the scale of its values."""
    luma: NDArray[np.float32] = picture.astype(np.float32) @ LUMA
    return luma
