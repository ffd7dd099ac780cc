"""F1: a kernel slides over an image and makes an output, number by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import FadeIn, FadeOut, VGroup

from corrconv.core.index import Index, Region
from corrconv.core.kernel_properties import Symmetry
from corrconv.core.operation import Operation
from corrconv.draw.animate.turn import Turn, TurnFrame, move
from corrconv.draw.export.annotations import annotate
from corrconv.draw.scene import SIDE, FigureScene
from corrconv.draw.shapes.panel import Panel
from corrconv.draw.shapes.patch_box import plain_box
from corrconv.draw.shapes.written_sum import WrittenSum
from corrconv.draw.style import CELL, EQUATION, STEP
from corrconv.draw.text.glyph import Points
from corrconv.draw.text.label import Label
from corrconv.figures import phrases, sizing
from corrconv.formula import notation
from corrconv.formula.tokens import EQUALS

SLOW = 2
"""So many outputs are made slowly; the others follow in a run."""

COUNTED, LONGEST = (0.3, 0.15), 3.0
"""Seconds in which each product of these is counted into the sum, and all of them at the most."""

RUN = (0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125)
"""Seconds for each of the outputs that follow; the last one stands for all others."""

SHORTEST = 0.07
"""Seconds of a motion at the least: a frame of a draft."""

AS_DRAWN = "{operation} lays the kernel on the image as it is drawn."
FLIPPED: Mapping[Symmetry | None, str] = {
    None: "{operation} lays the kernel on the image turned by 180°.",
    Symmetry.EQUAL: "{operation} lays the kernel on the image turned: it looks the same.",
    Symmetry.NEGATED: "{operation} lays the kernel on the image turned: only its sign changes.",
}
"""How an operation lays the kernel, and what of it can be seen with one of this symmetry."""

TURNS = "{operation} turns the kernel by 180°."
KEEPS = "{operation} does not turn the kernel."
LOOKS: Mapping[Symmetry, str] = {
    Symmetry.EQUAL: "{operation} turns the kernel by 180°; this one looks the same.",
    Symmetry.NEGATED: "{operation} turns the kernel by 180°; of this one the sign changes.",
}
"""What can be seen of the turn of a kernel with a symmetry."""

NEXT = "The kernel moves on to the next patch, and so does the sum."
MULTIPLY = "Multiply each pixel by the number in its corner, and add."
MISSING = "Multiply and add; where ∅ stands, there is no pixel to multiply."
OUTSIDE = "Multiply what is read at each place, also outside the image, and add."

ARTICLE = "With the article’s sign the library’s numbers come out, turned by 180°."
SAME_OUTPUTS = "The same path over the same image: here the same outputs."
DIFFERENT_OUTPUTS = "The same path over the same image: only the turn makes the outputs differ."


@dataclass(frozen=True, slots=True)
class SumRoom:
    """The room for a written sum: the middle of its upper edge, its width, and lines in it."""

    top: Points
    width: float
    lines: int


class WorkingPanel:
    """A panel whose kernel is moved: what lies on the image now, and what stands around it."""

    def __init__(self, panel: Panel, order: Sequence[Index], room: SumRoom) -> None:
        self.panel, self.order, self.room = panel, order, room
        self.under = panel.see_through()
        self.box, self.ring = panel.box(order[0]), panel.focus(order[0])
        self.frame = TurnFrame(panel.kernel, panel.operation.slug)
        self.mark = self.frame.submobjects[1]
        self.sheet = panel.lifted(order[0])
        self.laid = panel.laid(order[0])
        self.sum: WrittenSum | None = None

    def lay(self, output: Index) -> None:
        """Lay the kernel on the patch of an output, under the numbers of the pixels."""
        self.laid = self.panel.laid(output)
        self.under.submobjects = [self.laid, self.mark]
        self.box.stand_for(output)

    def written(self, output: Index) -> WrittenSum:
        """Return the sum of the output, not yet shown."""
        panel, room = self.panel, self.room
        found = WrittenSum(
            panel.style,
            (*notation.at("y", output), EQUALS),
            panel.sliding.products(panel.operation, output),
            panel.sliding.value(panel.operation, output),
            width=room.width,
            lines=room.lines,
        ).put(room.top)
        annotate(found, "equation", output, f"sum.{panel.label}")
        return found


class SlidingScene(FigureScene):
    """One or more panels that make the same outputs, one panel after the other."""

    def slide(self, panels: Sequence[WorkingPanel]) -> None:
        """Turn the kernel where the operation does, lay it down, and make every output in the
        lesson's order: the first ones slowly, the others in a run."""
        self.say("An image x, a kernel h; the output y is still empty.")
        self.hold()
        for panel in panels:
            self._turn(panel)
        self.say("Lay the kernel on the first patch; the pixels stay visible.")
        for panel in panels:
            self._land(panel)
        self.hold()
        for place, sentence in enumerate((self._multiplied(panels), NEXT)):
            self.say(sentence)
            for panel in panels:
                self._make_slowly(panel, place)
        if len(panels[0].order) > SLOW:
            self.say("And so on, over the whole image.")
        for panel in panels:
            for place, output in enumerate(panel.order[SLOW:]):
                self._make_quickly(panel, output, RUN[min(place, len(RUN) - 1)])

    def _turn(self, panel: WorkingPanel) -> None:
        """Turn the kernel where it stands, or say that it stays; leave it to be moved."""
        kernel, operation = panel.panel.kernel, panel.panel.operation
        symmetry = panel.panel.sliding.kernel_symmetry
        sentence = (LOOKS[symmetry] if symmetry else TURNS) if operation.flips_kernel else KEEPS
        self.say(sentence.format(operation=phrases.NAMES[operation].capitalize()))
        self.remove(kernel)
        if operation.flips_kernel:
            move(self, kernel.copy(), panel.sheet, Turn, panel.frame)
        else:
            self.add(panel.sheet)
            self.play(FadeIn(panel.frame), run_time=0.4)
        self.hold()

    def _land(self, panel: WorkingPanel) -> None:
        """Slide the kernel onto its first patch, its numbers in the corners of its cells."""
        laid, sheet, kernel = panel.laid, panel.sheet, panel.panel.kernel
        there = laid.get_center()
        laid.move_to(sheet)
        shrinking = [self._shrinking(sheet.written(at), laid.written(at)) for at in sheet.region]
        self.play(*shrinking, FadeOut(panel.frame.submobjects[0]), run_time=0.6)
        self.remove(sheet, panel.frame)
        panel.under.submobjects = [laid, panel.mark]
        self._slide(panel, there - laid.get_center(), 1.4)
        own = TurnFrame(kernel, panel.panel.operation.slug).submobjects[1]
        self.play(FadeIn(kernel, own, panel.box, panel.ring), run_time=0.5)

    def _shrinking(self, label: Label, to: Label) -> Any:
        """Return the motion of a kernel element's number into the corner of its cell."""
        return label.animate.scale(to.em / label.em).move_to(to)

    def _slide(self, panel: WorkingPanel, way: Points, seconds: float) -> None:
        """Slide what lies on the image, down or up first, then along a row: so no number passes
        over another one."""
        legs = [leg for leg in (way * (0, 1, 0), way * (1, 0, 0)) if np.abs(leg).max() > 0.01]
        parts = [panel.laid, panel.mark]
        if panel.box in self.mobjects:
            parts.append(panel.box)
        for leg in legs:
            self.play(*(each.animate.shift(leg) for each in parts), run_time=seconds / len(legs))

    def _multiplied(self, panels: Sequence[WorkingPanel]) -> str:
        """Return what happens to the pixels under the kernel, and to places where there is none."""
        met = [each for one in panels for each in one.panel.overlaps[one.order[0]]]
        if any(each.value is None for each in met):
            return MISSING
        return MULTIPLY if all(each.inside for each in met) else OUTSIDE

    def _make_slowly(self, panel: WorkingPanel, place: int) -> None:
        """Count each product into the sum, and let the sum go to its output."""
        output = panel.order[place]
        if place:
            self._move(panel, output, 0.8)
        panel.sum = found = panel.written(output)
        self.play(*(FadeIn(part) for part in found.head), run_time=0.4)
        self._count(panel, output, place)
        self.play(*(FadeIn(part) for part in found.end), run_time=0.4)
        self.remove(*(part for line in found.lines for part in line.parts))
        self.add(found)
        value = panel.panel.value(output)
        way = value.get_center() - found.place_of_result
        value.shift(-way)
        self.play(value.animate.shift(way), run_time=0.9)
        self.remove(value)
        panel.panel.output.fill_in(output, panel.panel.value(output))
        self.bring_to_front(panel.ring)
        self.hold()

    def _count(self, panel: WorkingPanel, output: Index, place: int) -> None:
        """Write the products down one by one, each with its pixel in focus."""
        image = panel.panel.image
        met = [each for each in panel.panel.overlaps[output] if each.value is not None]
        seconds = min(COUNTED[place], LONGEST / max(1, len(met)))
        for each, term in zip(met, panel.sum.terms if panel.sum else (), strict=True):
            ring = plain_box(self.style, image, Region(each.image, each.image), "focus")
            self.add(ring)
            self.play(*(FadeIn(part) for part in term), run_time=seconds)
            self.remove(ring)

    def _make_quickly(self, panel: WorkingPanel, output: Index, seconds: float) -> None:
        """Move on and show the output at once."""
        self._move(panel, output, 0.6 * seconds)
        panel.sum = panel.written(output)
        self.add(panel.sum)
        panel.panel.output.fill_in(output, panel.panel.value(output))
        self.bring_to_front(panel.ring)
        self.hold(0.4 * seconds)

    def _move(self, panel: WorkingPanel, output: Index, seconds: float) -> None:
        """Slide the kernel to the output's patch and put the ring around the output."""
        if panel.sum:
            self.remove(panel.sum)
        panel.ring.move_to(panel.panel.output.point(output))
        way = panel.panel.box(output).frame.get_center() - panel.box.frame.get_center()
        self._slide(panel, way, max(seconds, SHORTEST))
        panel.lay(output)

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
        self.add_order([right.get_x() if beside else 0.0, -1.65 if beside else -2.14, 0.0])
        order = sliding.output_order(self.operation, self.lesson.traversal)
        room = SumRoom(np.array([0.0, -2.3, 0.0]), 2 * SIDE, 2)
        self.slide([WorkingPanel(panel, order, room)])
        self.conclude(self._result())

    def _result(self) -> str:
        """Return how the kernel lies on the image, and what of that can be seen with this one."""
        if self.operation is Operation.CROSS_CORRELATION:
            return ARTICLE
        symmetry = self.lesson.sliding.kernel_symmetry
        sentence = FLIPPED[symmetry] if self.operation.flips_kernel else AS_DRAWN
        return sentence.format(operation=phrases.NAMES[self.operation].capitalize())


class SlidingConvolution(SlidingOne):
    """F1: convolution alone."""


class SlidingCrossCorrelation(SlidingOne):
    """F1: cross-correlation alone."""


class SlidingBoth(SlidingScene):
    """F1: convolution and the libraries' cross-correlation, the same but for the turn."""

    def construct(self) -> None:
        """Draw two panels side by side, each with its name."""
        self.add_title()
        panels = [
            self._panel(*each) for each in zip(sizing.SIDE_BY_SIDE, (-3.26, 3.26), strict=True)
        ]
        self.add_order([0.0, -2.86, 0.0])
        self.slide(panels)
        self.conclude(self._result(panels))

    def _result(self, panels: Sequence[WorkingPanel]) -> str:
        """Return how the outputs differ, if they do."""
        symmetry = self.lesson.sliding.kernel_symmetry
        if symmetry:
            return symmetry.value
        first, second = (
            [one.panel.sliding.value(one.panel.operation, output) for output in one.order]
            for one in panels
        )
        return SAME_OUTPUTS if first == second else DIFFERENT_OUTPUTS

    def _panel(self, operation: Operation, x: float) -> WorkingPanel:
        sliding = self.lesson.sliding
        space = sizing.in_two_columns(sliding, operation, sizing.SIDE_BY_SIDE, x)
        panel = Panel(self.style, sliding, operation, space, 1.15 * CELL)
        words = phrases.NAMES[operation]
        name = self.heading(words, operation.slug, f"name.{operation.slug}", (x, 2.84))
        self.add(name, panel)
        ground = VGroup(panel.image, panel.margin)
        room = SumRoom(ground.get_bottom() + np.array([-0.02, -0.2, 0.0]), ground.width + 0.9, 3)
        return WorkingPanel(panel, sliding.output_order(operation, self.lesson.traversal), room)
