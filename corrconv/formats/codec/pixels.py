"""RGBA pixels to a PNG that is always the same, and back."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageChops

from corrconv.rendering.sink import Pixels

COMPRESSION = 4
SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGB, RGBA = 2, 6
"""Colour types of PNG, of 8 bits each."""

AS_ABOVE = 2
"""The filter of a line that tells its difference from the one above; 0 is that of a plain line."""


def write_png(pixels: Pixels, path: Path) -> None:
    """Write `pixels` as PNG; an alpha channel that is opaque everywhere is left out."""
    require_pixels(pixels)
    path.write_bytes(png(pixels))


def png(pixels: Pixels) -> bytes:
    """Return the PNG of `pixels`.

    In flat art, plain lines take less room than any difference between neighbours, and half the
    time; but where a line is the one above, nothing is all there is.
    """
    height, width = pixels.shape[:2]
    pixels = np.ascontiguousarray(pixels)
    opaque = bool(pixels[..., 3].min() == 255)
    samples = Image.fromarray(pixels).tobytes("raw", "RGB" if opaque else "RGBA")
    lines = np.zeros((height, 1 + len(samples) // height), np.uint8)
    lines[:, 1:] = np.frombuffer(samples, np.uint8).reshape(height, -1)
    colours = pixels.view(np.uint32)[..., 0]
    repeated = 1 + np.flatnonzero((colours[1:] == colours[:-1]).all(axis=1))
    lines[repeated] = 0
    lines[repeated, 0] = AS_ABOVE
    head = struct.pack(">IIBBBBB", width, height, 8, RGB if opaque else RGBA, 0, 0, 0)
    content = zlib.compress(lines.data, COMPRESSION)
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", content) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def require_pixels(pixels: Any) -> None:
    """Raise ValueError unless `pixels` is a picture of at least two colours."""
    if not isinstance(pixels, np.ndarray) or pixels.dtype != np.uint8:
        raise ValueError(f"a frame must be an array of uint8, got {type(pixels).__name__}")
    if pixels.ndim != 3 or pixels.shape[2] != 4 or 0 in pixels.shape:
        raise ValueError(f"a frame must be height x width x 4, got {pixels.shape}")
    colours = np.ascontiguousarray(pixels).view(np.uint32)
    if (colours == colours[0, 0]).all():
        raise ValueError("nothing was drawn: every pixel of the still has the same colour")


def read_png(path: Path) -> Pixels:
    """Return the pixels of a PNG, decoded in full; ValueError where it is broken."""
    return np.asarray(_decoded(path))


def shows(path: Path, pixels: Pixels) -> bool:
    """Tell whether a PNG, decoded in full, has exactly these pixels; ValueError where it is
    broken."""
    drawn, found = Image.fromarray(pixels), _decoded(path)
    if found.size != drawn.size:
        return False
    return ImageChops.difference(found, drawn).getbbox(alpha_only=False) is None


def _decoded(path: Path) -> Image.Image:
    try:
        with Image.open(path, formats=("PNG",)) as image:
            return image.convert("RGBA")
    except (OSError, SyntaxError) as error:
        raise ValueError(f"{path.name}: cannot be decoded ({error})") from error


MOST_UNLIKE = 3.0
"""Mean difference, of 255, between a still and its double brought down to its size."""


def unlike(still: Pixels, large: Pixels) -> str | None:
    """Describe how `large` is not `still` in twice the pixels each way; None where it is."""
    height, width = still.shape[:2]
    if large.shape != (2 * height, 2 * width, 4):
        return f"is {large.shape[1]}x{large.shape[0]}, wanted {2 * width}x{2 * height}"
    means = large.reshape(height, 2, width, 2, 4).mean(axis=(1, 3))
    difference = float(np.abs(means - still).mean())
    if difference > MOST_UNLIKE:
        return f"differs from the still by {difference:.1f} of 255 on average"
    return None
