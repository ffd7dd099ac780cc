"""F11: the patches that two operations read for the same output."""

from __future__ import annotations

import numpy as np
from manim import LEFT, Create, FadeIn, FadeOut, VGroup

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation, patch_region, same_patch
from corrconv.draw.animate.sweep import Sweep
from corrconv.draw.export.facts import annotate
from corrconv.draw.scene import SIDE, FigureScene
from corrconv.draw.shapes import image_grid
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.patch_box import PatchBox, plain_box, swatch
from corrconv.draw.style import STEP
from corrconv.draw.text.label import Label
from corrconv.figures import phrases, sizing
from corrconv.formula import notation

GAP = 1.05
"""Between the image and the legend, in scene units."""

MARK = 0.8
"""From the left edge of a mark of the legend to its words."""


class Patches(FigureScene):
    """F11: which pixels have a kernel element, for each operation, and what the patches share."""

    def construct(self) -> None:
        """Draw the image, each operation's patch, the pixels they share, and the second reading."""
        self.compared = self.lesson.compared
        self.output: Index = self.lesson.worked[self.compared[0]]
        first, second = self.compared
        self.other = same_patch(first, self.output, second, self.lesson.kernel)
        self.y = notation.at("y", self.output)
        self.add_title()
        self._set_out()
        regions = [self._read(operation, place) for place, operation in enumerate(self.compared)]
        self._share(regions)
        self._second_reading()

    def _set_out(self) -> None:
        """Draw the image, and the places outside it that are read."""
        ground = self.lesson.image.region
        for operation in self.compared:
            ground = ground.union(self._region(operation))
        across, down = sizing.size(ground)
        pitch = sizing.pitch(
            image_grid.readable_pitch(self.lesson, ground, 0.72), (across, 6.0), (down, 5.3)
        )
        labels = [notation.bracketed(pixel) for pixel in self._shared()]
        self.image = Grid(self.style, self.lesson.image.region, pitch, "image", widest=labels)
        middle = (self.image.point(ground.first) + self.image.point(ground.last)) / 2
        self.image.shift(np.array([0.0, -0.3, 0.0]) - middle)
        margin = image_grid.margin_around(self.lesson, self.image, ground)
        shown = VGroup(margin, self.image, Axes(self.image, ("i", "j"), beyond=ground))
        self._set_beside(shown)
        self.add(*shown)

    def _set_beside(self, shown: VGroup) -> None:
        """Set the image left and the legend right of it, both in the middle; the legend's type is
        as large as the room lets it be."""
        words = [self._words(operation, output, STEP) for operation, output in self._lines()]
        widest, space = max(each.ink_width for each in words), GAP + MARK
        self.em = STEP * min(1.0, (2 * SIDE - shown.width - space) / widest)
        wide = shown.width + space + widest * self.em / STEP
        shown.align_to(np.array([-wide / 2, 0.0, 0.0]), LEFT)
        self.legend = shown.get_right()[0] + GAP

    def _lines(self) -> list[tuple[Operation, Index]]:
        """Return what the legend says: which output, of which operation."""
        first, second = self.compared
        return [(first, self.output), (second, self.output), (second, self.other)]

    def _shared(self) -> list[Index]:
        """Return the pixels that both patches hold."""
        first, second = (self._region(operation) for operation in self.compared)
        common = first.intersection(second)
        return [pixel for pixel in common or () if pixel in self.lesson.image]

    def _region(self, operation: Operation) -> Region:
        return patch_region(operation, self.output, self.lesson.kernel)

    def _read(self, operation: Operation, place: int) -> Region:
        """Find the pixels of one operation's patch, one after the other."""
        name = phrases.NAMES[operation].capitalize()
        self.say(
            "{operation}, in reading order: has the pixel a kernel element for {output}?",
            operation=name,
            output=self.y,
        )
        region = self._region(operation)
        others = [pixel for pixel in self.lesson.image if pixel not in region]
        self.play(Sweep(self.image, others), run_time=2.0)
        box = PatchBox(
            self.style, operation, self.image, region, self.output, grow=-0.04 if place else 0.0
        )
        self.play(FadeIn(box), run_time=0.6)
        mark = swatch(self.style, operation, np.array([self.legend + 0.25, 1.1 - 1.9 * place, 0.0]))
        self.play(FadeIn(mark), run_time=0.3)
        self._entry(operation, self.output, mark.get_y())
        self.hold()
        self.play(Sweep(self.image, others, to=1.0, together=True), run_time=0.5)
        return region

    def _entry(self, operation: Operation, output: Index, y: float) -> None:
        """Write a line of the legend."""
        words = self._words(operation, output, self.em)
        annotate(words, "label", output, f"legend.{operation.slug}")
        self.play(FadeIn(words.put_left(np.array([self.legend + MARK, y, 0.0]))), run_time=0.6)

    def _words(self, operation: Operation, output: Index, em: float) -> Label:
        parts = phrases.filled(
            "{output} of {operation}",
            output=notation.at("y", output),
            operation=phrases.NAMES[operation],
        )
        return self.style.words(parts, em, role=operation.slug, weight="medium")

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
        self._entry(second, self.other, 1.1 - 0.6)
        self.conclude(
            "The {line} patch serves {operation} too, for {output}.",
            line=phrases.LINES[first],
            operation=phrases.NAMES[second],
            output=notation.at("y", self.other),
        )
