"""Draws the picture of the lesson `emboss`, a lit ball over a plane, from nothing but numpy.

    .venv/bin/python tools/ball.py

writes corrconv/lesson/data/ball.png again, the same pixels each time.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 144
LIGHT = np.array([-0.5, -0.6, 0.62])
"""Where the light comes from: the left, above and before the picture."""

TARGET = Path(__file__).parents[1] / "corrconv/lesson/data/ball.png"


def ball() -> Image.Image:
    """The picture, SIDE x SIDE grey pixels."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / (SIDE / 2) - 1
    inside = 0.62**2 - x**2 - y**2
    z = np.sqrt(np.maximum(inside, 0))
    light = LIGHT / np.linalg.norm(LIGHT)
    lit = np.maximum(0, (x * light[0] + y * light[1] + z * light[2]) / 0.62)
    plane = 0.42 - 0.18 * y
    shadow = np.hypot((x - 0.34) / 0.62, (y - 0.40) / 0.62) < 1
    grey = np.where(inside > 0, 0.08 + 0.92 * lit, np.where(shadow, plane * 0.45, plane))
    return Image.fromarray(np.rint(255 * np.clip(grey, 0, 1)).astype(np.uint8))


if __name__ == "__main__":
    ball().save(TARGET, optimize=True)
