"""A scene that sets headings and equations at places of its own."""

from __future__ import annotations

import numpy as np

from corrconv.draw.export.facts import claim
from corrconv.draw.scene import FigureScene
from corrconv.draw.style import CELL, EQUATION, STEP
from corrconv.draw.text.label import Label
from corrconv.formula.tokens import Formula

Place = tuple[float, float]
"""The middle of a label, in scene units."""


class BoardScene(FigureScene):
    """Labels with their claims, made but not yet shown."""

    def equation(self, formula: Formula, grid: str, place: Place, em: float = EQUATION) -> Label:
        """A formula that is an equation of the figure."""
        equation = self.kit.formula(formula, em)
        claim(equation, "equation", None, grid)
        return equation.put(np.array([*place, 0.0]))

    def heading(self, words: str, role: str, grid: str, place: Place) -> Label:
        """What stands over a part of the figure, in the colour of `role`."""
        head = self.kit.words(words, STEP, role=role, weight="semibold")
        claim(head, "label", None, grid)
        return head.put(np.array([*place, 0.0]))

    def note(self, words: str, grid: str, place: Place) -> Label:
        """Small words beside a part of the figure."""
        note = self.kit.words(words, CELL, role="muted")
        claim(note, "label", None, grid)
        return note.put(np.array([*place, 0.0]))
