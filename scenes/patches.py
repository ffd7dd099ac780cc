"""F11: the patches that two operations read for the same output."""

from __future__ import annotations

import numpy as np
from manim import LEFT, Create, FadeIn, FadeOut, LaggedStart, Line, VGroup

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation, patch_region, same_patch
from corrconv.draw.animate.sweep import Sweep
from corrconv.draw.export.annotations import annotate
from corrconv.draw.layout.place import middle
from corrconv.draw.scene import SIDE, FigureScene
from corrconv.draw.shapes import image_grid
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.patch_box import PatchBox, plain_box, swatch
from corrconv.draw.style import CELL, STEP
from corrconv.draw.text.glyph import Points
from corrconv.draw.text.label import Label
from corrconv.figures import phrases, sizing
from corrconv.formula import notation

GAP = 1.05
"""Between the image and the legend, in scene units."""

MARK = 0.75
"""From the left edge of a mark of the legend to its words."""

LINE, APART = 0.52, 0.4
"""The distance of two lines of the legend, and what is left free between its two blocks."""


class Patches(FigureScene):
    """F11: which pixels have a kernel element, for each operation, and what the patches share."""

    def construct(self) -> None:
        """Draw the image, each operation's patch, the pixels they share, and the second reading."""
        self.compared = self.lesson.compared
        self.output: Index = self.lesson.worked[self.compared[0]]
        first, second = self.compared
        self.other = same_patch(first, self.output, second, self.lesson.kernel)
        self.add_title()
        self._set_out()
        regions = [self._read(operation) for operation in self.compared]
        self._share(regions)
        self._second_reading()

    def _set_out(self) -> None:
        """Draw the image, and the places outside it that are read."""
        ground = self.lesson.image.region
        for operation in self.compared:
            ground = ground.union(self._region(operation))
        self.ground = ground
        across, down = sizing.size(ground)
        pitch = sizing.pitch(
            image_grid.readable_pitch(self.lesson, ground, 0.72), (across, 5.6), (down, 4.95)
        )
        labels = [notation.bracketed(pixel) for pixel in self._shared()]
        self.image = Grid(self.style, self.lesson.image.region, pitch, "image", widest=labels)
        self.image.shift(np.array([0.0, -0.1, 0.0]) - self._middle(ground))
        margin = image_grid.margin_around(self.lesson, self.image, ground)
        shown = VGroup(margin, self.image, Axes(self.image, ("i", "j"), beyond=ground))
        self._set_beside(shown)
        self.add(*shown)

    def _set_beside(self, shown: VGroup) -> None:
        """Set the image left and the legend right of it, both in the middle; the legend's type is
        as large as the room lets it be."""
        first, second = self.compared
        lines = [line for each in self.compared for line in self._lines(each, STEP)]
        lines.append(self._words(second, self.other, STEP))
        widest, space = max(each.ink_width for each in lines), GAP + MARK
        self.em = STEP * min(1.0, (2 * SIDE - shown.width - space) / widest)
        wide = shown.width + space + widest * self.em / STEP
        shown.align_to(np.array([-wide / 2, 0.0, 0.0]), LEFT)
        self.legend = shown.get_right()[0] + GAP
        self.heights = self._heights({first: 2 * LINE, second: LINE})

    def _heights(self, tall: dict[Operation, float]) -> dict[Operation, float]:
        """Return the height of the first line of each block of the legend: a block stands level
        with its box, or as near to that as keeps the two apart."""
        middles = {each: self._middle(self._region(each))[1] for each in self.compared}
        low, high = sorted(self.compared, key=lambda each: middles[each])
        apart = (tall[low] + tall[high]) / 2 + LINE + APART
        push = max(0.0, apart - (middles[high] - middles[low])) / 2
        return {
            low: middles[low] - push + tall[low] / 2,
            high: middles[high] + push + tall[high] / 2,
        }

    def _shared(self) -> list[Index]:
        """Return the pixels that both patches hold."""
        first, second = (self._region(operation) for operation in self.compared)
        common = first.intersection(second)
        return [pixel for pixel in common or () if pixel in self.lesson.image]

    def _region(self, operation: Operation) -> Region:
        return patch_region(operation, self.output, self.lesson.kernel)

    def _middle(self, region: Region) -> Points:
        return np.array([*middle(self.image.point, region), 0.0])

    def _read(self, operation: Operation) -> Region:
        """Find the pixels of one operation's patch: the columns go out for which the kernel has no
        element, then the rows."""
        self.say(
            "{operation}: a pixel counts where {element} exists.",
            operation=phrases.NAMES[operation].capitalize(),
            element=notation.kernel_for(operation, self.output),
        )
        self._introduce(operation)
        tests = VGroup(self._test(operation, 0), self._test(operation, 1))
        region = self._region(operation)
        box = PatchBox(self.style, operation, self.image, region, self.output)
        self.play(FadeIn(box), run_time=0.6)
        self.hold(1.2)
        self.play(FadeOut(tests), run_time=0.4)
        pixels = tuple(self.lesson.image)
        self.play(Sweep(self.image, pixels, to=1.0, together=True), run_time=0.5)
        return region

    def _test(self, operation: Operation, axis: int) -> VGroup:
        """Write beside each column (axis 0) or row (axis 1) which component its pixels ask for,
        strike those that the kernel does not have, and put their pixels out."""
        self.say(
            "The kernel has only {elements}: {lines} with another {term} go out.",
            elements=notation.spanned("h", self.lesson.kernel.region),
            lines=("columns", "rows")[axis],
            term=notation.kernel_components(operation, self.output)[axis],
        )
        role = ("column", "row")[axis]
        exist = {tuple(tap)[axis] for tap in self.lesson.kernel}
        numbers, struck, out = VGroup(), VGroup(), list[Index]()
        for pixels in self._parallel(axis):
            asked = tuple(operation.kernel_index(self.output, pixels[0]))[axis]
            number = self.style.formula(notation.number(asked, role), CELL)
            numbers.add(number.put(self._beside(pixels[0], axis)))
            if asked not in exist:
                struck.add(self.style.line(_strike(number), "muted", 2))
                out += pixels
        head = self._head(operation, axis)
        self.play(FadeIn(head), run_time=0.4)
        self.play(LaggedStart(*map(FadeIn, numbers), lag_ratio=0.5), run_time=1.6)
        self.hold()
        self.play(FadeIn(struck), run_time=0.4)
        self.play(Sweep(self.image, out), run_time=1.2)
        self.hold()
        return VGroup(head, numbers, struck)

    def _parallel(self, axis: int) -> list[list[Index]]:
        """Return the image's columns (axis 0), left to right, or its rows (axis 1), downwards."""
        image = self.lesson.image
        return [
            [pixel for pixel in image if tuple(pixel)[axis] == place]
            for place in (image.region.column_range, image.region.row_range)[axis]
        ]

    def _beside(self, pixel: Index, axis: int) -> Points:
        """Return the place under the pixel's column, or to the right of its row."""
        half, last = self.image.lattice.pitch / 2, self.image.point(self.ground.last)
        x, y, _ = self.image.point(pixel)
        return np.array([(x, last[0] + half + 0.32)[axis], (last[1] - half - 0.26, y)[axis], 0.0])

    def _head(self, operation: Operation, axis: int) -> Label:
        """Return the component that is asked for, at the corner where its numbers begin."""
        half, first = self.image.lattice.pitch / 2, self.image.point(self.ground.first)
        place = self._beside(self.ground.first, axis)
        place[axis] = (first[0] - half - 0.42, first[1] + half + 0.26)[axis]
        term = notation.kernel_components(operation, self.output)[axis]
        return self.style.formula(term, CELL).put(place)

    def _introduce(self, operation: Operation) -> None:
        """Write what the legend says of an operation's box, level with where it will be."""
        y = self.heights[operation]
        mark = swatch(self.style, operation, np.array([self.legend + 0.25, y, 0.0]))
        lines = self._lines(operation, self.em)
        for line in lines:
            line.put_left(np.array([self.legend + MARK, y, 0.0]))
            y -= LINE
        self.play(FadeIn(mark, *lines), run_time=0.6)
        self.hold()

    def _lines(self, operation: Operation, em: float) -> tuple[Label, Label]:
        """Return whose box it is, and which pixels it holds."""
        test = phrases.filled(
            "where {element} exists", element=notation.kernel_for(operation, self.output)
        )
        where = self.style.words(test, em)
        annotate(where, "label", self.output, f"test.{operation.slug}")
        return self._words(operation, self.output, em), where

    def _words(self, operation: Operation, output: Index, em: float) -> Label:
        parts = phrases.filled(
            "{output} of {operation}",
            output=notation.at("y", output),
            operation=phrases.NAMES[operation],
        )
        words = self.style.words(parts, em, role=operation.slug, weight="medium")
        annotate(words, "label", output, f"legend.{operation.slug}")
        return words

    def _share(self, regions: list[Region]) -> None:
        first, second = regions
        common = first.intersection(second)
        if common is None:
            self.say("The two patches share no pixel.")
            self.hold()
            return
        box = plain_box(self.style, self.image, common, "focus")
        labels = [
            (pixel, self.image.write(pixel, notation.bracketed(pixel))) for pixel in self._shared()
        ]
        if len(common) == 1:
            only = notation.at("x", common.first)
            self.say("The two patches share only {pixel}.", pixel=only)
        else:
            self.say("The two patches share {pixels}.", pixels=notation.spanned("x", common))
        self.play(Create(box), *(FadeIn(label) for _, label in labels), run_time=0.6)
        for pixel, label in labels:
            self.remove(label)
            self.image.fill_in(pixel, label)
        self.hold(1.2)
        self.play(FadeOut(box), run_time=0.3)

    def _second_reading(self) -> None:
        """Tell that the second operation also reads the first patch, for another output."""
        first, second = self.compared
        words = self._words(second, self.other, self.em)
        words.put_left(np.array([self.legend + MARK, self.heights[first] - 2 * LINE, 0.0]))
        self.play(FadeIn(words), run_time=0.6)
        self.conclude(
            "The {line} patch serves {operation} too, for {output}.",
            line=phrases.LINES[first],
            operation=phrases.NAMES[second],
            output=notation.at("y", self.other),
        )


def _strike(label: Label) -> Line:
    """Return a slanted line through a number, flat enough to leave it readable."""
    half = np.array([label.ink_width / 2 + 0.1, 0.07, 0.0])
    centre = np.array([label.get_x(), label.strut.get_y(), 0.0])
    return Line(centre - half, centre + half)
