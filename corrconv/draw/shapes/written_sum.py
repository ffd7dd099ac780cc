"""A sum of products written out, in lines, of which each part can be shown alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from manim import VMobject

from corrconv.core.rational import Number
from corrconv.draw.fast_manim.copies import CopiedGroup
from corrconv.draw.style import CELL, Style
from corrconv.draw.text.glyph import Points
from corrconv.draw.text.label import Label
from corrconv.formula import sums
from corrconv.formula.tokens import Formula

LEADING = 1.3
"""Distance of the lines, in ems of the usual size."""


class WrittenSum(CopiedGroup):
    """A sum of products in as few lines as hold it, at most `lines`, in a room so wide; set
    smaller where these do not hold it.

    `head` are the parts before the first product, `terms` those of each product with the sign
    after it, `end` those of the result.
    """

    def __init__(
        self,
        style: Style,
        head: Formula,
        products: Sequence[tuple[Number, Number]],
        result: Number,
        *,
        width: float,
        lines: int,
    ) -> None:
        end = sums.result(result)
        formulas = _fitting(style, head, products, end if products else end[1:], width, lines)
        widest = max(style.formula(formula, CELL).ink_width for formula in formulas)
        self.lines = [style.formula(each, CELL * min(1.0, width / widest)) for each in formulas]
        super().__init__(*self.lines)
        self.leading = LEADING * style.em(CELL)
        parts: list[VMobject] = [part for line in self.lines for part in line.parts]
        self.head, parts = parts[: len(head)], parts[len(head) :]
        self.terms: list[list[VMobject]] = []
        for place, pair in enumerate(products, 1):
            count = len(sums.value_product(*pair)) + (place < len(products))
            self.terms.append(parts[:count])
            parts = parts[count:]
        self.end = parts

    def put(self, top: Points) -> WrittenSum:
        """Set the lines one below the other, each in the middle under `top`."""
        for place, line in enumerate(self.lines):
            line.put(top - np.array([0.0, self.leading * (place + 0.5), 0.0]))
        return self

    @property
    def place_of_result(self) -> Points:
        """Return the middle of the result."""
        last: Label = self.lines[-1]
        middle: Points = CopiedGroup(*self.end[-1:]).get_center()
        middle[1] = last.strut.get_y()
        return middle


def _fitting(
    style: Style,
    head: Formula,
    products: Sequence[tuple[Number, Number]],
    end: Formula,
    width: float,
    most: int,
) -> list[Formula]:
    """Return the sum in as few lines as hold it in type of the usual size, or in so many."""
    formulas: list[Formula] = []
    for lines in range(1, most + 1):
        formulas = list(sums.value_lines(products, math.ceil(max(1, len(products)) / lines)))
        formulas = formulas or [()]
        formulas[0] = (*head, *formulas[0])
        formulas[-1] = (*formulas[-1], *end)
        if max(style.formula(formula, CELL).ink_width for formula in formulas) <= width:
            break
    return formulas
