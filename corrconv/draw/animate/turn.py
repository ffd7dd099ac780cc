"""The turn by 180° and the mirror steps that it consists of, as motions of a whole grid.

A motion is drawing: what the grid shows afterwards is another grid, whose cells are read off an
operation. Both move the squares as one rigid body and keep what is written upright.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from manim import Animation, FadeIn, FadeOut, Polygon, Scene, smooth

from corrconv.draw.fast_manim.copies import CopiedGroup, CopiedRectangle
from corrconv.draw.shapes.grid import Grid
from corrconv.draw.text.glyph import Points
from corrconv.draw.text.label import glyphs

SECONDS = 1.2
"""How long a turn takes."""

LIFT = 0.1
"""How much larger the grid is half-way through its turn: it is lifted off the page."""

CORNER = 0.3
"""The side of the marked corner, in cells."""

EDGE_ON = 0.45
"""The width, as a share of its own, under which a grid seen at a slant shows no writing."""


class GridMotion(Animation, ABC):
    """A linear motion of a grid about its centre, with a frame that moves along."""

    def __init__(self, grid: Grid, frame: TurnFrame, **options: Any) -> None:
        super().__init__(
            CopiedGroup(grid, frame), introducer=False, **{"rate_func": smooth, **options}
        )
        self._centre: Points = grid.get_center()
        self._squares = [
            (cell.square, cell.square.points.copy()) for cell in map(grid, grid.region)
        ]
        self._frame = [(part, part.points.copy()) for part in frame.submobjects]
        self._labels = [
            (cell.label, cell.square.get_center())
            for cell in map(grid, grid.region)
            if cell.label is not None
        ]

    @abstractmethod
    def matrix(self, share: float) -> Points:
        """Return the motion, 3 x 3, after this share of the way from 0 to 1."""

    def opacity(self, share: float) -> float:
        """Return how much of what is written can be seen after this share of the way."""
        return 1.0

    def begin(self) -> None:
        """Begin where the grid is; nothing is copied."""
        self.interpolate(0)

    def finish(self) -> None:
        """Arrive."""
        self.interpolate(1)

    def interpolate_mobject(self, alpha: float) -> None:
        """Put every square, the frame and every label where they are by then."""
        share = self.rate_func(alpha)
        matrix, opacity = self.matrix(share), self.opacity(share)
        for part, points in (*self._squares, *self._frame):
            part.points = self._centre + (points - self._centre) @ matrix.T
        for label, home in self._labels:
            there = self._centre + matrix @ (home - self._centre)
            label.put(there)
            for glyph in glyphs(label):
                glyph.set_fill(opacity=opacity)


class Turn(GridMotion):
    """A grid lifts a little and turns in its plane."""

    def matrix(self, share: float) -> Points:
        """Return the turn by that share of 180°, clockwise."""
        angle, size = -math.pi * share, 1 + LIFT * math.sin(math.pi * share)
        cos, sin = size * math.cos(angle), size * math.sin(angle)
        return np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])


class MirrorColumns(GridMotion):
    """A grid folds over the vertical line through its middle: left becomes right."""

    def matrix(self, share: float) -> Points:
        """Return the fold as it is seen from the front."""
        return np.diag([math.cos(math.pi * share), 1.0, 1.0])

    def opacity(self, share: float) -> float:
        """Return nothing where the grid is seen from its edge, so that no two texts meet."""
        seen = abs(math.cos(math.pi * share))
        return max(0.0, (seen - EDGE_ON) / (1 - EDGE_ON))


class MirrorRows(MirrorColumns):
    """A grid folds over the horizontal line through its middle: top becomes bottom."""

    def matrix(self, share: float) -> Points:
        """Return the fold as it is seen from the front."""
        return np.diag([1.0, math.cos(math.pi * share), 1.0])


class TurnFrame(CopiedGroup):
    """A frame around a grid with one marked corner, the upper left one, that turns with it."""

    def __init__(self, grid: Grid, role: str) -> None:
        style, lattice = grid.style, grid.lattice
        outline = CopiedRectangle(lattice.width, lattice.height).move_to(grid.get_center())
        style.line(outline, role, 4)
        side, corner = CORNER * lattice.pitch, outline.get_corner((-1, 1, 0))
        mark = Polygon(
            corner,
            corner + np.array([side, 0.0, 0.0]),
            corner - np.array([0.0, side, 0.0]),
            stroke_width=0,
        )
        style.fill(mark, role)
        super().__init__(outline, mark)


class Ghost(CopiedGroup):
    """The faint outline of where a grid was."""

    def __init__(self, grid: Grid) -> None:
        squares = [cell.square.copy().set_fill(opacity=0) for cell in map(grid, grid.region)]
        for square in squares:
            square.set_stroke(grid.style.colour("grid"), opacity=0.6)
        super().__init__(*squares)


def turn(scene: Scene, grid: Grid, turned: Grid, role: str, seconds: float = SECONDS) -> TurnFrame:
    """Turn `grid` where it stands and leave `turned`, what an operation makes of it, in its place.

    Returns the frame, in the colour `role`, which is still in the scene; its marked corner shows
    which corner was the upper left one.
    """
    return move(scene, grid, turned, Turn, TurnFrame(grid, role), seconds)


def move(
    scene: Scene,
    grid: Grid,
    after: Grid,
    motion: type[GridMotion],
    frame: TurnFrame,
    seconds: float = SECONDS,
) -> TurnFrame:
    """Move `grid` by `motion`, leave `after` in its place, and return the frame around it."""
    ghost = Ghost(grid)
    if frame not in scene.mobjects:
        scene.play(FadeIn(frame), run_time=0.4)
    scene.remove(grid, frame)
    scene.add(ghost, grid, frame)
    scene.play(motion(grid, frame), run_time=seconds)
    scene.remove(grid, frame)
    scene.add(after, frame)
    scene.play(FadeOut(ghost), run_time=0.4)
    return frame
