"""B3: two layers learn from the same data; the weights of one are the other's, turned."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from manim import Arrow, Create, FadeIn, FadeOut, VGroup, VMobject

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation, opposite
from corrconv.draw.animate.turn import turn
from corrconv.draw.export.annotations import annotate
from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.loss_plot import LossPlot, decades
from corrconv.draw.shapes.patch_box import plain_box
from corrconv.draw.style import STEP
from corrconv.draw.text.label import Label
from corrconv.figures import sizing
from corrconv.formula import gradients, notation
from corrconv.formula.tokens import EQUALS, Formula, plain
from corrconv.learning.descent import train_layers
from corrconv.learning.training import LAYERS, kernel_numbers, training

LEFT, MIDDLE, RIGHT = -4.2, 0.0, 4.2
GRIDS = 0.34
HEADINGS, TERMS = 2.78, 2.32
PLOT, PLOT_CORNER = (3.8, 1.05), (-5.2, -2.52)
"""Columns and heights of what stands in them; size of the plot, and its lower left corner."""

EQUATIONS = 3.9
"""Middle of the equations and of the counter, beside the plot."""

SLOW = 3
"""So many stretches of the training are shown slowly; the others follow in a run."""


NAMES: Mapping[Operation, str] = {
    Operation.LIBRARY_CROSS_CORRELATION: "cross-correlation",
    Operation.CONVOLUTION: "convolution",
}
"""What the layers are called: for a network there is one cross-correlation, the libraries’."""


class Learning(FigureScene):
    """B3: gradient descent with a cross-correlation layer and with a convolution layer."""

    def construct(self) -> None:
        """Show the data, the training, and the two kernels that came of it."""
        self.training = training(self.lesson)
        self.layers = dict(zip(LAYERS, train_layers(self.training), strict=True))
        self.places = dict(zip(LAYERS, (LEFT, RIGHT), strict=True))
        self.letters = dict(zip(LAYERS, (gradients.WEIGHTS, gradients.FLIPPED), strict=True))
        support = self.training.support
        self.pitch = sizing.pitch(0.89, (support.columns, 3.0), (support.rows, 2.67))
        self.widest = self._widest()
        self.add_title()
        self._teach()
        self._set_out()
        self._descend()
        self._turn()

    def _teach(self) -> None:
        """Show the kernel that makes the targets."""
        self.say(
            "From each of {count} random images the kernel {kernel} makes a target, by "
            "cross-correlation.",
            count=str(self.training.hyperparameters.images),
            kernel=(notation.name("h"),),
        )
        values = {tap: float(value) for tap, value in kernel_numbers(self.lesson).items()}
        teacher = self._grid(values, "teacher", MIDDLE)
        head = self.heading("the targets’ kernel", "ink", "teacher.name", (MIDDLE, HEADINGS))
        term = self.equation(
            notation.general_term(Operation.LIBRARY_CROSS_CORRELATION),
            "teacher.term",
            (MIDDLE, TERMS),
        )
        self.teaching = VGroup(teacher, head, term, Axes(teacher))
        self.play(FadeIn(self.teaching), run_time=0.6)
        self.hold(1.6)

    def _set_out(self) -> None:
        """Draw both layers with the weights that they start from, and their empty plot."""
        self.grids = {operation: self._weights(operation, 0) for operation in LAYERS}
        self.plot = self._plot()
        self.say("Two layers must learn to make the same targets, each by its own sum.")
        heads = [self._layer_head(operation) for operation in LAYERS]
        self.play(FadeIn(*heads), run_time=0.6)
        self.hold(1.6)
        kernel = (notation.name("h"),)
        self.say("They do not see {kernel}. Both start from the same weights.", kernel=kernel)
        axes = [Axes(grid) for grid in self.grids.values()]
        self.play(FadeIn(*self.grids.values(), *axes), run_time=0.6)
        self.hold(1.6)

    def _widest(self) -> list[Formula]:
        """Return the longest numbers of the training, so that all are set in one size."""
        steps = self.training.sampled_steps
        every = {
            plain(formula): formula
            for layer in self.layers.values()
            for step in steps
            for value in layer.at(step).values()
            for formula in [gradients.decimal(value, self.training.decimals)]
        }
        most = max(map(len, every))
        return [formula for text, formula in every.items() if len(text) == most]

    def _plot(self) -> LossPlot:
        losses = {
            operation: [float(loss) for loss in layer.losses]
            for operation, layer in self.layers.items()
        }
        scale = decades([loss for each in losses.values() for loss in each])
        steps = self.training.sampled_steps
        return LossPlot(self.style, losses, NAMES, steps, scale, PLOT_CORNER, PLOT)

    def _descend(self) -> None:
        """Move the weights; the losses fall."""
        self.say("Gradient descent: with each step the loss falls.")
        self.counter = self._count(0)
        self.play(FadeIn(self.plot, *self.plot.dots[0], self.counter), run_time=0.6)
        self.hold()
        for place, ends in enumerate(pairwise(self.training.sampled_steps)):
            self._descend_to(ends, 1.0 if place < SLOW else 0.6)
        self.play(FadeIn(*self.plot.legend), run_time=0.4)
        share = max(layer.losses[-1] / layer.losses[0] for layer in self.layers.values())
        self.say(
            "Both losses fall to less than {share}: both layers fit.",
            share=gradients.describe_share(share),
        )
        self.hold(1.6)

    def _descend_to(self, ends: tuple[int, int], seconds: float) -> None:
        """Take some steps of the training, and show the weights after the last of them."""
        self.play(*map(Create, self.plot.pieces[ends]), run_time=seconds / 2)
        self.remove(self.counter, *self.grids.values())
        self.grids = {operation: self._weights(operation, ends[1]) for operation in LAYERS}
        self.counter = self._count(ends[1])
        self.add(self.counter, *self.grids.values(), *self.plot.dots[ends[1]])
        self.hold(seconds)

    def _turn(self) -> None:
        """Turn the convolution layer's weights by 180°."""
        values = self.layers[Operation.CONVOLUTION].at(self.training.hyperparameters.steps)
        self.play(FadeOut(self.teaching, self.counter), run_time=0.4)
        self.say("Take the weights of the convolution layer …")
        turning = self._grid(values, "turning", RIGHT)
        self.play(turning.animate.move_to((MIDDLE, GRIDS, 0.0)), run_time=1.0)
        self.hold()
        self.say("… turn them by 180°: both components of each index change their sign …")
        there = self._grid({opposite(at): value for at, value in values.items()}, "turned", MIDDLE)
        frame = turn(self, turning, there, Operation.CONVOLUTION.slug)
        self.play(FadeOut(frame), run_time=0.3)
        head = self.heading("turned by 180°", "convolution", "turned.name", (MIDDLE, HEADINGS))
        term = self.equation(gradients.flipped_weight(), "turned.term", (MIDDLE, TERMS))
        self.play(FadeIn(Axes(there), head, term), run_time=0.4)
        self.hold()
        self._lay(there)

    def _lay(self, there: Grid) -> None:
        """Lay the turned weights on those of the cross-correlation layer."""
        first = self.grids[Operation.LIBRARY_CROSS_CORRELATION]
        self.say("… and lay them on those of the cross-correlation layer: equal.")
        laid = there.copy()
        self.play(laid.animate.move_to(first), run_time=1.2)
        rings = [plain_box(self.style, grid, grid.region, "focus") for grid in (first, there)]
        self.play(FadeIn(rings[0]), run_time=0.3)
        self.hold(1.6)
        self.remove(laid)
        self.play(FadeIn(rings[1], *self._equality(first.region)), run_time=0.5)
        self.conclude(
            "The convolution layer has learned the same kernel, flipped: the results agree."
        )

    def _equality(self, region: Region) -> list[VMobject]:
        """Return what was seen as equations, and as signs between the grids."""
        corner = gradients.turned_weight_pair(region.last)
        equal = self.equation((EQUALS,), "equal", ((LEFT + MIDDLE) / 2 - 0.2, GRIDS))
        half = self.pitch * len(region.column_range) / 2
        arrow = Arrow(
            (RIGHT - half - 0.5, GRIDS, 0.0),
            (MIDDLE + half + 0.1, GRIDS, 0.0),
            buff=0.1,
            stroke_width=3,
            tip_length=0.18,
            color=self.style.colour("muted"),
        )
        return [
            self.equation(gradients.turned_weights(), "same", (EQUATIONS, -1.6)),
            self.equation(corner, "same.corner", (EQUATIONS, -2.15)),
            equal,
            arrow,
        ]

    def _weights(self, operation: Operation, step: int) -> Grid:
        """Return a layer's weights after a step."""
        values = self.layers[operation].at(step)
        return self._grid(values, f"weights.{operation.slug}", self.places[operation])

    def _grid(self, values: Mapping[Index, float], grid: str, x: float) -> Grid:
        """Return numbers on cells that are the fuller the larger the number is, as it is shown."""
        drawn = Grid(
            self.style,
            Region.bounding(values),
            self.pitch,
            "kernel",
            name=grid,
            centre=(x, GRIDS),
            content=lambda at: gradients.decimal(values[at], self.training.decimals),
            widest=self.widest,
        )
        shown = {at: round(value, self.training.decimals) for at, value in values.items()}
        drawn.shade(shown, self.training.peak)
        return drawn

    def _layer_head(self, operation: Operation) -> VGroup:
        """Return what a layer is called, and what it sums."""
        x = self.places[operation]
        words = f"{NAMES[operation]} layer"
        name = self.heading(words, operation.slug, f"name.{operation.slug}", (x, HEADINGS))
        formula = gradients.layer_term(operation, self.letters[operation])
        return VGroup(name, self.equation(formula, f"general.{operation.slug}", (x, TERMS)))

    def _count(self, step: int) -> Label:
        """Return how many steps were taken."""
        count = self.style.words(f"step {step}", STEP)
        annotate(count, "label", None, "count")
        return count.put(np.array([EQUATIONS, -1.9, 0.0]))
