"""RGBA to BT.709 planes in limited range, exactly and only where the picture changed.

Sums of whole numbers, so every machine gets the same bytes. Source of the matrix: ITU-R BT.709-6;
chroma is sited as H.264 assumes: on even columns, between two rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import av
import numpy as np
from av.video.plane import VideoPlane
from numpy.typing import NDArray

from corrconv.rendering.area import Area
from corrconv.rendering.sink import Pixels

SCALE = 1 << 12
RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722
LUMA_RANGE, CHROMA_RANGE = 219 / 255, 224 / 255


STRIP = 32
"""Rows converted at a time: so few that the numbers between stay in the processor's cache."""

GAP = 128
"""Columns between two changes from which on they are converted apart."""

Reals = NDArray[np.float32]


def _fixed(*factors: float) -> Reals:
    """Return a column of the matrix in units of 2^-12, the fourth for alpha: whole numbers so
    small that every sum of products stays below 2^24, where 32-bit floats are exact in any order.
    """
    return np.array([*(round(factor * SCALE) for factor in factors), 0], dtype=np.float32)


TO_Y = _fixed(RED * LUMA_RANGE, GREEN * LUMA_RANGE, BLUE * LUMA_RANGE)
_CB = CHROMA_RANGE / (2 - 2 * BLUE)
_CR = CHROMA_RANGE / (2 - 2 * RED)
TO_CB = _fixed(-RED * _CB, -GREEN * _CB, (1 - BLUE) * _CB)
TO_CR = _fixed((1 - RED) * _CR, -GREEN * _CR, -BLUE * _CR)
TO_CHROMA = np.stack([TO_CB, TO_CR], axis=1)


class Planes:
    """The luma and chroma of the newest frame; `update` converts what changed since the last."""

    def __init__(self, width: int, height: int) -> None:
        self.picture = av.VideoFrame(width, height, "yuv420p")
        """The newest frame, lent: `update` writes into it. Encoders copy what they are given."""
        self.y, self.u, self.v = (rows(plane) for plane in self.picture.planes)
        self._seen: Pixels | None = None

    def update(self, frame: Pixels, within: Iterable[Area] | None = None) -> bool:
        """Take over an RGBA frame, height x width x 4; both sizes must be even. Where `within` is
        given, nothing outside those areas has changed. The frame is not kept. Return whether it is
        another one than the last."""
        if self._seen is None:
            self._seen, areas = frame.copy(), [*changed(None, frame)]
        else:
            areas = [*changed(self._seen, frame, within)]
        for area in areas:
            self._convert(frame, area)
            self._seen[area.place] = frame[area.place]
        return bool(areas)

    def _convert(self, frame: Pixels, area: Area) -> None:
        rows, cols = slice(area.top, area.bottom), slice(area.left, area.right)
        colours = frame[rows, cols].astype(np.float32)
        self.y[rows, cols] = _rounded(colours @ TO_Y, SCALE) + 16
        before = max(area.left - 1, 0)
        sites = _halved(frame[rows, before : area.right].astype(np.float32), area.left > 0)
        chroma = _rounded(sites @ TO_CHROMA, 8 * SCALE) + 128
        half = (
            slice(area.top // 2, area.bottom // 2),
            slice(area.left // 2, area.right // 2),
        )
        self.u[half], self.v[half] = chroma[..., 0], chroma[..., 1]


def rows(plane: VideoPlane) -> Pixels:
    """Return the values of a plane, height x width, as they lie in memory."""
    content = np.frombuffer(memoryview(plane), dtype=np.uint8)
    return content.reshape(plane.height, plane.line_size)[:, : plane.width]


def changed(
    before: Pixels | None, after: Pixels, within: Iterable[Area] | None = None
) -> Iterator[Area]:
    """Yield areas with even edges outside which the two frames are equal, one or some for each
    strip of rows.

    They are looked for only `within` the areas that are given; where there is no frame before it,
    all of `after` has changed. The columns beside a change belong to it, for the chroma there reads
    its neighbours.
    """
    height, width = after.shape[:2]
    if before is None:
        yield from _strips(Area(0, height, 0, width))
        return
    for whole in (Area(0, height, 0, width),) if within is None else within:
        for strip in _strips(whole):
            differs = before[strip.place].view(np.uint32) != after[strip.place].view(np.uint32)
            for first, last in _runs(np.flatnonzero(differs.any(axis=(0, 2)))):
                left, right = (strip.left + first) // 2 * 2, (strip.left + last) // 2 * 2
                yield Area(strip.top, strip.bottom, max(left - 2, 0), min(right + 4, width))


def _runs(cols: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Yield first and last of the columns, split at gaps that cost more than a second area."""
    if len(cols):
        ends = np.flatnonzero(np.diff(cols) > GAP)
        firsts, lasts = cols[[0, *(ends + 1)]], cols[[*ends, -1]]
        yield from zip(firsts.tolist(), lasts.tolist(), strict=True)


def _strips(area: Area) -> Iterator[Area]:
    """Yield the strips that an area reaches into, cut to its columns; their rows are even."""
    for top in range(area.top // STRIP * STRIP, area.bottom, STRIP):
        bottom = min(top + STRIP, area.bottom + area.bottom % 2)
        yield Area(top, bottom, area.left, area.right)


def _rounded(total: Reals, unit: int) -> Reals:
    rounded: Reals = np.floor((total + unit // 2) / unit)
    return rounded


def _halved(colours: Reals, has_left: bool) -> Reals:
    """Return eight times the mean at each chroma site: 1 2 1 across an even column, 1 1 down a
    pair of rows. `has_left` says that the first column is only the neighbour of the first site."""
    pairs = colours[0::2] + colours[1::2]
    if not has_left:
        pairs = np.concatenate([pairs[:, :1], pairs], axis=1)
    halved: Reals = pairs[:, 0:-2:2] + 2 * pairs[:, 1:-1:2] + pairs[:, 2::2]
    return halved
