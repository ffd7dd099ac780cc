"""Marking what does not exist: struck and with a cross, so that it stays readable."""

from __future__ import annotations

import numpy as np
from manim import Line, VGroup

from corrconv.draw.kit import CELL, Kit
from corrconv.draw.label import Label
from corrconv.formula import MISSING


class Strike(VGroup):
    """A slanted line through a term's kernel element, which leaves its minus signs readable, and
    a cross in a column of its own: the kernel has no such element."""

    def __init__(self, kit: Kit, label: Label, column: float) -> None:
        middle = label.strut.get_y()
        marks = label.marks
        start = next(part for part in marks if part.token.name == "h").get_left()[0]
        end = marks[-1].get_right()[0]
        self.line = kit.line(
            Line((start, middle - 0.15, 0.0), (end, middle + 0.15, 0.0)), "muted", 1.5
        )
        self.cross = kit.formula((MISSING,), CELL)
        self.cross.put(np.array([column, middle, 0.0]))
        super().__init__(self.line, self.cross)
