"""What changed in a picture: at most one area for each strip of rows."""

from __future__ import annotations

import math
from typing import NamedTuple

from corrconv.rendering.area import Area

ROWS = 32
"""Rows of a strip."""


class Box(NamedTuple):
    """A rectangle in pixels, from the upper left corner; the edges may lie between pixels."""

    left: float
    top: float
    right: float
    bottom: float


class ChangedAreas:
    """Collects boxes; gives areas with whole edges that cover them and do not overlap."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        count = -(-height // ROWS)
        self._left, self._right = [width] * count, [0] * count

    def add(self, box: Box) -> None:
        """Cover a box too; what lies outside the picture is left out."""
        left, right = max(math.floor(box.left), 0), min(math.ceil(box.right), self._width)
        top, bottom = max(math.floor(box.top), 0), min(math.ceil(box.bottom), self._height)
        if left < right and top < bottom:
            for strip in range(top // ROWS, (bottom - 1) // ROWS + 1):
                self._left[strip] = min(self._left[strip], left)
                self._right[strip] = max(self._right[strip], right)

    def add_all(self) -> None:
        """Cover the whole picture."""
        self.add(Box(0, 0, self._width, self._height))

    def join(self, other: ChangedAreas) -> None:
        """Cover what another collection covers; both are of pictures of one size."""
        for area in other.areas():
            self.add(Box(area.left, area.top, area.right, area.bottom))

    def meets(self, box: Box) -> bool:
        """Whether a part of the box is covered."""
        left, top, right, bottom = box
        first = max(math.floor(top), 0) // ROWS
        last = min(math.ceil(bottom), self._height) - 1
        for strip in range(first, last // ROWS + 1):
            if self._left[strip] < right and left < self._right[strip]:
                return True
        return False

    def areas(self) -> tuple[Area, ...]:
        """The areas, from the top down."""
        return tuple(
            Area(strip * ROWS, min((strip + 1) * ROWS, self._height), left, right)
            for strip, (left, right) in enumerate(zip(self._left, self._right, strict=True))
            if left < right
        )
