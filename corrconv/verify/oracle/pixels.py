"""A still's pixels: colours at places and along lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corrconv.theme.theme import Theme
from corrconv.verify.oracle.drawn_entries import Box

Colours = NDArray[np.float64]
"""Red, green and blue, 0..255, in the last axis."""

Point = tuple[float, float]

EXACT = 3.0
"""Largest difference of a channel in an area of one colour."""

FAINTEST = 0.15
"""A faded area keeps at least so much of its colour."""

ACROSS = (-1.5, -0.5, 0.5, 1.5)
"""Where a line is looked for, in pixels across it."""


class Pixels:
    """A still, laid on the paper where it is transparent, and the theme that it is drawn in."""

    def __init__(self, still: NDArray[np.uint8], theme: Theme) -> None:
        self.theme = theme
        self.paper = self.colour("paper")
        colours = np.asarray(still[..., :3], dtype=np.float64)
        if still.shape[2] == 4:
            opaque = np.asarray(still[..., 3:], dtype=np.float64) / 255
            colours = colours * opaque + self.paper * (1 - opaque)
        self._colours: Colours = colours

    @property
    def size(self) -> list[int]:
        """Return width and height."""
        height, width = self._colours.shape[:2]
        return [width, height]

    def colour(self, role: str) -> Colours:
        """Return the theme's colour of a role."""
        return np.array(list(bytes.fromhex(self.theme.of(role).lstrip("#"))), dtype=np.float64)

    def at(self, points: Iterable[Point]) -> Colours:
        """Return the colour of the pixel that each point lies in."""
        x, y = np.array(list(points)).T
        width, height = self.size
        cols, rows = np.clip(x.astype(int), 0, width - 1), np.clip(y.astype(int), 0, height - 1)
        picked: Colours = self._colours[rows, cols]
        return picked

    def area(self, box: Box, inset: float = 0.0) -> Colours:
        """Return every pixel of a box, `inset` of its width and height left out on each side."""
        x, y = inset * box.width, inset * box.height
        left, top = max(int(box.left + x), 0), max(int(box.top + y), 0)
        right, bottom = int(np.ceil(box.right - x)), int(np.ceil(box.bottom - y))
        return self._colours[top : max(bottom, top + 1), left : max(right, left + 1)].reshape(-1, 3)

    def faded(self, colours: Colours, fill: Colours) -> NDArray[np.bool_]:
        """Tell which colours are `fill`, or `fill` with the paper shining through."""
        way = fill - self.paper
        share = (colours - self.paper) @ way / (way @ way)
        rest = np.abs(colours - self.paper - share[..., None] * way).max(axis=-1)
        found: NDArray[np.bool_] = (rest <= EXACT) & (share >= FAINTEST) & (share <= 1.05)
        return found

    def drawn_along(self, start: Point, end: Point, colour: Colours, tolerance: float) -> float:
        """Return the share of a line, upright or level, that has this colour."""
        steps = max(12, int(abs(end[0] - start[0]) + abs(end[1] - start[1])))
        shares = np.linspace(0.05, 0.95, steps)
        line = np.outer(1 - shares, start) + np.outer(shares, end)
        level = start[1] == end[1]
        near = [self.at(line + ((0, off) if level else (off, 0))) for off in ACROSS]
        found = np.min([np.abs(each - colour).max(axis=-1) for each in near], axis=0)
        return float(np.mean(found <= tolerance))

    def contrast(self, box: Box) -> float:
        """Return the largest difference of a channel within a box."""
        area = self.area(box)
        return float((area.max(axis=0) - area.min(axis=0)).max())

    def tint(self, box: Box, roles: Iterable[str]) -> str:
        """Return the role whose colour the ink in a box, on paper, is nearest to."""
        ink = self.area(box) - self.paper
        strongest = ink[np.abs(ink).sum(axis=-1).argmax()]

        def likeness(role: str) -> float:
            way: Any = self.colour(role) - self.paper
            return float(strongest @ way / np.linalg.norm(way))

        return max(roles, key=likeness)
