"""F8 and F14: one output worked through, term by term."""

from __future__ import annotations

import numpy as np
from manim import (
    Create,
    FadeIn,
    LaggedStart,
    Line,
    Square,
    TransformFromCopy,
    VGroup,
)

from corrconv import notation, sums
from corrconv.draw.evolve import evolve
from corrconv.draw.fact import claim
from corrconv.draw.grid import Axes, Grid
from corrconv.draw.kit import CELL, EQUATION
from corrconv.draw.label import Label
from corrconv.draw.outline import plain_box
from corrconv.draw.scene import SIDE, FigureScene
from corrconv.draw.strike import Strike
from corrconv.formula import EQUALS
from corrconv.index import Index, Region
from corrconv.operation import Term, terms

ROW = 0.365
"""Distance of two rows of the table, in scene units."""

BLOCK = 0.16
"""Extra distance after each row of pixels."""

AIR = 0.28
"""Distance of two columns."""

TOP = 2.62
PANEL = -3.35
"""Height of the table's first row, and the middle of the panel to its left."""

SLOW = 2
"""So many terms are worked through slowly; the others follow in a run."""


class WorkedTable(FigureScene):
    """The terms of one output: numbers put in on the left, worked out on the right."""

    def construct(self) -> None:
        """The general term, the left side, then the right side term by term."""
        self.step_place = (PANEL, 5.4)
        self.output: Index = self.lesson.worked[self.operation]
        every = terms(self.operation, self.output, self.lesson.image, self.lesson.kernel)
        self.rows = tuple(term for term in every if term.image in self.lesson.corner)
        self._lay_out()
        self.add_title()
        self._panel()
        self._put_in()
        self._work_out()
        self._sum_up(sum(term.exists for term in every), len(every))

    def _lay_out(self) -> None:
        """Every label of the table, at its place; nothing is shown yet."""
        output, operation = self.output, self.operation
        self.left = {
            term: self.kit.formula(notation.substituted(operation, output, term), CELL)
            for term in self.rows
        }
        self.right = {term: self.kit.formula(notation.solved(term), CELL) for term in self.rows}
        end = SIDE - 0.34
        right = end - AIR - max(label.ink_width for label in self.right.values())
        self.divider = right - AIR
        left = self.divider - AIR - max(label.ink_width for label in self.left.values())
        for term in self.rows:
            claim(self.left[term], "term", term.image, "substituted")
            claim(self.right[term], "term", term.image, "solved")
            self.left[term].put_left(np.array([left, self._height(term), 0.0]))
            self.right[term].put_left(np.array([right, self._height(term), 0.0]))
        self.end = end + 0.17

    def _height(self, term: Term) -> float:
        block = self.lesson.corner.row_range.index(term.image.row)
        return TOP - ROW * self.rows.index(term) - BLOCK * block

    def _panel(self) -> None:
        """The general term, and the kernel to look letters up in."""
        general = self.kit.formula(notation.general_term(self.operation), EQUATION)
        claim(general, "equation", None, "general")
        self.kernel = Grid(
            self.kit,
            self.lesson.kernel.region,
            0.62,
            "kernel",
            name="letters",
            centre=(PANEL + 0.15, 0.5),
            content=lambda tap: notation.letter(self.lesson.letters[tap]),
        )
        self.add(general.put(np.array([PANEL, 2.5, 0.0])), self.kernel, Axes(self.kernel))

    def _put_in(self) -> None:
        """Every term of the corner with its numbers."""
        self.say(
            "Put ",
            notation.assigned(("m", "n"), self.output),
            " and each pixel’s ",
            notation.names("i", "j"),
            " into the term.",
        )
        shown = [FadeIn(label) for label in self.left.values()]
        self.play(LaggedStart(*shown, lag_ratio=0.2), run_time=2.4)
        top, bottom = self._height(self.rows[0]) + 0.25, self._height(self.rows[-1]) - 0.25
        line = Line((self.divider, top, 0.0), (self.divider, bottom, 0.0))
        claim(line, "label", None, "divider")
        self.play(Create(self.kit.line(line, "divider")), run_time=0.6)
        self.hold()

    def _work_out(self) -> None:
        self.say("Work out each kernel index and look the element up.")
        self.hold()
        told = False
        for place, term in enumerate(self.rows):
            self._solve(term, 0.8 if place < SLOW or not (told or term.exists) else 0.25)
            if not term.exists and not told:
                told = True
                self.say(
                    "The kernel has no ",
                    notation.at("h", term.kernel),
                    ": this term does not exist.",
                )
                self.hold(1.2)
                self.say("The same for every other pixel of the corner, in reading order.")

    def _solve(self, term: Term, seconds: float) -> None:
        """One row: its right side, and its element or its strike."""
        solved = self.right[term]
        self.play(*evolve(self.left[term], solved), run_time=seconds)
        self.gather(solved)
        if term.exists:
            self._look_up(term, seconds)
        else:
            self._strike(term, solved, seconds)

    def _look_up(self, term: Term, seconds: float) -> None:
        place = np.array([self.end, self._height(term), 0.0])
        chip = Square(0.32).move_to(place)
        self.kit.line(self.kit.fill(chip, "kernel_fill"), "kernel_line", 1.5)
        letter = self.kit.formula(notation.letter(self.lesson.letters[term.kernel]), CELL)
        entry = VGroup(chip, letter.put(place))
        claim(entry, "term", term.image, "letter")
        box = plain_box(self.kit, self.kernel, Region(term.kernel, term.kernel), "focus", 4)
        self.add(box)
        self.play(TransformFromCopy(self.kernel(term.kernel), entry), run_time=seconds)
        self.remove(box)

    def _strike(self, term: Term, solved: Label, seconds: float) -> None:
        muted = self.kit.colour("muted")
        strike = Strike(self.kit, solved, self.end)
        claim(strike, "term", term.image, "struck")
        self.play(
            self.left[term].animate.set_fill(muted),
            solved.animate.set_fill(muted),
            FadeIn(strike),
            run_time=seconds,
        )

    def _sum_up(self, there: int, total: int) -> None:
        """The sum that is left, under the kernel."""
        existing = [term for term in self.rows if term.exists]
        head = self.kit.formula((*notation.at("y", self.output), EQUALS), CELL)
        lines = sums.sum_lines(existing, self.lesson.letters)
        labels = [self.kit.formula(line, CELL) for line in lines]
        width = head.ink_width + 0.12 + max(label.ink_width for label in labels)
        start = PANEL - width / 2
        for place, label in enumerate(labels):
            claim(label, "equation", None, f"sum.{place}")
            label.put_left(np.array([start + head.ink_width + 0.12, -1.1 - 0.42 * place, 0.0]))
        claim(head, "equation", None, "sum")
        head.put_left(np.array([start, -1.1, 0.0]))
        self.play(FadeIn(head, *labels), run_time=0.8)
        self.conclude(
            f"{there} of the {total} terms exist; the kernel has no element for the others."
        )


class ConvolutionTable(WorkedTable):
    """T1: the terms of a convolution."""

    figure_name = "convolution-table"


class CrossCorrelationTable(WorkedTable):
    """T2: the terms of a cross-correlation."""

    figure_name = "cross-correlation-table"
