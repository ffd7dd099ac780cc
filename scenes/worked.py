"""F8 and F14: one output worked through, term by term."""

from __future__ import annotations

import numpy as np
from manim import (
    Create,
    FadeIn,
    LaggedStart,
    Line,
    Rectangle,
    TransformFromCopy,
    VGroup,
)

from corrconv import notation, room, sums, working
from corrconv.absence import absence, summary
from corrconv.draw.evolve import evolve
from corrconv.draw.fact import claim
from corrconv.draw.grid import Axes, Grid
from corrconv.draw.kit import CELL, EQUATION, STEP
from corrconv.draw.label import Label
from corrconv.draw.outline import plain_box
from corrconv.draw.scene import BOTTOM, SIDE, FigureScene
from corrconv.draw.strike import Strike
from corrconv.formula import EQUALS, Formula
from corrconv.index import Index, Region
from corrconv.working import Row

ROW = 0.365
"""Distance of two rows of the table, in scene units."""

BLOCK = 0.16
"""Extra distance after each row of pixels."""

AIR = 0.28
"""Distance of two columns."""

HEIGHT = 5.96
WIDTH = 5.6
"""Room for all rows, and for the columns of formulas and elements together."""

TOP = 2.62
PANEL = -3.35
"""Height of the table's first row, and the middle of the panel to its left."""

SUM = -1.1
"""Height of the first line of the sum."""

DESCENT = np.array([0.0, 0.012, 0.0])
"""A letter in a chip stands so much higher than its middle, to leave room for a descender."""

SLOW = 2
"""So many terms are worked through slowly; the others follow in a run."""


class WorkedTable(FigureScene):
    """The terms of one output: numbers put in on the left, worked out on the right."""

    def construct(self) -> None:
        """The general term, the left side, then the right side term by term."""
        self.step_place = (PANEL, 5.4)
        self.output: Index = self.lesson.worked[self.operation]
        self.rows = working.rows(self.lesson, self.operation)
        self._lay_out()
        self.add_title()
        self._panel()
        self._put_in()
        self._work_out()
        self._sum_up()

    def _lay_out(self) -> None:
        """Every label of the table, at its place; nothing is shown yet."""
        output, operation = self.output, self.operation
        self._scale()
        self.left = {
            row: self.kit.formula(notation.substituted(operation, output, row.place), self.em)
            for row in self.rows
        }
        self.right = {row: self.kit.formula(sums.solved(row), self.em) for row in self.rows}
        self.chip = max(
            [0.32, *(self._letter(row).ink_width + 0.16 for row in self.rows if row.element)]
        )
        end = SIDE - self.chip - 0.02
        right = end - AIR - max(label.ink_width for label in self.right.values())
        self.divider = right - AIR
        left = self.divider - AIR - max(label.ink_width for label in self.left.values())
        for row in self.rows:
            claim(self.left[row], "term", row.place, "substituted")
            claim(self.right[row], "term", row.place, "solved")
            self.left[row].put_left(np.array([left, self._height(row), 0.0]))
            self.right[row].put_left(np.array([right, self._height(row), 0.0]))
        self.end = end + self.chip / 2 + 0.01

    def _scale(self) -> None:
        """The size of type and the distance of rows: as usual, or less where there are many or
        long ones."""
        blocks = len({row.place.row for row in self.rows})
        space = HEIGHT - BLOCK * (blocks - 1)
        self.step = min(ROW, space / max(1, len(self.rows) - 1))
        usual = [
            self.kit.formula(notation.substituted(self.operation, self.output, row.place), CELL)
            for row in self.rows
        ]
        solved = [self.kit.formula(sums.solved(row), CELL) for row in self.rows]
        there = [self._letter(row, CELL) for row in self.rows if row.element]
        columns = (usual, solved, there)
        wide = sum(max((label.ink_width for label in each), default=0.0) for each in columns)
        self.em = CELL * min(1.0, 1.1 * self.step / ROW, WIDTH / wide)

    def _letter(self, row: Row, em: float | None = None) -> Label:
        formula = notation.letter(self.lesson.letters[row.kernel])
        return self.kit.formula(formula, em or self.em)

    def _height(self, row: Row) -> float:
        blocks = sorted({each.place.row for each in self.rows})
        block = blocks.index(row.place.row)
        return TOP - self.step * self.rows.index(row) - BLOCK * block

    def _panel(self) -> None:
        """The general term, and the kernel to look letters up in."""
        general = self.kit.formula(notation.general_term(self.operation), EQUATION)
        claim(general, "equation", None, "general")
        self.kernel = Grid(
            self.kit,
            self.lesson.kernel.region,
            room.table_kernel_pitch(self.lesson),
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
        self.hold(0.5)
        told: set[tuple[bool, bool]] = set()
        for place, row in enumerate(self.rows):
            kind = (row.element, row.pixel)
            new = kind not in told and kind != (True, True)
            self._solve(row, 0.8 if place < SLOW or new else 0.25)
            if new and (row.element or all(element for element, _ in told)):
                self.say(*absence(row))
                self.hold(1.2)
                self.say("The same for every other place, in reading order.")
            told.add(kind)
        self.hold()

    def _solve(self, row: Row, seconds: float) -> None:
        """One row: its right side, and its element or its strike."""
        solved = self.right[row]
        self.play(*evolve(self.left[row], solved), run_time=seconds)
        self.gather(solved)
        if row.counts:
            self._look_up(row, seconds)
        else:
            self._strike(row, solved, seconds)

    def _look_up(self, row: Row, seconds: float) -> None:
        place = np.array([self.end, self._height(row), 0.0])
        chip = Rectangle(width=self.chip, height=min(0.32, self.step * 0.9)).move_to(place)
        self.kit.line(self.kit.fill(chip, "kernel_fill"), "kernel_line", 1.5)
        entry = VGroup(chip, self._letter(row).put(place + DESCENT))
        claim(entry, "term", row.place, "letter")
        box = plain_box(self.kit, self.kernel, Region(row.kernel, row.kernel), "focus", 4)
        self.add(box)
        self.play(TransformFromCopy(self.kernel(row.kernel), entry), run_time=seconds)
        self.remove(box)

    def _strike(self, row: Row, solved: Label, seconds: float) -> None:
        muted = self.kit.colour("muted")
        strike = Strike(self.kit, solved, self.end, "h" if not row.element else "x")
        claim(strike, "term", row.place, "struck")
        self.play(
            self.left[row].animate.set_fill(muted),
            solved.animate.set_fill(muted),
            FadeIn(strike),
            run_time=seconds,
        )

    def _sum_up(self) -> None:
        """The sum that is left, under the kernel."""
        head = self.kit.formula((*notation.at("y", self.output), EQUALS), CELL)
        lines = list(sums.sum_lines(self._factors()))
        result = working.value(self.lesson, self.operation)
        if result is not None:
            lines.append(sums.makes(result))
        most = 5.5 - head.ink_width - 0.12
        widest = max(self.kit.formula(line, CELL).ink_width for line in lines)
        labels = [self.kit.formula(line, CELL * min(1.0, most / widest)) for line in lines]
        start = PANEL - (head.ink_width + 0.12 + min(widest, most)) / 2
        said = summary(self.lesson, self.operation)
        below = BOTTOM + self.kit.words(said, STEP, width=self.step_place[1]).height + 0.32
        pitch = min(0.42, (SUM - below) / max(1, len(labels) - 1))
        for place, label in enumerate(labels):
            claim(label, "equation", None, f"sum.{place}")
            label.put_left(np.array([start + head.ink_width + 0.12, SUM - pitch * place, 0.0]))
        claim(head, "equation", None, "sum")
        head.put_left(np.array([start, SUM, 0.0]))
        self.play(FadeIn(head, *labels), run_time=0.8)
        self.conclude(said)

    def _factors(self) -> dict[Index, tuple[Formula, str]]:
        """What each term of the sum multiplies, by its place."""
        return {row.place: (sums.factor(row), self.lesson.letters[row.kernel])
                for row in self.rows if row.counts}  # fmt: skip


class ConvolutionTable(WorkedTable):
    """T1: the terms of a convolution."""

    figure_name = "convolution-table"


class CrossCorrelationTable(WorkedTable):
    """T2: the terms of a cross-correlation."""

    figure_name = "cross-correlation-table"
