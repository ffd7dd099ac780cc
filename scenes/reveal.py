"""F9 and F15: the kernel's elements found by evaluating their indices, one pixel at a time."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

import numpy as np
from manim import (
    ApplyMethod,
    Arrow,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    TransformFromCopy,
    VGroup,
)

from corrconv.core.index import Index, Region
from corrconv.core.kernel_properties import Symmetry
from corrconv.core.operation import mirror_columns, mirror_rows, patch_region
from corrconv.draw.animate.evolve import evolve
from corrconv.draw.export.facts import annotate
from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes import image_grid
from corrconv.draw.shapes.grid import Axes, Cell, Grid
from corrconv.draw.shapes.kernel_grid import kernel_grid
from corrconv.draw.shapes.patch_box import plain_box
from corrconv.draw.style import CELL, EQUATION, STEP
from corrconv.draw.text.label import Label
from corrconv.figures import sizing
from corrconv.formula import notation
from corrconv.formula.tokens import Formula

BAND = 2.1
"""Height of the band over the large grids, in which the small kernels stand."""

STRIDE = 4.3
"""Distance of the kernels that are compared."""

COLUMNS = (-4.3, 0.0, 4.3)
GRIDS = -1.15
HEADING = 0.3
"""Height of the large grids, and of what stands over each."""

SLOW = 2
"""So many pixels are worked through step by step; the others follow in a run."""


class Reveal(FigureScene):
    """Three aligned grids: the patch, the kernel index of each pixel, the element there."""

    def construct(self) -> None:
        """Evaluate every pixel's kernel index, then compare with the kernel as it is drawn."""
        self.output: Index = self.lesson.worked[self.operation]
        self.patch = patch_region(self.operation, self.output, self.lesson.kernel)
        self.add_title()
        self._set_out()
        for place, pixel in enumerate(self.patch):
            self._evaluate(pixel, place)
        self.hold()
        self._compare()

    def _set_out(self) -> None:
        """Draw the patch filled in, the two other grids still empty, and the kernel."""
        style, pitch = self.style, sizing.drawing_pitch(self.lesson)
        left, middle, right = ((x, GRIDS) for x in COLUMNS)
        self.pixels, margin = image_grid.part(style, self.lesson, self.patch, pitch, left, "patch")
        taps = [notation.at("h", tap) for tap in self.lesson.kernel]
        self.taps = Grid(
            style, self.patch, pitch, "kernel", name="taps", centre=middle, widest=taps
        )
        letters = [notation.letter(letter) for letter in self.lesson.letters.values()]
        self.letters = Grid(
            style, self.patch, pitch, "kernel",
            name="elements", centre=right, em=EQUATION, widest=letters,
        )  # fmt: skip
        for grid in (self.taps, self.letters):
            grid.set_fill(opacity=0).set_stroke(style.colour("grid"))
        self._head(self.pixels, notation.at_names("x", "i", "j"))
        self._head(self.taps, notation.kernel_for(self.operation, self.output))
        value = self.style.words("its value", STEP)
        annotate(value, "label", None, f"{self.letters.name}.heading")
        self.add(value.put(self.letters.get_top() + np.array([0.0, HEADING, 0.0])))
        self.small = sizing.small_kernel_pitch(self.lesson)
        self.kernel = kernel_grid(style, self.lesson, self.small, centre=(4.5, BAND - 0.15))
        self.axes = Axes(self.kernel)
        self.working: list[Label] = []
        self.add(margin, self.pixels, self.taps, self.letters, self.kernel, self.axes)
        self.say(
            "Which kernel element does each pixel of {output} meet?",
            output=notation.at("y", self.output),
        )
        self.hold(1.6)

    def _head(self, grid: Grid, formula: Formula) -> None:
        label = self.style.formula(formula, EQUATION)
        annotate(label, "equation", None, f"{grid.name}.heading")
        middle = COLUMNS[0] if grid is self.pixels else grid.get_x()
        self.add(label.put(np.array([middle, self.letters.get_top()[1] + HEADING, 0.0])))

    def _evaluate(self, pixel: Index, place: int) -> None:
        """Put in one pixel's index, work it out, and look it up."""
        tap = self.operation.kernel_index(self.output, pixel)
        slow = place < SLOW
        box = plain_box(self.style, self.pixels, Region(pixel, pixel), "focus")
        self.add(box)
        if slow:
            self.say(
                "Put in {output} and {pixel}.",
                output=notation.assignment(("m", "n"), self.output),
                pixel=notation.assignment(("i", "j"), pixel),
            )
        elif place == SLOW:
            self.say("The same for every other pixel, in reading order.")
        index = self._index(pixel, tap, slow)
        found = plain_box(self.style, self.kernel, Region(tap, tap), "focus", 4)
        self.add(found)
        if slow:
            self.say("Look {element} up in the kernel.", element=notation.at("h", tap))
        self._look_up(pixel, tap, index, 0.9 if slow else 0.3)
        self.hold(0.8 if slow else 0.1)
        self.remove(box, found)

    def _index(self, pixel: Index, tap: Index, slow: bool) -> Label:
        """Write h[m−i,n−j] with numbers, then worked out; the first pixels show the steps."""
        solved = notation.at("h", tap)
        if not slow:
            return self._line(solved, 0)
        formulas = (
            notation.kernel_names(self.operation),
            notation.kernel_substituted(self.operation, self.output, pixel),
            solved,
        )
        lines = [self._line(formula, row) for row, formula in enumerate(formulas)]
        self.play(FadeIn(lines[0]), run_time=0.4)
        for before, after in itertools.pairwise(lines):
            self.play(*evolve(before, after), run_time=0.8)
            self.gather(after)
            self.hold(0.6)
        self.working = lines[:2]
        return lines[2]

    def _line(self, formula: Formula, row: int) -> Label:
        label = self.style.formula(formula, EQUATION)
        return label.put(np.array([COLUMNS[1], BAND + 0.62 - 0.48 * row, 0.0]))

    def _look_up(self, pixel: Index, tap: Index, index: Label, seconds: float) -> None:
        """Move the index to its cell, and the element to its own."""
        written = self.taps.write(pixel, notation.at("h", tap))
        letter = self.letters.write(pixel, notation.letter(self.lesson.letters[tap]))
        filled = self._filled(self.taps, pixel)
        self.play(ReplacementTransform(index, written), filled, run_time=seconds)
        found = TransformFromCopy(self.kernel.written(tap), letter)
        leaving = [FadeOut(line) for line in self.working]
        self.play(found, self._filled(self.letters, pixel), *leaving, run_time=seconds)
        self.working = []
        for grid, label in ((self.taps, written), (self.letters, letter)):
            self.remove(label)
            grid.fill_in(pixel, label)

    def _filled(self, grid: Grid, pixel: Index) -> ApplyMethod:
        fill, line = self.style.colour("kernel_fill"), self.style.colour("kernel_line")
        return ApplyMethod(grid(pixel).square.set_style, fill, 1, line)

    def _compare(self) -> None:
        """Mirror the kernel as it is drawn as often as the operation asks for."""
        steps: list[tuple[str, Callable[[Index], Index]]] = []
        if self.operation.flips_kernel:
            steps = [
                ("mirror left–right", mirror_columns),
                ("mirror top–bottom", lambda tap: mirror_rows(mirror_columns(tap))),
            ]
        self.play(FadeOut(self.axes), run_time=0.3)
        start = COLUMNS[0] if steps else COLUMNS[-1]
        self.play(self.kernel.animate.move_to((start, BAND, 0.0)), run_time=0.8)
        self.say(
            "Take the kernel as it is drawn …"
            if steps
            else "The kernel as it is drawn reads the same."
        )
        self.hold()
        before = {tap: self.kernel(tap) for tap in self.lesson.kernel}
        same = self.kernel
        for place, (words, mirror) in enumerate(steps, 1):
            same = self._mirror(before, words, mirror, start + STRIDE * place)
            before = {tap: same(mirror(tap)) for tap in self.lesson.kernel}
        self._conclude(same)

    def _mirror(
        self, before: Mapping[Index, Cell], words: str, mirror: Callable[[Index], Index], x: float
    ) -> Grid:
        """Show a mirror step: each letter moves to its mirrored place; no glyph is mirrored."""
        after = kernel_grid(
            self.style,
            self.lesson,
            self.small,
            name=words.replace(" ", "."),
            place=mirror,
            centre=(x, BAND),
        )
        arrow = Arrow(
            VGroup(*before.values()).get_right(),
            after.get_left(),
            buff=0.2,
            stroke_width=3,
            max_tip_length_to_length_ratio=0.12,
            color=self.style.colour("muted"),
        )
        label = self.style.words(words, CELL, role="muted")
        beside = label.ink_width < STRIDE - after.width - 0.1
        label.put(arrow.get_center() + [0, 0.28 if beside else after.height / 2 + 0.2, 0])
        annotate(label, "label", None, "mirror")
        self.say(f"… {words} …")
        self.play(FadeIn(arrow, label), run_time=0.4)
        moves = (TransformFromCopy(cell, after(mirror(tap))) for tap, cell in before.items())
        self.play(*moves, run_time=1.2)
        self.add(after)
        self.hold()
        return after

    def _conclude(self, same: Grid) -> None:
        rings = VGroup(
            *(plain_box(self.style, grid, grid.region, "focus", 5) for grid in (same, self.letters))
        )
        self.play(FadeIn(rings), run_time=0.5)
        self.conclude(self._result())

    def _result(self) -> str:
        """Return what the comparison shows; some kernels show less."""
        if not self.operation.flips_kernel:
            return "Cross-correlation lays the kernel on the image as it is: no mirror step."
        remark = self.lesson.kernel_symmetry
        if remark is Symmetry.EQUAL:
            return "Mirrored twice, it looks the same: this kernel equals its own 180° turn."
        if remark is Symmetry.NEGATED:
            return "Mirrored twice, it has only changed its sign: so convolution lays it down."
        return "Mirrored twice, it is what convolution lays on the image."


class ConvolutionReveal(Reveal):
    """F9: the kernel appears turned by 180°."""


class CrossCorrelationReveal(Reveal):
    """F15: the kernel appears as it is drawn."""
