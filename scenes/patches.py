"""F11: the patches that convolution and cross-correlation read for the same output."""

from __future__ import annotations

import numpy as np
from manim import Create, FadeIn, FadeOut

from corrconv import notation, wording
from corrconv.draw.fact import claim
from corrconv.draw.grid import Axes, Grid
from corrconv.draw.kit import STEP
from corrconv.draw.outline import PatchBox, plain_box, swatch
from corrconv.draw.scene import FigureScene
from corrconv.draw.sweep import Sweep
from corrconv.index import Index, Region
from corrconv.operation import Operation, patch_region

COMPARED = (Operation.CONVOLUTION, Operation.CROSS_CORRELATION)

LEGEND = 1.5
"""The middle of the legend's marks, in scene units from the left to the right."""


class Patches(FigureScene):
    """Which pixels have a kernel element, for each operation, and what the patches share."""

    figure_name = "patches"

    def construct(self) -> None:
        """The image; each operation's patch; the pixel they share; the second reading."""
        self.output: Index = self.lesson.worked[COMPARED[0]]
        self.y = notation.at("y", self.output)
        self.add_title()
        self.image = Grid(self.kit, self.lesson.image.region, 0.72, "image", centre=(-2.75, -0.3))
        self.add(self.image, Axes(self.image, ("i", "j")))
        regions = [self._read(operation, place) for place, operation in enumerate(COMPARED)]
        self._share(regions)
        self._second_reading()

    def _read(self, operation: Operation, place: int) -> Region:
        """The pixels of one operation's patch, found one after the other."""
        name = wording.SHORT[operation].capitalize()
        self.say(f"{name}, in reading order: has the pixel a kernel element for ", self.y, "?")
        region = patch_region(operation, self.output, self.lesson.kernel)
        others = [pixel for pixel in self.lesson.image if pixel not in region]
        self.play(Sweep(self.image, others), run_time=2.0)
        box = PatchBox(
            self.kit, operation, self.image, region, self.output, grow=-0.04 if place else 0.0
        )
        self.play(FadeIn(box), run_time=0.6)
        mark = swatch(self.kit, operation, np.array([LEGEND, 1.1 - 1.9 * place, 0.0]))
        self.play(FadeIn(mark), run_time=0.3)
        self._entry(operation, self.output, mark.get_y())
        self.hold()
        self.play(Sweep(self.image, others, to=1.0, together=True), run_time=0.5)
        return region

    def _entry(self, operation: Operation, output: Index, y: float) -> None:
        """A line of the legend: which output, of which operation."""
        parts = (notation.at("y", output), f" of {wording.SHORT[operation]}")
        words = self.kit.words(parts, STEP, role=operation.slug, weight="medium")
        claim(words, "label", output, f"legend.{operation.slug}")
        self.play(FadeIn(words.put_left(np.array([LEGEND + 0.55, y, 0.0]))), run_time=0.6)

    def _share(self, regions: list[Region]) -> None:
        first, second = regions
        shared = [pixel for pixel in first if pixel in second]
        box = plain_box(self.kit, self.image, Region(shared[0], shared[-1]), "focus")
        labels = [(pixel, self.image.write(pixel, notation.bracketed(pixel))) for pixel in shared]
        self.say("The two patches share only ", notation.at("x", shared[0]), ".")
        self.play(Create(box), FadeIn(*(label for _, label in labels)), run_time=0.6)
        for pixel, label in labels:
            self.remove(label)
            self.image.fill_in(pixel, label)
        self.hold(1.2)
        self.play(FadeOut(box), run_time=0.3)

    def _second_reading(self) -> None:
        """The solid patch is also read by cross-correlation, for another output."""
        centre = COMPARED[0].image_index(self.output, Index(0, 0))
        other = COMPARED[1].output_index(centre, Index(0, 0))
        self._entry(COMPARED[1], other, 1.1 - 0.6)
        self.conclude(
            "The solid patch serves cross-correlation too, for ", notation.at("y", other), "."
        )
