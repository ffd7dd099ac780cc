"""F1: a kernel slides over an image and makes an output, number by number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import FadeIn

from corrconv import notation, sums, wording
from corrconv.draw.fact import claim
from corrconv.draw.grid import Grid
from corrconv.draw.kit import CELL, EQUATION, STEP
from corrconv.draw.label import Label
from corrconv.draw.panel import Panel
from corrconv.draw.scene import FigureScene
from corrconv.formula import EQUALS
from corrconv.index import Index
from corrconv.operation import Operation

SLOW = 2
"""So many outputs are made slowly; the others follow in a run."""


class SlidingScene(FigureScene):
    """One or more panels that make the same output at the same time."""

    def slide(self, panels: Sequence[Panel]) -> None:
        """Every output in the lesson's order, the first ones slowly."""
        outputs = panels[0].sliding.outputs(panels[0].operation)
        order = self.lesson.traversal.order(outputs)
        self.boxes = [panel.box(order[0]) for panel in panels]
        self.rings = [panel.ring(order[0]) for panel in panels]
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
            self.say("Multiply each pixel by the kernel element on it.")
            self._swap(self.laid, self.products)
            self.hold(1.2)
            self.say("Add up: the sum is ", notation.at("y", output), ".")
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

    def _lay(self, panels: Sequence[Panel], output: Index) -> None:
        """Each kernel element goes to the pixel that it meets for the first output."""
        self.say(f"Outputs are made in {self.lesson.traversal.label} order.")
        self.play(*(FadeIn(each) for each in (*self.boxes, *self.rings)), run_time=0.5)
        self.hold()
        self.say("Lay the kernel on the patch of ", notation.at("y", output), ".")
        self.laid = [panel.laid(output) for panel in panels]
        moves = []
        for panel, laid in zip(panels, self.laid, strict=True):
            for term in panel.sliding.terms(panel.operation, output):
                cell = laid(term.image)
                home = cell.get_center()
                cell.move_to(panel.kernel(term.kernel))
                moves.append(cell.animate.move_to(home))
        self.play(*moves, run_time=1.6)
        self.remove(*(cell for laid in self.laid for cell in laid))
        self.add(*self.laid, *self.boxes)
        self.hold()

    def _move(self, panels: Sequence[Panel], output: Index, seconds: float) -> None:
        """The kernels slide to the output's patch, the rings to the output."""
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
        """What a subclass shows when an output is made."""

    def leave(self) -> None:
        """What a subclass takes away when the next output is begun."""

    def add_order(self, point: Sequence[float]) -> None:
        """The order of traversal, on screen throughout."""
        words = f"outputs in {self.lesson.traversal.label} order"
        order = self.kit.words(words, STEP, role="muted")
        claim(order, "label", None, "order")
        self.add(order.put(np.array(point)))


class SlidingOne(SlidingScene):
    """One operation, large, with the sum written out."""

    def construct(self) -> None:
        """Image left, kernel between, output right; the sum under them."""
        places = ((-3.9, 0.25), (1.05, 0.25), (4.75, 0.25))
        panel = Panel(self.kit, self.lesson.sliding, self.operation, 0.86, places, EQUATION)
        self.add_title()
        self.add(panel)
        self.add_order([2.9, -1.65, 0.0])
        self.sum: Label | None = None
        self.panel = panel
        self.slide([panel])
        how = "flipped" if self.operation.flips_kernel else "as it is drawn"
        self.conclude(
            f"{wording.SHORT[self.operation].capitalize()} lays the kernel on the image {how}."
        )

    def after(self, output: Index) -> None:
        """The sum of the output just made, in place of the one before."""
        products = self.panel.sliding.products(self.operation, output)
        value = self.panel.sliding.value(self.operation, output)
        label = self.kit.formula(
            (
                *notation.at("y", output),
                EQUALS,
                *sums.value_sum(products),
                EQUALS,
                *notation.number(value),
            ),
            CELL,
        )
        claim(label, "equation", output, "sum")
        self.sum = label.put(np.array([0.0, -2.55, 0.0]))
        self.add(label)

    def leave(self) -> None:
        """The sum of the output before."""
        if self.sum:
            self.remove(self.sum)


class SlidingConvolution(SlidingOne):
    """Convolution alone."""

    figure_name = "sliding-convolution"


class SlidingCrossCorrelation(SlidingOne):
    """Cross-correlation alone."""

    figure_name = "sliding-cross-correlation"


class SlidingBoth(SlidingScene):
    """Convolution and cross-correlation of the same image with the same kernel."""

    figure_name = "sliding-kernel"

    def construct(self) -> None:
        """Two panels side by side, each with its name and its term."""
        self.add_title()
        panels = [
            self._panel(Operation.CONVOLUTION, -3.25),
            self._panel(Operation.CROSS_CORRELATION, 3.25),
        ]
        self.add_order([0.0, -2.87, 0.0])
        self.slide(panels)
        self.conclude("The same image, the same kernel: two different outputs.")

    def _panel(self, operation: Operation, x: float) -> Panel:
        name = self.kit.words(
            wording.SHORT[operation], STEP, role=operation.slug, weight="semibold"
        )
        claim(name, "label", None, f"name.{operation.slug}")
        term = self.kit.formula(notation.general_term(operation), EQUATION)
        claim(term, "equation", None, f"general.{operation.slug}")
        places = ((x - 1.15, -0.55), (x + 1.8, 0.5), (x + 1.8, -1.75))
        panel = Panel(self.kit, self.lesson.sliding, operation, 0.56, places)
        self.add(name.put(np.array([x, 2.75, 0.0])), term.put(np.array([x, 2.25, 0.0])), panel)
        return panel
