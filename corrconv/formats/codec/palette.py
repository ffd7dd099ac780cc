"""The few colours of a GIF, chosen from all that were on the screen.

A colour is a whole number, red + 2^8 green + 2^16 blue. Whole numbers throughout, so every machine
chooses the same.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corrconv.rendering.sink import Pixels

EVERY = 1 << 24
MOST = 255
"""Colours of a palette; one number is left for what does not change."""

REACHES = (0, 2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 256, 442)
"""Distances between colours that are tried, up to that of black and white."""

CHUNK = 1 << 12

Colours = NDArray[np.uint32]


def packed(frame: Pixels) -> Colours:
    """Return the colours of an RGBA frame, height x width, as whole numbers."""
    colours: Colours = np.ascontiguousarray(frame).view("<u4")[..., 0] & np.uint32(EVERY - 1)
    return colours


def unpacked(colours: Colours) -> NDArray[np.uint8]:
    """Return red, green and blue along a new last axis."""
    parts = [(colours >> shift) & 255 for shift in (0, 8, 16)]
    return np.stack(parts, axis=-1).astype(np.uint8)


class ScreenTime:
    """Count for how long each colour was seen, in pixels times frames."""

    def __init__(self) -> None:
        self._seen = np.zeros(EVERY, np.int64)  # pages that stay zero take no memory

    def appear(self, colours: Colours, at: int) -> None:
        """Take note that pixels have these colours from frame `at` on."""
        np.subtract.at(self._seen, colours.ravel(), at)

    def vanish(self, colours: Colours, at: int) -> None:
        """Take note that pixels had these colours until frame `at`."""
        np.add.at(self._seen, colours.ravel(), at)

    def ranked(self) -> Colours:
        """Return every colour that was seen, the longest seen first."""
        colours = np.flatnonzero(self._seen)
        order = np.lexsort((colours, -self._seen[colours]))
        return colours[order].astype(np.uint32)


@dataclass(frozen=True, slots=True)
class Palette:
    """At most MOST colours, so many that every colour has one of them within `reach`."""

    colours: Colours
    reach: int

    @property
    def content(self) -> bytes:
        """Return 256 times red, green, blue."""
        return unpacked(self.colours).tobytes().ljust(3 << 8, b"\0")

    def table(self, ranked: Colours) -> NDArray[np.uint8]:
        """Return for each of the 2^24 colours the number of its nearest; only those in `ranked` are
        told."""
        found = np.zeros(EVERY, np.uint8)
        near = unpacked(self.colours).astype(np.int32)
        for start in range(0, len(ranked), CHUNK):
            some = ranked[start : start + CHUNK]
            ways = unpacked(some).astype(np.int32)[:, None] - near
            found[some] = (ways * ways).sum(axis=-1).argmin(axis=1)
        return found


def palette(ranked: Colours) -> Palette:
    """Return the palette with the smallest reach that comes of taking the longest seen colour,
    leaving out all within reach of it, and so on."""

    def enough(reach: int) -> bool:
        return _cover(ranked, reach) is not None

    reach = REACHES[bisect.bisect_left(REACHES, True, hi=len(REACHES) - 1, key=enough)]
    chosen = _cover(ranked, reach)
    if chosen is None:
        raise ValueError("there is no palette: no colour was seen")
    return Palette(chosen, reach)


def _cover(ranked: Colours, reach: int) -> Colours | None:
    colours, left = unpacked(ranked).astype(np.int32), ranked
    chosen: list[np.uint32] = []
    while len(left):
        if len(chosen) == MOST:
            return None
        chosen.append(left[0])
        far = ((colours - colours[0]) ** 2).sum(axis=1) > reach * reach
        colours, left = colours[far], left[far]
    return np.array(chosen, np.uint32) if chosen else None
