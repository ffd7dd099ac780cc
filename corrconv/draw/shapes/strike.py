"""A strike through what does not exist, with a mark of its own, so that it stays readable."""

from __future__ import annotations

import numpy as np
from manim import Line

from corrconv.draw.fast_manim.copies import CopiedGroup
from corrconv.draw.style import CELL, Style
from corrconv.draw.text.label import Label
from corrconv.formula.tokens import NO_ELEMENT, NO_PIXEL


class Strike(CopiedGroup):
    """A slanted line through one factor of a term, "h" or "x", which leaves its minus signs
    readable, and in a column of its own a cross where the kernel has no such element, an empty
    set where the image has no such pixel."""

    def __init__(self, style: Style, label: Label, column: float, factor: str) -> None:
        middle = label.strut.get_y()
        names = [part.token.name for part in label.parts]
        first = names.index(factor)
        after = names.index("h") - 2 if factor == "x" else len(names) - 1
        start, end = label.parts[first].get_left()[0], label.parts[after].get_right()[0]
        self.line = style.line(
            Line((start, middle - 0.15, 0.0), (end, middle + 0.15, 0.0)), "muted", 1.5
        )
        self.mark = style.formula((NO_ELEMENT if factor == "h" else NO_PIXEL,), CELL)
        self.mark.put(np.array([column, middle, 0.0]))
        super().__init__(self.line, self.mark)
