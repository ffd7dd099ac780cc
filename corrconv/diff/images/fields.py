"""The perceptual digest of a picture: the mean colour of each of its fields.

A picture is cut into 16 x 12 fields, a frame of an animation into 16 x 9; each is one mean in the
digest, of red, green and blue or of the brightness alone. A smoother line moves such a mean by
less than one level of 255; a letter in place of another, or a colour in place of another, by
more. Unlike the bits of a difference hash the means say where, and how much.
"""

from __future__ import annotations

import base64
import binascii

import numpy as np
from numpy.typing import NDArray

from corrconv.diff.facts.facts import Box
from corrconv.diff.sources.reading import ReadingError

STILL_FIELDS = (12, 16)
FRAME_FIELDS = (9, 16)
"""Rows and columns."""


def fields(picture: NDArray[np.uint8], shape: tuple[int, int]) -> bytes:
    """The means of a picture, height x width or height x width x 3, rounded, row by row."""
    total = picture.astype(np.float64)
    for axis, parts in enumerate(shape):
        total = _means(total, axis, parts)
    return np.rint(total).astype(np.uint8).tobytes()


def _means(values: NDArray[np.float64], axis: int, parts: int) -> NDArray[np.float64]:
    """Means of `parts` pieces along an axis, which are equal but for a pixel."""
    length = values.shape[axis]
    edges = [length * part // parts for part in range(parts)]
    sums = np.add.reduceat(values, edges, axis=axis)
    widths = np.maximum(np.diff([*edges, length]), 1)
    return sums / widths.reshape([-1 if each == axis else 1 for each in range(values.ndim)])


def apart(one: bytes, other: bytes, shape: tuple[int, int]) -> NDArray[np.int16]:
    """By how many levels each field differs, rows x columns; ReadingError where the digests are
    not of one kind."""
    rows, cols = shape
    if len(one) != len(other) or len(one) % (rows * cols) or not one:
        raise ReadingError("two digests of pictures are of different kinds")
    first, second = (np.frombuffer(each, np.uint8).astype(np.int16) for each in (one, other))
    found: NDArray[np.int16] = np.abs(first - second).reshape(rows, cols, -1).max(axis=2)
    return found


def touched(fields: NDArray[np.bool_], box: Box, size: tuple[float, float]) -> bool:
    """Whether a thing with this box, in a picture of this width and height, lies in one of the
    marked fields."""
    rows, cols = fields.shape
    left, top, right, bottom = box
    width, height = size
    part = fields[
        max(int(top * rows / height), 0) : int(bottom * rows / height) + 1,
        max(int(left * cols / width), 0) : int(right * cols / width) + 1,
    ]
    return bool(part.any())


def written(content: bytes) -> str:
    """A digest as text."""
    return base64.b64encode(content).decode()


def read_fields(value: object, what: str) -> bytes:
    """A digest from its text."""
    try:
        if not isinstance(value, str):
            raise ValueError("wanted text")
        return base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error) as error:
        raise ReadingError(f"{what}: is no digest of a picture ({error})") from error
