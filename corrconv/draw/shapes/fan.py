"""A fan of arrows between one pixel and the outputs that it feeds, a kernel element on each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import Arrow, Rectangle, VGroup

from corrconv.core.index import Index
from corrconv.core.operation import Operation
from corrconv.draw.export.annotations import annotate
from corrconv.draw.fast_manim.copies import CopiedGroup, CopiedRectangle
from corrconv.draw.shapes.grid import fitting
from corrconv.draw.style import CELL, EQUATION, Style
from corrconv.draw.text.glyph import Points
from corrconv.draw.text.label import Label
from corrconv.formula import notation
from corrconv.formula.tokens import Formula

PIXEL, OUTPUT, ROW = (1.15, 1.7), 1.05, 0.5
"""Width and height of the pixel, width of an output and its height with the gap, at the most."""

FILLED = 0.88
"""The share of a row that its output takes."""

GAP, TOWARDS = 0.07, 0.8
"""Distance of an arrow's ends from what it joins; the share of its way at which its letter lies."""

TILE, CORNER = 0.345, 0.32
"""Side of a kernel element on an arrow, and of one in the corner of a cell."""

WIDEST = 1.3
"""The widest that is written in it, in sides; a longer number is set smaller."""

RAISED = np.array([0.0, 0.024, 0.0])
"""How far a letter stands over the middle of its cell, so that a descender has room."""


class Fan(CopiedGroup):
    """A pixel, and to its right a column of the outputs that it feeds, named y[m,n].

    `letters` gives the kernel element that each output takes, in the order of the column. Arrows
    and tiles are made with the fan and shown by the scene.
    """

    def __init__(
        self,
        style: Style,
        pixel: Index,
        letters: Mapping[Index, str],
        columns: tuple[float, float],
        middle: float,
        height: float,
    ) -> None:
        super().__init__()
        self.style = style
        self._row = min(ROW, height / len(letters))
        self._box(PIXEL, "image", np.array([columns[0], middle, 0.0]))
        named = notation.at("x", pixel)
        name = style.formula(named, fitting(style, [named], PIXEL[0], EQUATION))
        annotate(name, "label", None, "fan.pixel")
        self.add(name.put(np.array([columns[0], middle, 0.0])))
        half = (len(letters) - 1) / 2
        self._ends: dict[Index, tuple[Points, Points]] = {}
        self._places: dict[Index, Points] = {}
        for place, output in enumerate(letters):
            up = half - place
            there = np.array([columns[1], middle + up * self._row, 0.0])
            self._box((OUTPUT, FILLED * self._row), "output", there)
            self._places[output] = there
            spread = 0.8 * PIXEL[1] / max(1, len(letters) - 1)
            start = np.array([columns[0] + PIXEL[0] / 2 + GAP, middle + up * spread, 0.0])
            self._ends[output] = start, there - np.array([OUTPUT / 2 + GAP, 0.0, 0.0])
        self.labels = {output: self.label(output, notation.at("y", output)) for output in letters}
        self.tiles = {output: self._tile(output, letter) for output, letter in letters.items()}
        self.add(*self.labels.values())

    def _box(self, size: tuple[float, float], role: str, place: Points) -> None:
        box = CopiedRectangle(width=size[0], height=size[1]).move_to(place)
        self.style.line(self.style.fill(box, f"{role}_fill"), f"{role}_line")
        self.add(box)

    def label(self, output: Index, formula: Formula) -> Label:
        """Return what is to be written in an output of the column, not yet part of the fan."""
        em = fitting(self.style, [formula], OUTPUT, min(CELL, CELL * self._row / 0.36))
        label = self.style.formula(formula, em)
        annotate(label, "label", output, "fan.output")
        return label.put(self._places[output])

    def arrow(self, output: Index, operation: Operation, *, back: bool = False) -> Arrow:
        """Return the arrow from the pixel to an output or, `back`, from the output to the pixel,
        in the operation's colour."""
        start, end = self._ends[output]
        arrow = Arrow(
            *((end, start) if back else (start, end)),
            buff=0,
            stroke_width=3,
            tip_length=0.16,
            color=self.style.colour(operation.slug),
        )
        annotate(arrow, "label", output, f"fan.{operation.slug}")
        return arrow

    def _tile(self, output: Index, letter: str) -> VGroup:
        start, end = self._ends[output]
        side = min(TILE, 0.88 * (self._row * TOWARDS + 0.05))
        made = tile(self.style, letter, start + TOWARDS * (end - start), side)
        annotate(made, "term", output, "fan.letter")
        return made


def tile(style: Style, letter: str, place: Points, side: float) -> VGroup:
    """Return a kernel element on a small cell of its own."""
    formula = notation.letter(letter)
    label = style.formula(formula, CELL)
    if label.ink_width > WIDEST * side:
        label = style.formula(formula, CELL * WIDEST * side / label.ink_width)
    square: Rectangle = CopiedRectangle(width=max(side, label.ink_width + 0.1), height=side)
    style.line(style.fill(square, "kernel_fill"), "kernel_line", 1.5)
    return VGroup(square.move_to(place), label.put(place + RAISED))
