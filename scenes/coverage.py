"""F12 and F13: which patch of the image makes which output."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, Rectangle, VGroup

from corrconv.core.index import Index, Region
from corrconv.core.operation import patch_region
from corrconv.draw.export.annotations import annotate
from corrconv.draw.scene import READ_HOLD, FigureScene
from corrconv.draw.shapes import image_grid
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.patch_box import PatchBox, plain_box
from corrconv.draw.shapes.thumbnail import Thumbnail
from corrconv.draw.style import STEP
from corrconv.figures import phrases, sizing
from corrconv.formula import notation

TOP = 2.05
"""Height of the upper edge of both grids."""

SLOW = 2
"""So many outputs are made slowly; the others follow in a run."""


class Coverage(FigureScene):
    """A box walks over the image; each output keeps a small picture of where it was."""

    def construct(self) -> None:
        """Make every output of the lesson's mode, in its order of traversal."""
        order = self.lesson.output_order(self.operation)
        self.ground = self.lesson.image.region
        for output in order:
            self.ground = self.ground.union(self._patch(output))
        self.add_title()
        self._set_out(self.lesson.outputs(self.operation))
        self.say("Which patch of the image does each output read?")
        self.hold(1.2)
        box = self._box(order[0])
        ring = plain_box(self.style, self.outputs, Region(order[0], order[0]), "focus")
        self.play(FadeIn(box), run_time=0.5)
        self.play(FadeIn(ring), run_time=0.5)
        for place, output in enumerate(order):
            self._make(box, ring, output, place)
        self.remove(box)
        self.add(self._box(order[-1]))
        self.conclude(
            "The patch of {output} is centred on {centre}.",
            output=notation.at_names("y", "m", "n"),
            centre=notation.patch_centre(self.operation),
        )

    def _set_out(self, outputs: Region) -> None:
        """Draw the image, the empty outputs, and the order in which they are made."""
        across, down = sizing.size(self.ground)
        size = image_grid.readable_pitch(self.lesson, self.ground, 0.72)
        pitch = sizing.pitch(size, (across, 5.2), (down, 4.2))
        self.image = Grid(self.style, self.lesson.image.region, pitch, "image")
        middle = (self.image.point(self.ground.first) + self.image.point(self.ground.last)) / 2
        self.image.shift(np.array([-3.25, TOP - down * pitch / 2, 0.0]) - middle)
        margin = image_grid.margin_around(self.lesson, self.image, self.ground)
        size = sizing.outputs_pitch(self.lesson, self.operation)
        self.outputs = Grid(
            self.style, outputs, size, "output",
            centre=(3.1, TOP - sizing.size(outputs)[1] * size / 2),
        )  # fmt: skip
        axes = Axes(self.image, ("i", "j"), beyond=self.ground), Axes(self.outputs, ("m", "n"))
        order = self.style.words(phrases.order_line(self.lesson.traversal), STEP, role="muted")
        annotate(order, "label", None, "order")
        below = VGroup(margin, self.image).get_bottom() + np.array([0.0, -0.4, 0.0])
        order.put(np.array([-3.25, below[1], 0.0]))
        whole = (margin, self.image, axes[0], self.outputs, axes[1], order)
        self.centre(*whole, about=(margin, self.image, self.outputs))
        self.add(*whole)

    def _patch(self, output: Index) -> Region:
        return patch_region(self.operation, output, self.lesson.kernel)

    def _box(self, output: Index) -> PatchBox:
        return PatchBox(self.style, self.operation, self.image, self._patch(output), output)

    def _make(self, box: PatchBox, ring: Rectangle, output: Index, place: int) -> None:
        """Move the box to the output's patch and the ring to the output, and bring a small picture
        of the patch there."""
        slow = place < SLOW
        if slow:
            self.say(
                "{output} reads {patch}.",
                output=notation.at("y", output),
                patch=notation.spanned("x", self._patch(output)),
            )
        elif place == SLOW:
            self.say("The same for every other output.")
        way = self._box(output).frame.get_center() - box.frame.get_center()
        self.play(box.animate.shift(way), run_time=0.7 if slow else 0.2)
        place_of = self.outputs.point(output)
        if slow:
            self.play(ring.animate.move_to(place_of), run_time=0.5)
        ring.move_to(place_of)
        small = Thumbnail(
            self.style,
            self.operation,
            self.outputs,
            output,
            (self.lesson.image.region, self.ground),
            self._patch(output),
        )
        if slow:
            self.play(FadeIn(small), run_time=0.5)
        self.add(small, ring)
        self.hold(READ_HOLD if slow else 0.15)


class ConvolutionCoverage(Coverage):
    """F12: the patch is centred where the output is."""


class CrossCorrelationCoverage(Coverage):
    """F13: the patch is centred opposite the output."""
