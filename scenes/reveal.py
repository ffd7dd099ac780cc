"""F9 and F15: the kernel's elements found by evaluating their indices, and why it lies on the
image as it does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DashedLine, FadeIn, FadeOut, VGroup

from corrconv.core.index import Index, Region
from corrconv.core.kernel_properties import Symmetry
from corrconv.core.operation import mirror_columns, mirror_rows, patch_region
from corrconv.draw.animate.evolve import evolve
from corrconv.draw.animate.turn import GridMotion, MirrorColumns, MirrorRows, TurnFrame, move
from corrconv.draw.export.annotations import annotate
from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes import image_grid
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.kernel_grid import kernel_grid
from corrconv.draw.shapes.patch_box import plain_box
from corrconv.draw.shapes.running_index import NAME, Axis, RunningIndex
from corrconv.draw.style import EQUATION
from corrconv.draw.text.label import Label
from corrconv.figures import sizing
from corrconv.formula import notation
from corrconv.formula.tokens import DOT, EQUALS, Formula

PATCH, KERNEL = (-2.25, -0.72), (3.65, -0.72)
"""The middles of the patch and of the kernel as it is drawn."""

HEADING, WORKING = 1.45, 0.77
"""How far over the grids their headings stand, and the index that is worked out."""

WIDEST = 4.8
"""The room for that, in scene units."""

STRIP = 0.32
"""How far above or under the middle of its cell an index stands, as a share of the cell."""

IMAGE_MARKS, KERNEL_MARKS = 0.92, 0.4
"""How far over the patch the indices of the image and of the kernel run."""

BESIDE, BETWEEN = 0.1, 0.28
"""How far from the patch they run beside it, besides half of what they are called, and how far
from each other."""

SLOW = 2
"""So many pixels are worked through step by step; the others follow ever faster."""

FASTEST = 0.12


class Reveal(FigureScene):
    """The patch, in whose cells kernel index and element are found, and the kernel as drawn."""

    def construct(self) -> None:
        """Evaluate every kernel index, see how it runs, and lay the kernel on the patch."""
        self.output: Index = self.lesson.worked[self.operation]
        self.patch = patch_region(self.operation, self.output, self.lesson.kernel)
        self.add_title()
        self._set_out()
        first = [pixel for pixel in self.patch if pixel.row == self.patch.first.row]
        others = [pixel for pixel in self.patch if pixel not in first]
        for pixel in first[:SLOW]:
            self._evaluate(pixel)
        self._run(first[SLOW:], "The same for the rest of the row.", 0.5)
        self._mark("columns", len(first), "From left to right, {index} runs forwards …")
        self._run(others, "The same for the other rows.", 0.35)
        rows = len(self.patch.row_range)
        self._mark("rows", rows, "From top to bottom, {index} runs forwards …")
        self._lay(self._mirrored() if self.operation.flips_kernel else self._as_drawn())

    def _set_out(self) -> None:
        """Draw the patch, whose cells have room for what is found, and the kernel."""
        style, self.pitch = self.style, sizing.drawing_pitch(self.lesson)
        self.pixels, self.margin = image_grid.part(
            style, self.lesson, self.patch, self.pitch, PATCH, "patch"
        )
        self.indices = VGroup()
        for index in self.pixels.region:
            self.indices.add(self.pixels.release(index))
        outside = (place.submobjects[-1] for place in self.margin.submobjects)
        VGroup(*self.indices, *outside).shift((0.0, STRIP * self.pitch, 0.0))
        taps = [notation.at("h", tap) for tap in self.lesson.kernel]
        self.taps = Grid(style, self.patch, self.pitch, "kernel", centre=PATCH, widest=taps)
        self.found = VGroup()
        self.kernel = self._kernel()
        self.top = float(self.kernel.get_top()[1])
        asked = notation.kernel_for(self.operation, self.output)
        term = (*notation.at_names("x", "i", "j"), DOT, *asked)
        self.head = self.equation(term, "patch.heading", (PATCH[0], self.top + HEADING))
        name = "kernel as it is drawn"
        self.drawn = VGroup(
            Axes(self.kernel, em=0.85 * EQUATION),
            self.heading(name, "muted", "letters.heading", (KERNEL[0], self.top + HEADING)),
        )
        self.add(self.head, self.pixels, self.margin, self.indices)
        self.add(self.found, self.kernel, self.drawn)
        self.say(
            "Which kernel element does each pixel of {output} meet?",
            output=notation.at("y", self.output),
        )
        self.hold(1.6)

    def _kernel(
        self,
        name: str = "letters",
        place: Callable[[Index], Index] = lambda tap: tap,
    ) -> Grid:
        em = EQUATION * min(1.0, self.pitch)
        return kernel_grid(
            self.style, self.lesson, self.pitch, name=name, place=place, centre=KERNEL, em=em
        )

    def _evaluate(self, pixel: Index) -> None:
        """Put in one pixel's index, work it out, and look it up."""
        tap = self.operation.kernel_index(self.output, pixel)
        box = plain_box(self.style, self.pixels, Region(pixel, pixel), "focus")
        self.add(box)
        self.say("Put in {pixel}.", pixel=notation.assignment(("i", "j"), pixel))
        solved = self._work_out(pixel, tap)
        self.say("Look {element} up in the kernel.", element=notation.at("h", tap))
        ring = plain_box(self.style, self.kernel, Region(tap, tap), "focus")
        self.play(FadeIn(ring), run_time=0.4)
        self._write(pixel, tap, 0.6)
        self.hold()
        self.play(FadeOut(box, ring, solved), run_time=0.3)

    def _work_out(self, pixel: Index, tap: Index) -> Label:
        """Write h[m−i,n−j] with numbers, and then what they make."""
        put_in = notation.kernel_substituted(self.operation, self.output, pixel)
        formula = (*put_in, EQUALS, *notation.at("h", tap))
        em = EQUATION * min(1.0, WIDEST / self.style.formula(formula, EQUATION).ink_width)
        place = np.array([KERNEL[0], self.top + WORKING, 0.0])
        solved = self.style.formula(formula, em).put(place)
        start = place - np.array([solved.ink_width / 2, 0.0, 0.0])
        substituted = self.style.formula(put_in, em).put_left(start)
        self.play(*evolve(self.head, substituted), run_time=0.8)
        self.gather(substituted)
        self.hold(0.6)
        self.play(*evolve(substituted, solved), run_time=0.5)
        self.gather(solved)
        self.remove(substituted)
        self.hold(0.4)
        return solved

    def _write(self, pixel: Index, tap: Index, seconds: float) -> None:
        """Write the element and its index into the pixel's cell."""
        strip = np.array([0.0, -STRIP * self.pitch, 0.0])
        index = self.taps.write(pixel, notation.at("h", tap)).shift(strip)
        letter = self.style.formula(notation.letter(self.lesson.letters[tap]), self.kernel.em)
        letter.put(self.taps.point(pixel))
        self.play(FadeIn(index, letter), run_time=seconds)
        self.remove(index, letter)
        annotate(index, "equation", pixel, "taps")
        self.indices.add(index)
        self.found.add(letter)

    def _run(self, pixels: list[Index], words: str, seconds: float) -> None:
        """Find the elements of these pixels, each faster than the one before."""
        if not pixels:
            return
        self.say(words)
        for pixel in pixels:
            tap = self.operation.kernel_index(self.output, pixel)
            rings = [
                plain_box(self.style, self.pixels, Region(pixel, pixel), "focus"),
                plain_box(self.style, self.kernel, Region(tap, tap), "focus"),
            ]
            self.add(*rings)
            self._write(pixel, tap, seconds)
            self.hold(seconds)
            self.remove(*rings)
            seconds = max(FASTEST, 0.8 * seconds)
        self.hold()

    def _mark(self, axis: Axis, count: int, sentence: str) -> None:
        """Mark how the image's index runs along an axis, and how the kernel's does."""
        which = 0 if axis == "columns" else 1
        role, letter = (("column", "i"), ("row", "j"))[which]
        image: Formula = (notation.name(letter, role),)
        kernel = notation.kernel_components(self.operation, self.output)[which]

        def asked(pixel: Index) -> Index:
            return self.operation.kernel_index(self.output, pixel)

        far, near = IMAGE_MARKS, KERNEL_MARKS
        if axis == "rows":
            near = BESIDE + self.style.formula(kernel, NAME).ink_width / 2
            far = 2 * near + BETWEEN
        runs = "backwards" if self.operation.flips_kernel else "forwards as well"
        marks = (
            (sentence, "patch", image, lambda pixel: pixel, far),
            (f"… and the index {{index}} runs {runs}.", "elements", kernel, asked, near),
        )
        for said, group, name, value, away in marks:
            if count > 1:
                self.say(said, index=name)
            run = RunningIndex(self.taps, group, axis, name, value, away)
            self.play(FadeIn(run), run_time=0.6)
            self.hold(1.2)

    def _as_drawn(self) -> Grid:
        """Leave the kernel as it is drawn, in the frame that goes with it."""
        self.say("Forwards in both directions: the kernel stays as it is drawn.")
        self.frame = TurnFrame(self.kernel, self.operation.slug)
        self.play(FadeOut(self.drawn), FadeIn(self.frame), run_time=0.4)
        self.hold()
        return self.kernel

    def _mirrored(self) -> Grid:
        """Mirror the kernel over one axis and then over the other."""
        self.frame = TurnFrame(self.kernel, self.operation.slug)
        self.say("Backwards in both directions: mirror the kernel left–right …")
        self.play(FadeOut(self.drawn), FadeIn(self.frame), run_time=0.4)
        across = self._kernel("mirrored", mirror_columns)
        self._mirror(self.kernel, across, MirrorColumns)
        self.say("… and top–bottom: together a turn by 180°.")
        turned = self._kernel("turned", lambda tap: mirror_rows(mirror_columns(tap)))
        self._mirror(across, turned, MirrorRows)
        return turned

    def _mirror(self, before: Grid, after: Grid, motion: type[GridMotion]) -> None:
        """Fold a kernel over the axis that is drawn through its middle."""
        upright = motion is MirrorColumns
        reach = (after.height if upright else after.width) / 2 + 0.35
        end = np.array([0.0, reach, 0.0] if upright else [reach, 0.0, 0.0])
        middle = after.get_center()
        axis = self.style.line(DashedLine(middle - end, middle + end), "ink", 3)
        self.add(axis, before, self.frame)
        self.hold(0.4)
        move(self, before, after, motion, self.frame, 1.4)
        self.play(FadeOut(axis), run_time=0.3)
        self.hold()

    def _lay(self, kernel: Grid) -> None:
        """Lay the kernel on the patch, under the indices, and show it as it is drawn again."""
        self.say("Lay it on the patch: every pixel meets the element that was found.")
        self.add(kernel, self.frame, self.margin, self.indices)
        way = self.taps.get_center() - kernel.get_center()
        self.play(*(part.animate.shift(way) for part in (kernel, self.frame)), run_time=1.6)
        laid = Grid(
            self.style,
            self.patch,
            self.pitch,
            "kernel",
            name="elements",
            centre=PATCH,
            em=self.kernel.em,
            content=self._letter,
        )
        self.remove(self.found, kernel, self.frame)
        outline, corner = self.frame
        annotate(outline, "label", None, "elements.frame")
        self.add(laid, corner, self.margin, self.indices, outline)
        self.play(FadeOut(corner), run_time=0.3)
        self.hold()
        self.play(FadeIn(self._kernel(), self.drawn), run_time=0.5)
        self.conclude(self._result())

    def _letter(self, pixel: Index) -> Formula:
        """Return the element that a pixel meets."""
        tap = self.operation.kernel_index(self.output, pixel)
        return notation.letter(self.lesson.letters[tap])

    def _result(self) -> str:
        """Return what is seen; some kernels show less."""
        if not self.operation.flips_kernel:
            return "The index runs forwards: the kernel lies on the image as it is drawn."
        remark = self.lesson.kernel_symmetry
        if remark is Symmetry.EQUAL:
            return "The index runs backwards; but this kernel equals its own 180° turn."
        if remark is Symmetry.NEGATED:
            return "The index runs backwards: turned by 180°, this kernel only changes its sign."
        return "The index runs backwards: the kernel lies on the image turned by 180°."


class ConvolutionReveal(Reveal):
    """F9: the kernel appears turned by 180°."""


class CrossCorrelationReveal(Reveal):
    """F15: the kernel appears as it is drawn."""
