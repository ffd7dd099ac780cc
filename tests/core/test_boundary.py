"""The pixel that is read at a place outside an image, against numpy.pad."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from corrconv import Index, Support
from corrconv.core.boundary import BOUNDARIES, source_pixel

PADDING: dict[str, Any] = {
    "zero": "constant",
    "fill": "constant",
    "wrap": "wrap",
    "symmetric": "symmetric",
    "nearest": "edge",
    "mirror": "reflect",
}
"""What numpy.pad calls each boundary."""


@pytest.mark.parametrize("name", BOUNDARIES)
@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_what_is_read_outside_is_what_numpy_pads(name: str, size: int) -> None:
    image = Support(size, 1, Index(0, 0))
    padded = np.pad(np.arange(size), 7, PADDING[name])
    if name in ("zero", "fill"):
        padded[:7] = padded[7 + size :] = -1
    found = [source_pixel(name, Index(col, 0), image) for col in range(-7, size + 7)]
    assert [-1 if pixel is None else pixel.col for pixel in found] == padded.tolist()
