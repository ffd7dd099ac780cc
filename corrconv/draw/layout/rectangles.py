"""Rectangles of the plane, many at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Rectangles = npt.NDArray[np.float64]
"""N x 4 left, bottom, right and top, in scene units."""


def overlap_depths(first: Rectangles, second: Rectangles) -> npt.NDArray[np.float64]:
    """Return, N x M, by how much the boxes overlap; negative where they do not."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    deep: npt.NDArray[np.float64] = (high - low).min(axis=2)
    return deep


def overlap(first: Rectangles, second: Rectangles) -> float:
    """Return the largest overlap of a box of one kind with one of the other."""
    return float(overlap_depths(first, second).max())


def crossing_depths(boxes: Rectangles, frames: Rectangles) -> npt.NDArray[np.float64]:
    """Return, N x M, how far each box reaches over the edge of each frame that it also lies in: the
    smaller of what is inside and what is outside; 0 where it is one or the other."""
    inside = overlap_depths(boxes, frames)
    low = frames[None, :, :2] - boxes[:, None, :2]
    high = boxes[:, None, 2:] - frames[None, :, 2:]
    outside = np.maximum(low, high).max(axis=2)
    over: npt.NDArray[np.float64] = np.maximum(np.minimum(inside, outside), 0)
    return over


def meeting(boxes: Rectangles) -> Iterator[tuple[int, int]]:
    """Yield every pair of boxes that overlap, by their places."""
    first, second = np.nonzero(np.triu(overlap_depths(boxes, boxes) > 0, 1))
    yield from zip(first.tolist(), second.tolist(), strict=True)
