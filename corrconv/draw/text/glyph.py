"""Glyphs, and reading them back: which character an outline is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from corrconv.draw.fast_manim.copies import CopiedMobject

TOLERANCE = 2e-3
"""Largest distance, in units of the glyph's own size, between two outlines of one character."""

Points = npt.NDArray[np.float64]


class Glyph(CopiedMobject):
    """One character's outline, filled."""

    def __init__(self, points: Points, colour: str) -> None:
        super().__init__(stroke_width=0, fill_opacity=1, fill_color=colour)
        self.points = points


class Strut(CopiedMobject):
    """An invisible upright line from a label's baseline to its capital height; labels are
    placed by it, so that letters with and without descenders stand on one line."""

    def __init__(self, height: float, em: float) -> None:
        super().__init__(stroke_width=0, fill_opacity=0)
        self._share = em / height
        self.set_points_as_corners(np.array([[0.0, 0.0, 0.0], [0.0, height, 0.0]]))

    @property
    def em(self) -> float:
        """The size of the label's type as it is now, in scene units."""
        return self._share * float(np.linalg.norm(self.points[-1] - self.points[0]))


class Outlines:
    """The outlines seen so far and the character that each of them is."""

    def __init__(self) -> None:
        self._known: dict[int, list[tuple[Points, str]]] = {}

    def learn(self, points: Points, character: str) -> None:
        """Remember that this outline is `character`; two may share one, as . and · do."""
        if not self.reads_as(points, character):
            self._known.setdefault(len(points), []).append((_normal(points), character))

    def read(self, points: Points) -> str | None:
        """The character with this outline at any place and size, of several the one that was
        learned first; None if it is unknown."""
        return next(self._characters(points), None)

    def reads_as(self, points: Points, character: str) -> bool:
        """Whether this outline is the character's."""
        return character in self._characters(points)

    def _characters(self, points: Points) -> Iterator[str]:
        if len(points) == 0:
            return
        shape = _normal(points)
        for known, character in self._known.get(len(points), ()):
            if np.abs(known - shape).max() < TOLERANCE:
                yield character


def _normal(points: Points) -> Points:
    flat = points[:, :2]
    low, high = flat.min(axis=0), flat.max(axis=0)
    size = float((high - low).max()) or 1.0
    normal: Points = (flat - low) / size
    return normal
