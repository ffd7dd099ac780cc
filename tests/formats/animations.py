"""Small animations, for the tests of the formats that hold them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from corrconv.formats.codec.writer import FrameWriter
from corrconv.formats.format import AnimationFormat
from corrconv.formats.registry import FORMATS
from corrconv.rendering.profile import Profile

TINY = Profile("tiny", 64, 48, 10, 10.0, 20, "medium", 20)
ANIMATIONS = tuple(each for each in FORMATS.values() if isinstance(each, AnimationFormat))
SHADES = (0, 5, 5, 5, 5, 10, 10)
"""The frames of the animation that `write` writes."""


def frame(shade: int, ground: int = 255) -> np.ndarray:
    """A red square, `shade` pixels from its first place, on white of this opacity."""
    pixels = np.full((48, 64, 4), (255, 255, 255, ground), np.uint8)
    pixels[8:24, 8 + shade : 24 + shade] = (252, 98, 85, 255)
    return pixels


def write(
    form: AnimationFormat, path: Path, profile: Profile = TINY, transparent: bool = False
) -> FrameWriter:
    ground = 0 if transparent else 255
    with form.open(path, profile, transparent) as writer:
        writer.write(frame(0, ground))
        writer.write(frame(5, ground), 4)
        writer.write(frame(10, ground), 2)
    return writer
