"""F8 and F14: one output worked through, term by term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from manim import (
    Animation,
    ApplyMethod,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    TransformFromCopy,
    VGroup,
    VMobject,
)

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation
from corrconv.draw.animate.evolve import evolve
from corrconv.draw.animate.sweep import DIMMED
from corrconv.draw.export.annotations import annotate
from corrconv.draw.fast_manim.copies import CopiedRectangle
from corrconv.draw.scene import BOTTOM, SIDE, FigureScene
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.patch_box import plain_box
from corrconv.draw.shapes.strike import Strike
from corrconv.draw.style import CELL, EQUATION, STEP
from corrconv.draw.text.label import Label, LabelPart
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

HEIGHT = 5.6
"""Room for all rows."""

TOP = 2.26
"""Height of the table's first row."""

HEADS = 2.68
"""Height of the heads over the table's columns, and of the general term."""

GRIDS = 0.46
"""Height of the middle of image and kernel."""

USUAL = TableShares(middle=-3.35, panel=5.5, edge=SIDE, air=0.28)
"""Of a table with short indices, and the panel to its left."""

HEAD_AIR = 0.12
"""Between the output's name and its sum."""

SUM = -1.22
"""Height of the first line of the sum."""

DESCENT = np.array([0.0, 0.012, 0.0])
"""A letter in a chip stands so much higher than its middle, to leave room for a descender."""

PACES = (0.8, 0.8, 0.8, 0.4, 0.4, 0.25, 0.25)
"""Seconds of each motion of the first terms; the others follow in a run."""

RUN = 0.12
"""Seconds of each motion of that run."""

NO_ELEMENT = "The kernel has no {element}: this term does not exist."
READ_INSTEAD = "The image has no {pixel}: {read} is read instead."
NO_PIXEL = "The image has no {pixel}: a pixel is missing here."

HEADED: Mapping[str, str] = {
    "substituted": "pixel · index put in",
    "solved": "solved",
    "letter": "element",
}
"""The heads over the table's columns, by the columns' names."""

NOT_MET = "{absent} of the {total} pixels meet no element"
NOT_MEETING = "{outside} elements meet no pixel"
"""What stands in one line for all terms that are struck for one reason."""

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
        """Draw image and kernel and the general term, then the table term by term, and its sum."""
        self.output: Index = self.lesson.worked[self.operation]
        self.rows = worked_table.rows(self.lesson, self.operation)
        self.letters: dict[Row, Label] = {}
        self.laid: dict[Row, Grid] = {}
        self.strikes: dict[Row, Strike] = {}
        self.folded: list[VMobject] = []
        self._lay_out()
        self.add_title()
        self._panel()
        self._put_in()
        self._work_out()
        self._sweep()
        self._fold()
        self._sum_up()

    def tear_down(self) -> None:
        """Show in the still the struck terms in the place of the lines that they were folded
        into."""
        self.remove(*self.folded)
        for row, strike in self.strikes.items():
            self.add(self.left[row], self.right[row], strike)

    def _lay_out(self) -> None:
        """Set every label of the table at its place; nothing is shown yet."""
        self._scale()
        self.left, self.right = self._columns(self.em)
        self.chip = self._chip(self.em)
        end = self.shares.edge - self.chip - 0.02
        right = end - self.shares.air - _widest(self.right)
        self.divider = right - self.shares.air
        left = self.divider - self.shares.air - _widest(self.left)
        self.starts = left, right
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
        """Draw the general term, the image to find pixels in, and the kernel to look letters up
        in."""
        general = self.style.formula(notation.general_term(self.operation), EQUATION)
        annotate(general, "equation", None, "general")
        self.add(general.put(np.array([self.shares.middle, HEADS, 0.0])))
        letters = {tap: notation.letter(text) for tap, text in self.lesson.letters.items()}
        room = sizing.table_grids(self.lesson, self.operation, self.shares.panel)
        self.written, kernel = room.written, self.lesson.kernel.region
        places = [(self.shares.middle + x, GRIDS) for x in room.middles]
        self.map = Grid(self.style, room.region, room.pitches[0], "image", name="map",
                        centre=places[0])  # fmt: skip
        self.kernel = Grid(self.style, kernel, room.pitches[1], "kernel", name="letters",
                           centre=places[1], content=letters.get)  # fmt: skip
        for grid, name in ((self.map, "x"), (self.kernel, "h")):
            axes = Axes(grid, every=room.every if grid is self.map else 1)
            letter = self.style.formula((notation.name(name),), CELL).put(axes.corner)
            annotate(letter, "equation", None, f"{grid.name}.name")
            self.add(grid, axes, letter)

    def _put_in(self) -> None:
        """Ask the question, and show every term of the corner with its numbers."""
        y = notation.at("y", self.output)
        self.say("Which pixels does {y} use, and with which element?", y=y)
        self.hold()
        self.say(
            "Put {output} and each pixel’s {index} into the term.",
            output=notation.assignment(("m", "n"), self.output),
            index=notation.names("i", "j"),
        )
        heads = self._heads()
        top, bottom = heads[0].get_top()[1], self._height(self.rows[-1]) - 0.16
        line = Line((self.divider, top, 0.0), (self.divider, bottom, 0.0))
        annotate(line, "label", None, "divider")
        self.play(FadeIn(*heads), Create(self.style.line(line, "divider")), run_time=0.6)
        self.play(LaggedStart(*map(FadeIn, self.left.values()), lag_ratio=0.2), run_time=2.4)
        self.hold()

    def _heads(self) -> list[Label]:
        """Return the heads over the table's columns."""
        heads = {
            name: self.style.words(words, CELL, role="muted") for name, words in HEADED.items()
        }
        for name, head in heads.items():
            annotate(head, "label", None, f"head.{name}")
        for name, start in zip(heads, self.starts, strict=False):
            heads[name].put_left(np.array([start, HEADS, 0.0]))
        last = heads["letter"]
        last.put_left(np.array([self.end + self.chip / 2 - last.ink_width, HEADS, 0.0]))
        return [*heads.values()]

    def _work_out(self) -> None:
        self.say("Work out each kernel index and look the element up.")
        self.hold(0.5)
        explained: set[tuple[bool, bool]] = set()
        self.focus = plain_box(
            self.style, self.map, Region(*[self.map.region.first] * 2), "focus", 4
        )
        for place, row in enumerate(self.rows):
            kind = (row.element, row.pixel)
            new = kind not in explained and kind != (True, True)
            pace = PACES[place] if place < len(PACES) else RUN
            self._solve(row, PACES[0] if new else pace)
            if new and (row.element or all(element for element, _ in explained)):
                sentence, values = absence(row)
                self.say(sentence, **values)
                self.hold(1.2)
                self.say("The same for every other place, in reading order.")
            explained.add(kind)
        self.remove(self.focus)
        self.hold()

    def _sweep(self) -> None:
        """Find that the pixels outside the table meet no element either."""
        shown = {row.place for row in self.rows}
        others = [pixel for pixel in self.map.region if pixel not in shown]
        if others:
            self.say("The pixels outside the table ask for elements that do not exist either.")
            self.play(*map(self._pass_over, others), run_time=1.2)
            self.hold()

    def _pass_over(self, pixel: Index) -> Animation:
        """Return the animation that takes the colour from a pixel which meets no element."""
        square = self.map(pixel).square
        return ApplyMethod(square.set_fill, square.get_fill_color(), DIMMED)

    def _fold(self) -> None:
        """Put one line, which says how many there are and why, in the place of all terms that are
        struck for one reason."""
        there, total, outside = worked_table.count_elements(self.lesson, self.operation)
        reasons = {False: (NOT_MET, total - there), True: (NOT_MEETING, outside)}
        for element, (words, count) in reasons.items():
            rows = [row for row in self.strikes if row.element is element]
            if min(len(rows), count) > 1:
                said = words.format(absent=count, total=total, outside=count)
                self._fold_into(rows, said)

    def _fold_into(self, rows: list[Row], words: str) -> None:
        """Put a line with the rows' mark in the place of these rows."""
        height, strike = self._height(rows[-1]), self.strikes[rows[0]]
        widest = self.end - self.starts[0] - self.chip
        line = self.style.words(words, self.em, role="muted", weight="medium")
        if line.ink_width > widest:
            line = self.style.words(words, self.em * widest / line.ink_width, "muted", "medium")
        line.put_left(np.array([self.starts[0], height, 0.0]))
        annotate(line, "label", None, "folded")
        plate = CopiedRectangle(line.ink_width + 0.1, self.step, stroke_width=0).move_to(line)
        self.style.fill(plate, "paper")
        mark = strike.mark.copy().put(np.array([self.end, height, 0.0]))
        gone = [
            part for row in rows for part in (self.left[row], self.right[row], self.strikes[row])
        ]
        self.say("What does not exist adds nothing: one line will do.")
        self.play(FadeOut(*gone), run_time=0.8)
        self.play(FadeIn(plate, line, mark), run_time=0.6)
        self.folded += [plate, line, mark]
        self.hold()

    def _solve(self, row: Row, seconds: float) -> None:
        """Work out one row: its right side, and its element or its strike."""
        solved, pixel = self.right[row], row.place if row.pixel else row.read
        if pixel is not None and pixel in self.map.region:
            self.add(self.focus.move_to(self.map.point(pixel)))
        else:
            self.remove(self.focus)
        self.play(*evolve(self.left[row], solved), run_time=seconds)
        self.gather(solved)
        if row.counts:
            self._look_up(row, seconds)
        else:
            self._strike(row, solved, seconds)

    def _look_up(self, row: Row, seconds: float) -> None:
        place = np.array([self.end, self._height(row), 0.0])
        chip = CopiedRectangle(width=self.chip, height=min(0.32, self.step * 0.94)).move_to(place)
        self.style.line(self.style.fill(chip, "kernel_fill"), "kernel_line", 1.5)
        self.letters[row] = self._letter(row, self.em).put(place + DESCENT)
        entry = VGroup(chip, self.letters[row])
        annotate(entry, "term", row.place, "letter")
        box = plain_box(self.style, self.kernel, Region(row.kernel, row.kernel), "focus", 4)
        self.add(box)
        self.play(FadeIn(entry), *self._marks(row), run_time=seconds)
        self.remove(box)

    def _marks(self, row: Row) -> list[Animation]:
        """Return the animation that lays on the pixel of a row the element that it meets."""
        if not row.pixel:
            return []
        letter = notation.letter(self.lesson.letters[row.kernel])
        x, y, _ = self.map.point(row.place)
        self.laid[row] = Grid(
            self.style,
            Region(row.place, row.place),
            self.map.lattice.pitch,
            "term",
            name="laid",
            centre=(float(x), float(y)),
            content=lambda _: letter if self.written else None,
            colours="kernel",
            widest=map(notation.letter, self.lesson.letters.values()),
        )
        return [FadeIn(self.laid[row])]

    def _strike(self, row: Row, solved: Label, seconds: float) -> None:
        muted = self.style.colour("muted")
        strike = Strike(self.style, solved, self.end, "h" if not row.element else "x")
        annotate(strike, "term", row.place, "struck")
        self.strikes[row] = strike
        self.play(
            self.left[row].animate.set_fill(muted),
            solved.animate.set_fill(muted),
            FadeIn(strike),
            *([] if row.element or not row.pixel else [self._pass_over(row.place)]),
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
        self.say("What is left is added.")
        self.play(FadeIn(head), run_time=0.4)
        self._collect(labels)
        self.conclude(said)

    def _collect(self, labels: list[Label]) -> None:
        """Write the sum; the letter of each term flies there from its pixel."""
        rows = [row for row in self.rows if row.counts]
        terms = _terms([part for label in labels for part in label.parts])
        if len(terms) <= len(rows):
            self.play(FadeIn(*labels), run_time=0.8)
            return
        for place, (row, term) in enumerate(zip(rows, terms, strict=False)):
            laid = self.laid[row](row.place).label if row.pixel else None
            found = laid or self.letters[row]
            self.play(
                *map(FadeIn, term[:-1]),
                TransformFromCopy(found.parts[0], term[-1]),
                run_time=PACES[place] if place < len(PACES) else RUN,
            )
        if terms[-1]:
            self.play(*map(FadeIn, terms[-1]), run_time=0.4)
        for label in labels:
            self.gather(label)

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


def _terms(parts: Iterable[LabelPart]) -> list[list[LabelPart]]:
    """Return the parts of a sum in runs, each of which ends with a kernel element but the last."""
    runs: list[list[LabelPart]] = [[]]
    for part in parts:
        runs[-1].append(part)
        if part.token.name == "letter":
            runs.append([])
    return runs


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
