"""F8 and F14: one output worked through, term by term."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import (
    Create,
    FadeIn,
    LaggedStart,
    Line,
    TransformFromCopy,
    VGroup,
)

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation
from corrconv.draw.animate.evolve import evolve
from corrconv.draw.export.facts import annotate
from corrconv.draw.fast_manim.copies import CopiedRectangle
from corrconv.draw.scene import BOTTOM, SIDE, FigureScene
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.patch_box import plain_box
from corrconv.draw.shapes.strike import Strike
from corrconv.draw.style import CELL, EQUATION, STEP
from corrconv.draw.text.label import Label
from corrconv.figures import sizing
from corrconv.figures.sizing import TableShares, table_shares
from corrconv.formula import notation, sums
from corrconv.formula.tokens import EQUALS, Formula
from corrconv.lesson import worked_table
from corrconv.lesson.lesson import Lesson
from corrconv.lesson.worked_table import Row

ROW = 0.365
"""Distance of two rows of the table, in scene units."""

BLOCK = 0.16
"""Extra distance after each row of pixels."""

HEIGHT = 5.96
"""Room for all rows."""

TOP = 2.62
"""Height of the table's first row."""

USUAL = TableShares(middle=-3.35, panel=5.5, edge=SIDE, air=0.28)
"""Of a table with short indices, and the panel to its left."""

HEAD_AIR = 0.12
"""Between the output's name and its sum."""

SUM = -1.1
"""Height of the first line of the sum."""

DESCENT = np.array([0.0, 0.012, 0.0])
"""A letter in a chip stands so much higher than its middle, to leave room for a descender."""

SLOW = 2
"""So many terms are worked through slowly; the others follow in a run."""

NO_ELEMENT = "The kernel has no {element}: this term does not exist."
READ_INSTEAD = "The image has no {pixel}: {read} is read instead."
NO_PIXEL = "The image has no {pixel}: a pixel is missing here."

ALL_EXIST = "All {total} terms exist."
ONE_EXISTS = "1 of the {total} terms exists; the kernel has no element for the others."
SOME_EXIST = "{there} of the {total} terms exist; the kernel has no element for the others."
SHOWN_ONE = "Shown: {shown} of the {total} terms. 1 exists; the others have no kernel element."
SHOWN_SOME = (
    "Shown: {shown} of the {total} terms. {there} exist; the others have no kernel element."
)

MEET: Mapping[tuple[bool, bool], str] = {
    (False, True): "1 of the {total} pixels meets an element",
    (False, False): "{there} of the {total} pixels meet an element",
    (True, True): "Shown: {shown} of the {total} pixels. 1 meets an element",
    (True, False): "Shown: {shown} of the {total} pixels. {there} meet an element",
}
"""How many pixels meet an element: where the table leaves pixels out, and where it is one."""

LIE: Mapping[tuple[bool, bool], str] = {
    (False, True): "1 element lies outside the image",
    (False, False): "{outside} elements lie outside the image",
    (True, True): "1 element lies where no pixel is",
    (True, False): "{outside} elements lie where no pixel is",
}
"""How many elements meet no pixel: where nothing is read there, and where it is one."""


class WorkedTable(FigureScene):
    """The terms of one output: numbers put in on the left, worked out on the right."""

    def construct(self) -> None:
        """Draw the general term, the left side, then the right side term by term."""
        self.output: Index = self.lesson.worked[self.operation]
        self.rows = worked_table.rows(self.lesson, self.operation)
        self._lay_out()
        self.add_title()
        self._panel()
        self._put_in()
        self._work_out()
        self._sum_up()

    def _lay_out(self) -> None:
        """Set every label of the table at its place; nothing is shown yet."""
        self._scale()
        self.left, self.right = self._columns(self.em)
        self.chip = self._chip(self.em)
        end = self.shares.edge - self.chip - 0.02
        right = end - self.shares.air - _widest(self.right)
        self.divider = right - self.shares.air
        left = self.divider - self.shares.air - _widest(self.left)
        for row in self.rows:
            annotate(self.left[row], "term", row.place, "substituted")
            annotate(self.right[row], "term", row.place, "solved")
            self.left[row].put_left(np.array([left, self._height(row), 0.0]))
            self.right[row].put_left(np.array([right, self._height(row), 0.0]))
        self.end = end + self.chip / 2 + 0.01

    def _columns(self, em: float) -> tuple[dict[Row, Label], dict[Row, Label]]:
        """Return both sides of every row."""
        asked = {
            row: notation.substituted_term(self.operation, self.output, row.place)
            for row in self.rows
        }
        left = {row: self.style.formula(formula, em) for row, formula in asked.items()}
        return left, {row: self.style.formula(row.term, em) for row in self.rows}

    def _chip(self, em: float) -> float:
        there = [self._letter(row, em).ink_width + 0.16 for row in self.rows if row.element]
        return max([0.32, *there])

    def _scale(self) -> None:
        """Choose the size of type, the distance of rows and the shares of table and panel: as
        usual, or others where there are many or long ones."""
        space = HEIGHT - BLOCK * (len({row.place.row for row in self.rows}) - 1)
        self.step = min(ROW, space / max(1, len(self.rows) - 1))
        em = CELL * min(1.0, 1.1 * self.step / ROW)
        table = sum(map(_widest, self._columns(em)))
        self.head, self.lines = self._sum(CELL)
        panel = self.head.ink_width + HEAD_AIR + max(line.ink_width for line in self.lines)
        self.shares = table_shares(panel, table, self._chip(em) + 0.02, USUAL)
        self.em = em * self.shares.scale
        self.step_place = (self.shares.middle, min(5.4, self.shares.panel))

    def _letter(self, row: Row, em: float) -> Label:
        return self.style.formula(notation.letter(self.lesson.letters[row.kernel]), em)

    def _height(self, row: Row) -> float:
        block = sorted({each.place.row for each in self.rows}).index(row.place.row)
        return TOP - self.step * self.rows.index(row) - BLOCK * block

    def _panel(self) -> None:
        """Draw the general term, and the kernel to look letters up in."""
        general = self.style.formula(notation.general_term(self.operation), EQUATION)
        annotate(general, "equation", None, "general")
        self.kernel = Grid(
            self.style,
            self.lesson.kernel.region,
            sizing.table_kernel_pitch(self.lesson),
            "kernel",
            name="letters",
            centre=(self.shares.middle + 0.15, 0.5),
            content=lambda tap: notation.letter(self.lesson.letters[tap]),
        )
        self.add(
            general.put(np.array([self.shares.middle, 2.5, 0.0])), self.kernel, Axes(self.kernel)
        )

    def _put_in(self) -> None:
        """Show every term of the corner with its numbers."""
        self.say(
            "Put {output} and each pixel’s {index} into the term.",
            output=notation.assignment(("m", "n"), self.output),
            index=notation.names("i", "j"),
        )
        self.play(LaggedStart(*map(FadeIn, self.left.values()), lag_ratio=0.2), run_time=2.4)
        top, bottom = self._height(self.rows[0]) + 0.25, self._height(self.rows[-1]) - 0.25
        line = Line((self.divider, top, 0.0), (self.divider, bottom, 0.0))
        annotate(line, "label", None, "divider")
        self.play(Create(self.style.line(line, "divider")), run_time=0.6)
        self.hold()

    def _work_out(self) -> None:
        self.say("Work out each kernel index and look the element up.")
        self.hold(0.5)
        explained: set[tuple[bool, bool]] = set()
        for place, row in enumerate(self.rows):
            kind = (row.element, row.pixel)
            new = kind not in explained and kind != (True, True)
            self._solve(row, 0.8 if place < SLOW or new else 0.25)
            if new and (row.element or all(element for element, _ in explained)):
                sentence, values = absence(row)
                self.say(sentence, **values)
                self.hold(1.2)
                self.say("The same for every other place, in reading order.")
            explained.add(kind)
        self.hold()

    def _solve(self, row: Row, seconds: float) -> None:
        """Work out one row: its right side, and its element or its strike."""
        solved = self.right[row]
        self.play(*evolve(self.left[row], solved), run_time=seconds)
        self.gather(solved)
        if row.counts:
            self._look_up(row, seconds)
        else:
            self._strike(row, solved, seconds)

    def _look_up(self, row: Row, seconds: float) -> None:
        place = np.array([self.end, self._height(row), 0.0])
        chip = CopiedRectangle(width=self.chip, height=min(0.32, self.step * 0.9)).move_to(place)
        self.style.line(self.style.fill(chip, "kernel_fill"), "kernel_line", 1.5)
        entry = VGroup(chip, self._letter(row, self.em).put(place + DESCENT))
        annotate(entry, "term", row.place, "letter")
        box = plain_box(self.style, self.kernel, Region(row.kernel, row.kernel), "focus", 4)
        self.add(box)
        self.play(TransformFromCopy(self.kernel(row.kernel), entry), run_time=seconds)
        self.remove(box)

    def _strike(self, row: Row, solved: Label, seconds: float) -> None:
        muted = self.style.colour("muted")
        strike = Strike(self.style, solved, self.end, "h" if not row.element else "x")
        annotate(strike, "term", row.place, "struck")
        self.play(
            self.left[row].animate.set_fill(muted),
            solved.animate.set_fill(muted),
            FadeIn(strike),
            run_time=seconds,
        )

    def _sum_up(self) -> None:
        """Write the sum that is left, under the kernel."""
        head, labels = self.head, self.lines
        widest = max(label.ink_width for label in labels)
        most = self.shares.panel - head.ink_width - HEAD_AIR
        if widest > most:
            _, labels = self._sum(CELL * most / widest)
        start = self.shares.middle - (head.ink_width + HEAD_AIR + min(widest, most)) / 2
        said = summary(self.lesson, self.operation)
        below = BOTTOM + self.style.words(said, STEP, width=self.step_place[1]).height + 0.32
        pitch = min(0.42, (SUM - below) / max(1, len(labels) - 1))
        for place, label in enumerate(labels):
            annotate(label, "equation", None, f"sum.{place}")
            label.put_left(np.array([start + head.ink_width + HEAD_AIR, SUM - pitch * place, 0.0]))
        annotate(head, "equation", None, "sum")
        head.put_left(np.array([start, SUM, 0.0]))
        self.play(FadeIn(head, *labels), run_time=0.8)
        self.conclude(said)

    def _sum(self, em: float) -> tuple[Label, list[Label]]:
        """Return the worked output, and the lines of its sum in type of this size."""
        head = self.style.formula((*notation.at("y", self.output), EQUALS), CELL)
        lines = list(sums.sum_lines(self._factors()))
        result = worked_table.value(self.lesson, self.operation)
        if result is not None:
            lines.append(sums.result(result))
        return head, [self.style.formula(line, em) for line in lines]

    def _factors(self) -> dict[Index, tuple[Formula, str]]:
        """Return what each term of the sum multiplies, by its place."""
        return {row.place: (row.factor, self.lesson.letters[row.kernel])
                for row in self.rows if row.counts}  # fmt: skip


class ConvolutionTable(WorkedTable):
    """F8: the terms of a convolution."""


class CrossCorrelationTable(WorkedTable):
    """F14: the terms of a cross-correlation."""


def _widest(labels: Mapping[Row, Label]) -> float:
    return max(label.ink_width for label in labels.values())


def absence(row: Row) -> tuple[str, dict[str, Formula]]:
    """Return a sentence about a row whose kernel element or whose pixel there is not, and its
    values."""
    if not row.element:
        return NO_ELEMENT, {"element": notation.at("h", row.kernel)}
    pixel = notation.at("x", row.place)
    if row.read is not None:
        return READ_INSTEAD, {"pixel": pixel, "read": notation.at("x", row.read)}
    if row.constant is not None:
        return READ_INSTEAD, {"pixel": pixel, "read": notation.number(row.constant)}
    return NO_PIXEL, {"pixel": pixel}


def summary(lesson: Lesson, operation: Operation) -> str:
    """Return how many terms the worked output has, how many of them the table shows where it
    leaves some out, and what is missing for the others."""
    there, total, outside = worked_table.count_elements(lesson, operation)
    counts = {"there": there, "total": total, "outside": outside,
              "shown": worked_table.count_listed(lesson, operation)}  # fmt: skip
    out = worked_table.leaves_out(lesson, operation)
    if outside:
        meet, lie = MEET[out, there == 1], LIE[lesson.boundary == "zero", outside == 1]
        return f"{meet}; {lie}.".format(**counts)
    if out:
        return (SHOWN_ONE if there == 1 else SHOWN_SOME).format(**counts)
    if there == total:
        return ALL_EXIST.format(**counts)
    return (ONE_EXISTS if there == 1 else SOME_EXIST).format(**counts)
