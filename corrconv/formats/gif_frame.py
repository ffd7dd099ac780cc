"""One picture of a GIF: what changes in it, and its bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.GifImagePlugin import getdata

from corrconv.formats.gif_palette import MOST, Colours
from corrconv.rendering.area import Area

TICKS = 100
"""A GIF counts time in hundredths of a second."""

LONGEST = 65535
"""Ticks that a picture may last."""

UNCHANGED = MOST
"""The number that leaves a pixel as it is."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An area of numbers of the palette, shown from tick `start`."""

    start: int
    area: Area
    numbers: NDArray[np.uint8]

    def trimmed(self) -> Picture:
        """The same without edges that change nothing."""
        inner = bounds(self.numbers != UNCHANGED)
        if inner is None:
            return self
        top, left = self.area.top, self.area.left
        area = Area(top + inner.top, top + inner.bottom, left + inner.left, left + inner.right)
        return replace(self, area=area, numbers=self.numbers[inner.place])

    def data(self, ticks: int) -> list[bytes]:
        """Its bytes, to be shown for `ticks` hundredths of a second."""
        if ticks > LONGEST:
            raise ValueError(f"a picture is held for {ticks // TICKS} s: a GIF can hold one 655 s")
        height, width = self.area.shape
        numbers = np.ascontiguousarray(self.numbers).tobytes()
        image = Image.frombytes("P", (width, height), numbers)
        clear = {"transparency": UNCHANGED} if (self.numbers == UNCHANGED).any() else {}
        place = (self.area.left, self.area.top)
        return getdata(image, place, duration=10 * ticks, disposal=1, **clear)


def changed(before: Colours | None, after: Colours) -> Area | None:
    """The smallest area outside which the two are equal; None where they are equal."""
    if before is None:
        return Area(0, after.shape[0], 0, after.shape[1])
    return bounds(before != after)


def bounds(marked: NDArray[np.bool_]) -> Area | None:
    """The smallest area that holds all that is marked; None where nothing is."""
    rows = np.flatnonzero(marked.any(axis=1))
    if not len(rows):
        return None
    cols = np.flatnonzero(marked[rows[0] : rows[-1] + 1].any(axis=0))
    return Area(int(rows[0]), int(rows[-1]) + 1, int(cols[0]), int(cols[-1]) + 1)


def head(width: int, height: int, colours: bytes) -> bytes:
    """Signature, size, one palette of 256 for all pictures, and that it repeats for ever."""
    screen = struct.pack("<HHBBB", width, height, 0xF7, 0, 0)
    return b"GIF89a" + screen + colours + b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
