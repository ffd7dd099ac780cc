"""F1: a kernel slides over an image and makes an output, number by number."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from manim import FadeIn, VGroup

from corrconv.core.index import Index
from corrconv.core.kernel_properties import Symmetry
from corrconv.core.operation import Operation
from corrconv.core.rational import Number
from corrconv.draw.export.facts import annotate
from corrconv.draw.scene import SIDE, FigureScene
from corrconv.draw.shapes.grid import Grid
from corrconv.draw.shapes.panel import Panel
from corrconv.draw.style import CELL, EQUATION, STEP, Style
from corrconv.figures import phrases, sizing
from corrconv.formula import notation, sums
from corrconv.formula.tokens import EQUALS, Formula

SUM = -2.68
"""Height of the middle of the sum that is written out."""

MOST_LINES = 2
"""Of that sum; a longer one is set smaller."""

SLOW = 2
"""So many outputs are made slowly; the others follow in a run."""


AS_DRAWN = "{operation} lays the kernel on the image as it is drawn."
FLIPPED: Mapping[Symmetry | None, str] = {
    None: "{operation} lays the kernel on the image flipped.",
    Symmetry.EQUAL: "{operation} lays the kernel on the image flipped: it looks the same.",
    Symmetry.NEGATED: "{operation} lays the kernel on the image flipped: only its sign changes.",
}
"""How an operation lays the kernel, and what of it can be seen with one of this symmetry."""

SAME_OUTPUTS = "The same image, the same kernel: here the same outputs."
DIFFERENT_OUTPUTS = "The same image, the same kernel: two different outputs."


class SlidingScene(FigureScene):
    """One or more panels that make the same output at the same time."""

    def slide(self, panels: Sequence[Panel]) -> None:
        """Make every output in the lesson's order, the first ones slowly."""
        order = panels[0].sliding.output_order(panels[0].operation, self.lesson.traversal)
        self.boxes = [panel.box(order[0]) for panel in panels]
        self.rings = [panel.focus(order[0]) for panel in panels]
        for place, output in enumerate(order):
            self._make(panels, output, place)

    def _make(self, panels: Sequence[Panel], output: Index, place: int) -> None:
        slow = place < SLOW
        if place == SLOW:
            self.say("And so on, over the whole image.")
        if place == 0:
            self._lay(panels, output)
        else:
            self._move(panels, output, 0.8 if place <= SLOW else 0.3)
        self.products = [panel.products(output) for panel in panels]
        values = [panel.value(output) for panel in panels]
        if slow:
            self.say(self._multiplied(panels, output))
            self._swap(self.laid, self.products)
            self.hold(1.2)
            self.say("Add up: the sum is {output}.", output=notation.at("y", output))
            self.after(output)
            self.play(*(FadeIn(value) for value in values), run_time=0.8)
            self.hold()
        else:
            self.after(output)
            self._swap(self.laid, self.products)
            self.add(*values)
            self.hold(0.5)
        for panel, value in zip(panels, values, strict=True):
            self.remove(value)
            panel.output.fill_in(output, value)
        self.bring_to_front(*self.rings)

    def _multiplied(self, panels: Sequence[Panel], output: Index) -> str:
        """Return what happens to the pixels under the kernel, and to places where there is none."""
        met = [each for panel in panels for each in panel.overlaps[output]]
        if any(each.value is None for each in met):
            return "Multiply each pixel by the element on it; where ∅ stands, a pixel is missing."
        if not all(each.inside for each in met):
            return "Multiply what is read at each place, also outside the image, by the element."
        return "Multiply each pixel by the kernel element on it."

    def _lay(self, panels: Sequence[Panel], output: Index) -> None:
        """Move each kernel element to the pixel that it meets for the first output."""
        self.say("Outputs are made in {order} order.", order=self.lesson.traversal.value)
        self.play(*(FadeIn(each) for each in (*self.boxes, *self.rings)), run_time=0.5)
        self.hold()
        self.say("Lay the kernel on the patch of {output}.", output=notation.at("y", output))
        self.laid = [panel.kernel_on_patch(output) for panel in panels]
        moves = []
        for panel, laid in zip(panels, self.laid, strict=True):
            for met in panel.overlaps[output]:
                cell = laid(met.image)
                home = cell.get_center()
                cell.move_to(panel.kernel(met.kernel))
                moves.append(cell.animate.move_to(home))
        self.play(*moves, run_time=1.6)
        self.remove(*(cell for laid in self.laid for cell in laid))
        self.add(*self.laid, *self.boxes)
        self.hold()

    def _move(self, panels: Sequence[Panel], output: Index, seconds: float) -> None:
        """Slide the kernels to the output's patch, the rings to the output."""
        self.leave()
        self._swap(self.products, self.laid)
        moves: list[Any] = []
        for panel, laid, box, ring in zip(panels, self.laid, self.boxes, self.rings, strict=True):
            way = panel.box(output).frame.get_center() - box.frame.get_center()
            box.stand_for(output)
            moves += [laid.animate.shift(way), box.animate.shift(way)]
            moves.append(ring.animate.move_to(panel.output.point(output)))
        self.play(*moves, run_time=seconds)

    def _swap(self, before: Sequence[Grid], after: Sequence[Grid]) -> None:
        self.remove(*before)
        self.add(*after, *self.boxes)

    def after(self, output: Index) -> None:
        """Show what a subclass has to show when an output is made."""

    def leave(self) -> None:
        """Take away what a subclass showed when the next output is begun."""

    def add_order(self, point: Sequence[float]) -> None:
        """Write the order of traversal, on screen throughout."""
        order = self.style.words(phrases.order_line(self.lesson.traversal), STEP, role="muted")
        annotate(order, "label", None, "order")
        self.add(order.put(np.array(point)))


class SlidingOne(SlidingScene):
    """One operation, large, with the sum written out."""

    def construct(self) -> None:
        """Draw the image left, the kernel between, the output right, and the sum under them."""
        sliding = self.lesson.sliding
        space = sizing.in_a_row(sliding, self.operation)
        panel = Panel(self.style, sliding, self.operation, space, EQUATION)
        self.add_title()
        self.add(panel)
        right = VGroup(panel.kernel, panel.output)
        beside = right.get_bottom()[1] > -1.25
        self.add_order([right.get_x() if beside else 0.0, -1.65 if beside else -2.18, 0.0])
        self.sum: VGroup | None = None
        self.panel = panel
        self.slide([panel])
        self.conclude(self._result())

    def _result(self) -> str:
        """Return how the kernel lies on the image, and what of that can be seen with this one."""
        symmetry = self.lesson.sliding.kernel_symmetry
        sentence = FLIPPED[symmetry] if self.operation.flips_kernel else AS_DRAWN
        return sentence.format(operation=phrases.NAMES[self.operation].capitalize())

    def after(self, output: Index) -> None:
        """Write the sum of the output just made, in place of the one before."""
        products = self.panel.sliding.products(self.operation, output)
        value = self.panel.sliding.value(self.operation, output)
        head = (*notation.at("y", output), EQUALS)
        self.sum = written_sum(self.style, head, products, sums.result(value))
        annotate(self.sum, "equation", output, "sum")
        self.add(self.sum)

    def leave(self) -> None:
        """Take away the sum of the output before."""
        if self.sum:
            self.remove(self.sum)


def written_sum(
    style: Style, head: Formula, products: Sequence[tuple[Number, Number]], end: Formula
) -> VGroup:
    """Return a sum of products over the step text, in as few lines as hold it."""
    count = max(1, len(products))
    for lines in range(1, MOST_LINES + 1):
        formulas = list(sums.value_lines(products, math.ceil(count / lines))) or [()]
        formulas[0] = (*head, *formulas[0])
        formulas[-1] = (*formulas[-1], *(end if products else end[1:]))
        widest = max(style.formula(formula, CELL).ink_width for formula in formulas)
        if widest <= 2 * SIDE:
            break
    em = CELL * min(1.0, 2 * SIDE / widest)
    labels = [style.formula(formula, em) for formula in formulas]
    for place, label in enumerate(labels):
        label.put(np.array([0.0, SUM - 0.38 * (place - (len(labels) - 1) / 2), 0.0]))
    return VGroup(*labels)


class SlidingConvolution(SlidingOne):
    """F1: convolution alone."""


class SlidingCrossCorrelation(SlidingOne):
    """F1: cross-correlation alone."""


class SlidingBoth(SlidingScene):
    """F1: convolution and cross-correlation of the same image with the same kernel."""

    def construct(self) -> None:
        """Draw two panels side by side, each with its name and its term."""
        self.add_title()
        first, second = self.lesson.compared
        panels = [self._panel(first, -3.25), self._panel(second, 3.25)]
        self.add_order([0.0, -2.87, 0.0])
        self.slide(panels)
        self.conclude(self._result(panels))

    def _result(self, panels: Sequence[Panel]) -> str:
        """Return how the outputs differ, if they do."""
        symmetry = self.lesson.sliding.kernel_symmetry
        if symmetry:
            return symmetry.value
        first, second = ([panel.sliding.value(panel.operation, output) for output in panel.order]
                         for panel in panels)  # fmt: skip
        return SAME_OUTPUTS if first == second else DIFFERENT_OUTPUTS

    def _panel(self, operation: Operation, x: float) -> Panel:
        name = self.style.words(
            phrases.NAMES[operation], STEP, role=operation.slug, weight="semibold"
        )
        annotate(name, "label", None, f"name.{operation.slug}")
        term = self.style.formula(notation.general_term(operation), EQUATION)
        annotate(term, "equation", None, f"general.{operation.slug}")
        space = sizing.in_two_columns(self.lesson.sliding, operation, self.lesson.compared, x)
        panel = Panel(self.style, self.lesson.sliding, operation, space)
        self.add(name.put(np.array([x, 2.75, 0.0])), term.put(np.array([x, 2.25, 0.0])), panel)
        return panel
