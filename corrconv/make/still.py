"""Stills: RGBA pixels to PNG bytes that are always the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
"""height x width x 4, red green blue alpha, top left first."""

COMPRESSION = 6


def write_still(pixels: Pixels, path: Path) -> None:
    """Write `pixels` as PNG; an alpha channel that is opaque everywhere is left out."""
    require_pixels(pixels)
    opaque = bool((pixels[..., 3] == 255).all())
    image = Image.fromarray(np.ascontiguousarray(pixels[..., :3] if opaque else pixels))
    image.save(path, format="PNG", compress_level=COMPRESSION)


def require_pixels(pixels: Any) -> None:
    """ValueError unless `pixels` is a picture of at least two colours."""
    if not isinstance(pixels, np.ndarray) or pixels.dtype != np.uint8:
        raise ValueError(f"a frame must be an array of uint8, got {type(pixels).__name__}")
    if pixels.ndim != 3 or pixels.shape[2] != 4 or 0 in pixels.shape:
        raise ValueError(f"a frame must be height x width x 4, got {pixels.shape}")
    if not (pixels != pixels[0, 0]).any():
        raise ValueError("nothing was drawn: every pixel of the still has the same colour")


def read_still(path: Path) -> Pixels:
    """The pixels of a PNG, decoded in full; OSError or SyntaxError where it is broken."""
    with Image.open(path, formats=("PNG",)) as image:
        image.load()
        return np.asarray(image.convert("RGBA"))


MOST_UNLIKE = 3.0
"""Mean difference, of 255, between a still and its double brought down to its size."""


def unlike(still: Pixels, large: Pixels) -> str | None:
    """How `large` is not `still` in twice the pixels each way; None where it is."""
    height, width = still.shape[:2]
    if large.shape != (2 * height, 2 * width, 4):
        return f"is {large.shape[1]}x{large.shape[0]}, wanted {2 * width}x{2 * height}"
    means = large.reshape(height, 2, width, 2, 4).mean(axis=(1, 3))
    difference = float(np.abs(means - still).mean())
    if difference > MOST_UNLIKE:
        return f"differs from the still by {difference:.1f} of 255 on average"
    return None
