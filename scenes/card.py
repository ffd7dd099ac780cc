"""The title cards of a lecture."""

from __future__ import annotations

import itertools

import numpy as np
from manim import DOWN, FadeIn, Line, VGroup

from corrconv.core.operation import Operation
from corrconv.draw.export.annotations import annotate
from corrconv.draw.scene import SIDE, FigureScene
from corrconv.draw.style import EQUATION, STEP, TITLE
from corrconv.draw.text.label import Label
from corrconv.figures import phrases
from corrconv.formula import notation

HEADING = 1.56 * TITLE
"""Size of a card's title."""

TALLEST = 3.5
"""In scene units; a title that is taller has the size of a figure's."""

GAP = 0.5
"""Distance between an operation's name and its term."""

CARD_HOLD = 2.5


class Card(FigureScene):
    """A title card: the title of what comes next, and the general term of each operation in it."""

    def construct(self) -> None:
        """Show the title at once; the terms come in under a rule."""
        title = self._title(HEADING)
        if title.height > TALLEST:
            title = self._title(TITLE)
        annotate(title, "label", None, "title")
        rule = self.style.line(Line((-0.9, 0.0, 0.0), (0.9, 0.0, 0.0)), "muted", 3)
        annotate(rule, "label", None, "rule")
        rows = self._rows()
        VGroup(title, rule, rows).arrange(DOWN, buff=0.55).move_to(np.zeros(3))
        self.add(title, rule)
        self.begin_step(title)
        self.play(FadeIn(rows), run_time=0.5)
        self.hold(CARD_HOLD)

    def _title(self, em: float) -> Label:
        """Set the title in as few lines as fit, of about the same length."""
        titles = (self._words(em, share * 2 * SIDE) for share in (1.0, 0.85, 0.7, 0.6, 0.52))
        widest = next(titles)
        same = itertools.takewhile(lambda title: title.height < 1.1 * widest.height, titles)
        return min((widest, *same), key=lambda title: title.ink_width)

    def _words(self, em: float, width: float) -> Label:
        return self.style.words(self.figure.title, em, weight="semibold", width=width)

    def _rows(self) -> VGroup:
        """Return a line for each operation, its name to the left of the middle axis of all
        lines."""
        operations = self.figure.announced
        rows = VGroup()
        for place, operation in enumerate(operations):
            name, term = self._name(operation), self._term(operation)
            height = -0.62 * place
            if len(operations) == 1:
                start = -(name.ink_width + GAP + term.ink_width) / 2
            else:
                start = -GAP / 2 - name.ink_width
            name.put_left(np.array([start, height, 0.0]))
            term.put_left(np.array([start + name.ink_width + GAP, height, 0.0]))
            rows.add(name, term)
        return rows

    def _name(self, operation: Operation) -> Label:
        name = self.style.words(
            phrases.NAMES[operation], STEP, role=operation.slug, weight="semibold"
        )
        annotate(name, "label", None, f"name.{operation.slug}")
        return name

    def _term(self, operation: Operation) -> Label:
        term = self.style.formula(notation.general_term(operation), EQUATION)
        annotate(term, "equation", None, f"general.{operation.slug}")
        return term
