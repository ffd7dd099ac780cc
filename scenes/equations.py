"""F2, F3, F7 and F10: equations, generated from their operations."""

from __future__ import annotations

import numpy as np
from manim import Line, RoundedRectangle, VGroup, VMobject

from corrconv.core.operation import Operation
from corrconv.draw.export.annotations import annotate
from corrconv.draw.fast_manim.copies import CopiedRectangle
from corrconv.draw.scene import FigureScene
from corrconv.draw.style import CELL, EQUATION, STEP
from corrconv.draw.text.label import Label
from corrconv.figures import phrases
from corrconv.formula import notation
from corrconv.formula.published_forms import Form
from corrconv.formula.tokens import EQUALS, STAR, Formula

PITCH = 1.07
LEFT, MIDDLE, RIGHT = -6.1, 1.6, 6.1
"""Where the columns of the zoo begin and where the last one ends, in scene units."""


class ConvolutionEquation(FigureScene):
    """F7: the double sum alone."""

    def construct(self) -> None:
        """Draw one equation."""
        label = self.style.formula(notation.equation(self.operation), EQUATION)
        annotate(label, "equation", None, self.operation.slug)
        self.add(label.move_to((0.0, 0.0, 0.0)))


class Notation(FigureScene):
    """F3: the equation, and what each of its letters stands for."""

    def construct(self) -> None:
        """Draw the equation, and under it a legend in two columns."""
        title = self.add_title()
        head = (
            *notation.at_names("y", "m", "n"),
            *(EQUALS, *notation.at_names("x", "m", "n")),
            *(STAR, *notation.at_names("h", "m", "n")),
        )
        label = self.style.formula(
            (*head, *notation.equation(self.operation)[len(notation.at_names("y", "m", "n")) :])
        )
        annotate(label, "equation", None, self.operation.slug)
        label.move_to((0.0, 0.0, 0.0))
        words = self.lesson.labels
        legend: tuple[tuple[Formula, str, str | None], ...] = (
            ((notation.name("x"),), words.image, "image"),
            ((notation.name("h"),), words.kernel, "kernel"),
            ((notation.name("y"),), words.output, "output"),
            ((STAR,), "convolution", None),
        )
        entries = VGroup(*(self._entry(*entry) for entry in legend))
        entries.arrange_in_grid(rows=2, cols=2, col_alignments="ll", buff=(1.4, 0.4))
        entries.next_to(label, np.array([0.0, -1.0, 0.0]), buff=0.7)
        self.stack(title, label, entries)

    def _entry(self, mark: Formula, words: str, role: str | None) -> VGroup:
        symbol = self.style.formula(mark, EQUATION)
        plate = CopiedRectangle(width=0.62, height=0.62, stroke_width=0, fill_opacity=0)
        if role:
            self.style.line(self.style.fill(plate, f"{role}_fill"), f"{role}_line")
        symbol.put(plate.get_center())
        text = self.style.words(words, STEP).put_left(plate.get_right() + [0.25, 0, 0])
        entry = VGroup(plate, symbol, text)
        annotate(entry, "label", None, "legend")
        return entry


class EquationsCompared(FigureScene):
    """F10: two sums, one over the other, so that the only mark that differs stands out."""

    def construct(self) -> None:
        """Draw each equation under its operation's name, the signs marked."""
        title = self.add_title()
        rows = VGroup(*(self._row(operation) for operation in self.lesson.compared))
        rows.arrange(np.array([0.0, -1.0, 0.0]), buff=0.65, aligned_edge=np.array([-1.0, 0, 0]))
        self.stack(title, rows)

    def _row(self, operation: Operation) -> VGroup:
        equation = self.style.formula(notation.equation(operation), EQUATION)
        annotate(equation, "equation", None, operation.slug)
        name = self.style.words(
            phrases.NAMES[operation], STEP, role=operation.slug, weight="semibold"
        )
        annotate(name, "label", None, f"name.{operation.slug}")
        name.next_to(equation, np.array([0.0, 1.0, 0.0]), buff=0.3)
        name.put_left(np.array([equation.get_left()[0], name.strut.get_y(), 0.0]))
        return VGroup(name, self._rings(operation, equation), equation)

    def _rings(self, operation: Operation, equation: Label) -> VGroup:
        return VGroup(*(self._ring(operation, sign) for sign in equation.part("sign")))

    def _ring(self, operation: Operation, sign: VMobject) -> VMobject:
        ring = RoundedRectangle(width=0.40, height=0.40, corner_radius=0.08, fill_opacity=0)
        self.style.line(ring, operation.slug, 4)
        annotate(ring, "label", None, f"ring.{operation.slug}")
        return ring.move_to(sign)


class NotationZoo(FigureScene):
    """F2: the published forms, each with what it computes."""

    def construct(self) -> None:
        """Draw one row for each form; what it computes is the core's word."""
        title = self.add_title()
        rows = [self._row(form, PITCH * place) for place, form in enumerate(self.lesson.forms)]
        rules = [
            self.style.line(Line((LEFT, y, 0.0), (RIGHT, y, 0.0)), "grid", 1.5)
            for y in (-PITCH * place - PITCH / 2 for place in range(len(rows) - 1))
        ]
        self.stack(title, *rows, *rules)

    def _row(self, form: Form, down: float) -> VGroup:
        equation = self.style.formula(form.formula, EQUATION)
        annotate(equation, "equation", None, form.source)
        equation.put_left(np.array([LEFT, 0.0, 0.0])).set_y(-down)
        computes = self.style.words(
            phrases.NAMES[form.operation], STEP, role=form.operation.slug, weight="semibold"
        )
        annotate(computes, "label", None, f"computes.{form.source}")
        computes.put_left(np.array([MIDDLE, 0.18 - down, 0.0]))
        source = self.style.words(form.source, CELL, role="muted")
        annotate(source, "label", None, "source")
        source.put_left(np.array([MIDDLE, -0.22 - down, 0.0]))
        return VGroup(equation, computes, source)
