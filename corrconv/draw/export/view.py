"""A view: the part of the plane that is seen, and how large; scene units to pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from manim import VMobject

from corrconv.draw.text.glyph import Points
from corrconv.rendering.profile import FRAME_HEIGHT, FRAME_WIDTH

MARGIN = 0.06
"""Margin around a still's content, as a share of its longer side."""


@dataclass(frozen=True, slots=True)
class View:
    """A rectangle of the plane, in scene units, and its scale in pixels per unit."""

    left: float
    top: float
    width: int
    height: int
    scale: float

    @classmethod
    def around(cls, parts: Iterable[VMobject], scale: float, middle: float | None = None) -> View:
        """Return the view that shows `parts` with even margins. With a `middle`, a place from left
        to right, it stands there, and what reaches less far on one side has more margin."""
        points = np.concatenate([part.points for part in parts])
        low: Points = points[:, :2].min(axis=0)
        high: Points = points[:, :2].max(axis=0)
        if middle is not None:
            reach = max(middle - low[0], high[0] - middle)
            low[0], high[0] = middle - reach, middle + reach
        margin = MARGIN * float((high - low).max())
        size = high - low + 2 * margin
        width, height = (2 * math.ceil(float(side) * scale / 2) for side in size)
        centre = (low + high) / 2
        return cls(
            left=float(centre[0]) - width / scale / 2,
            top=float(centre[1]) + height / scale / 2,
            width=width,
            height=height,
            scale=scale,
        )

    @classmethod
    def whole(cls, width: int, height: int) -> View:
        """Return the view of an animation of this size."""
        return cls(-FRAME_WIDTH / 2, FRAME_HEIGHT / 2, width, height, width / FRAME_WIDTH)

    def twice(self) -> View:
        """Return the view of the same layout in twice the pixels each way."""
        return replace(self, width=2 * self.width, height=2 * self.height, scale=2 * self.scale)

    @property
    def frame(self) -> tuple[float, float]:
        """Return width and height in scene units."""
        return self.width / self.scale, self.height / self.scale

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle of the view in scene units."""
        width, height = self.frame
        return self.left + width / 2, self.top - height / 2

    def pixels(self, points: Points) -> Points:
        """Return points of the plane (N x 3) as pixels (N x 2) from the upper left corner."""
        corner = np.array([self.left, self.top])
        pixels: Points = (points[:, :2] - corner) * self.scale * np.array([1.0, -1.0])
        return pixels

    def box(self, parts: Sequence[VMobject]) -> list[float]:
        """Return [x0, y0, x1, y1] of the parts in pixels from the upper left corner."""
        points = np.concatenate([part.points for part in parts])
        low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        return [
            round((float(low[0]) - self.left) * self.scale, 1),
            round((self.top - float(high[1])) * self.scale, 1),
            round((float(high[0]) - self.left) * self.scale, 1),
            round((self.top - float(low[1])) * self.scale, 1),
        ]
