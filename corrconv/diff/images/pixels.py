"""Stills as arrays of red, green and blue, and which of their pixels differ."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from corrconv.diff.facts.model import Box
from corrconv.diff.sources.reading import LARGEST_FILE, ReadingError, read_bytes

MOST_PIXELS = 7680 * 4320 * 2
GROUND = 128
"""What shows through where a still is transparent."""

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
"""height x width x 3, and height x width."""


def read_pixels(path: Path) -> Pixels:
    """Read the pixels of a PNG, on grey where it is transparent; ReadingError where it is
    broken."""
    content = read_bytes(path.parent, path.name, LARGEST_FILE)
    try:
        _require_size(content)
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            image.load()
            return _opaque(image.convert("RGBA"))
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise ReadingError(f"{path.name}: is no PNG that can be read ({error})") from error


def _require_size(content: bytes) -> None:
    """Refuse a picture too large to decode: its header says how much memory a decoder will take."""
    width, height = struct.unpack(">II", content[16:24])
    if not 0 < width * height <= MOST_PIXELS:
        raise ValueError(f"it has {width}x{height} pixels, wanted at most {MOST_PIXELS}")


def _opaque(image: Image.Image) -> Pixels:
    pixels = np.asarray(image)
    if (pixels[..., 3] == 255).all():
        return np.ascontiguousarray(pixels[..., :3])
    alpha = pixels[..., 3:].astype(np.uint16)
    mixed = (pixels[..., :3] * alpha + GROUND * (255 - alpha) + 127) // 255
    return mixed.astype(np.uint8)


def differing(before: Pixels, after: Pixels, level: float) -> Mask:
    """Mark the pixels that differ by more than `level` in a channel, also from every neighbour of
    the pixel on the other side: so a line that is smoothed otherwise does not differ."""
    field_differences = np.abs(before.astype(np.int16) - after.astype(np.int16)).max(axis=2) > level
    rows, cols = np.nonzero(field_differences)
    if len(rows):
        lost = _unmatched(before, after, rows, cols, level)
        lost |= _unmatched(after, before, rows, cols, level)
        field_differences[rows, cols] = lost
    found: Mask = field_differences
    return found


def _unmatched(
    one: Pixels, other: Pixels, rows: NDArray[np.intp], cols: NDArray[np.intp], level: float
) -> NDArray[np.bool_]:
    """Mark the pixels of `one` that have no like among the nine of `other` around them."""
    levels = one[rows, cols].astype(np.int16)
    found = np.zeros(len(rows), np.bool_)
    height, width = one.shape[:2]
    for down in (-1, 0, 1):
        for along in (-1, 0, 1):
            near = other[np.clip(rows + down, 0, height - 1), np.clip(cols + along, 0, width - 1)]
            found |= np.abs(levels - near.astype(np.int16)).max(axis=1) <= level
    return ~found


def area(box: Box, shape: Sequence[int], margin: int = 0) -> tuple[slice, slice]:
    """Return rows and columns of a picture of `shape` that `box` covers, and `margin` pixels
    around."""
    left, top, right, bottom = box
    return _span(top, bottom, shape[0], margin), _span(left, right, shape[1], margin)


def _span(first: float, last: float, most: int, margin: int) -> slice:
    begin = min(max(round(first) - margin, 0), most)
    return slice(begin, min(max(round(last) + margin, begin), most))
