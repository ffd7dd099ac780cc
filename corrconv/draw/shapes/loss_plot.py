"""A plot of losses that fall: a curve for each over the steps, on a logarithmic scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from manim import DashedVMobject, Dot, Line, Square, VGroup, VMobject

from corrconv.core.operation import Operation
from corrconv.draw.export.annotations import annotate
from corrconv.draw.fast_manim.copies import CopiedGroup
from corrconv.draw.shapes.patch_box import DASHES
from corrconv.draw.style import CELL, Style
from corrconv.draw.text.glyph import Points
from corrconv.draw.text.label import Label
from corrconv.formula import gradients, notation

WIDTH = 3.0
"""Width of a curve, in manim's hundredths of a scene unit."""

LEGEND = 0.34
"""Distance of two names at the ends of curves."""


class LossPlot(CopiedGroup):
    """The frame of a plot: its two axes with their numbers. `decades` are the exponents of ten
    at the lower and the upper end; `corner` is the lower left corner in scene units.

    The curves and their dots are made with it and shown by the scene: `pieces` by the steps that
    they lead from and to, `dots` by their step, one for each operation at each of `knots`;
    the first operation's line is drawn last, so that its dashes are seen on another curve;
    `legend` names each curve at its end.
    """

    def __init__(
        self,
        style: Style,
        losses: Mapping[Operation, Sequence[float]],
        names: Mapping[Operation, str],
        knots: Sequence[int],
        decades: tuple[int, int],
        corner: tuple[float, float],
        size: tuple[float, float],
    ) -> None:
        super().__init__()
        self.style, self.losses = style, losses
        self.decades, self.corner, self.size = decades, corner, size
        self.steps = knots[-1]
        self._frame()
        back_to_front = sorted(losses, key=[*losses].index, reverse=True)
        self.pieces = {
            ends: [self._piece(operation, *ends) for operation in back_to_front]
            for ends in pairwise(knots)
        }
        self.dots = {step: [self._dot(operation, step) for operation in losses] for step in knots}
        self.legend = self._legend(names)

    def point(self, step: float, exponent: float) -> Points:
        """Return where a step and a power of ten lie."""
        low, high = self.decades
        across, up = step / self.steps, (exponent - low) / (high - low)
        return np.array(
            [self.corner[0] + across * self.size[0], self.corner[1] + up * self.size[1], 0.0]
        )

    def at(self, operation: Operation, step: int) -> Points:
        """Return where an operation's loss after a step lies."""
        return self.point(step, math.log10(self.losses[operation][step]))

    def _legend(self, names: Mapping[Operation, str]) -> list[Label]:
        """Name each curve to the right of its end, one name clear of the other."""
        ends = sorted(names, key=lambda each: float(self.at(each, self.steps)[1]))
        labels, highest = [], -math.inf
        for operation in ends:
            there = self.at(operation, self.steps) + np.array([0.3, 0.0, 0.0])
            there[1] = highest = max(there[1], highest + LEGEND)
            label = self.style.words(names[operation], CELL, role=operation.slug, weight="semibold")
            annotate(label, "label", None, f"legend.{operation.slug}")
            labels.append(label.put_left(there))
        return labels

    def _frame(self) -> None:
        low, high = self.decades
        origin = self.point(0, low)
        ends = (self.point(self.steps, low), self.point(0, high))
        frame = VGroup(*(self.style.line(Line(origin, end), "muted", 2) for end in ends))
        annotate(frame, "label", None, "plot")
        self.add(frame)
        for exponent in ticks(self.decades):
            label = self.style.formula(gradients.power_of_ten(exponent), CELL)
            at = self.point(0, exponent)
            self._tick(label, "losses", at - np.array([label.ink_width / 2 + 0.14, 0.0, 0.0]))
        for step in (0, self.steps // 2, self.steps):
            label = self.style.formula(notation.number(step, "muted"), CELL)
            self._tick(label, "steps", self.point(step, low) - np.array([0.0, 0.24, 0.0]))
        for words, place in (
            ("loss", self.point(0, high) + np.array([0.0, 0.27, 0.0])),
            ("step", self.point(0.75 * self.steps, low) - np.array([0.0, 0.24, 0.0])),
        ):
            self._tick(self.style.words(words, CELL, role="muted"), "names", place)

    def _tick(self, label: Label, what: str, place: Points) -> None:
        annotate(label, "axis", None, what)
        self.add(label.put(place))

    def _piece(self, operation: Operation, start: int, end: int) -> VMobject:
        """Return the curve from one step to another, drawn as its operation is drawn everywhere."""
        points = [self.at(operation, step) for step in range(start, end + 1)]
        line = VMobject().set_points_as_corners(points)
        self.style.line(line, operation.slug, WIDTH)
        dashes = DASHES[operation]
        piece: VMobject = line
        if dashes is not None:
            length = sum(float(np.linalg.norm(b - a)) for a, b in pairwise(points))
            count = max(2, round(length / dashes[0]))
            piece = DashedVMobject(line, num_dashes=count, dashed_ratio=dashes[1])
        annotate(piece, "label", None, f"loss.{operation.slug}.{start}-{end}")
        return piece

    def _dot(self, operation: Operation, step: int) -> VMobject:
        """Return a dot, or a square where the line is dashed: the two differ not only in colour."""
        plain, there = DASHES[operation] is None, self.at(operation, step)
        mark = Dot(there, radius=0.07) if plain else Square(0.17).move_to(there)
        mark.set_stroke(width=0)
        self.style.fill(mark, operation.slug)
        annotate(mark, "label", None, f"mark.{operation.slug}.{step}")
        return mark


def decades(losses: Sequence[float]) -> tuple[int, int]:
    """Return the exponents of ten between which all these losses lie."""
    return math.floor(math.log10(min(losses))), math.ceil(math.log10(max(losses)))


def ticks(decades: tuple[int, int]) -> range:
    """Return the exponents that are written: at most four, from the lower end upwards."""
    low, high = decades
    return range(low, high + 1, max(1, math.ceil((high - low) / 3)))
