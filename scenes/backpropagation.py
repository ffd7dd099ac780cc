"""B4: the gradient of one pixel, from the outputs that it fed; the kernel comes back flipped."""

from __future__ import annotations

import numpy as np
from manim import (
    ApplyMethod,
    FadeIn,
    FadeOut,
    Rectangle,
    ReplacementTransform,
    TransformFromCopy,
)

from corrconv.core.index import Index, Region
from corrconv.core.operation import opposite, patch_region
from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.kernel_grid import kernel_grid, kernel_on_patch
from corrconv.draw.shapes.patch_box import PatchBox, plain_box
from corrconv.draw.style import EQUATION
from corrconv.draw.text.glyph import Points
from corrconv.draw.text.label import Label
from corrconv.figures import sizing
from corrconv.formula import gradients, notation
from corrconv.formula.tokens import EQUALS, Formula
from corrconv.learning.backprop import GradientTerm, example
from corrconv.learning.hyperparameters import NUDGE, trusted_places
from corrconv.learning.traced_pixel import BACKWARD, FORWARD
from corrconv.learning.training import kernel_numbers
from corrconv.lesson.lesson import Lesson

LEFT, MIDDLE, RIGHT = -4.2, 0.3, 4.75
HEADINGS, TERMS, GRIDS = 2.78, 2.32, -0.06
"""Columns, and heights of what stands in them."""

LOWER = -1.06
"""Height of the kernel as it is drawn."""

KERNEL_SIZE = 1.35
"""Width and height of the kernel's grids at the most."""

SLOW = 2
"""So many outputs are made slowly; the others follow in a run."""

UPPER = 1.06
"""Height of the turned kernel."""

FIRST_LINE, LINE, TYPE = -2.08, 0.4, 0.78 * EQUATION
"""Height of the first equation, distance of the lines, and their size of type."""

LOWEST = -3.12
"""What leaves the outputs keeps clear of the words under it."""


class Forward(FigureScene):
    """The forward half: a kernel slides over one pixel; each output takes another of its
    elements."""

    laid: Grid
    box: PatchBox
    focus: Rectangle

    def feed(self) -> dict[Index, Label]:
        """Feed every output of the pixel; return the letter that each takes the pixel times."""
        self.example = example(self.lesson)
        self.pixel = self.example.pixel
        self.shares = {each.output: each for each in self.example.existing_terms(self.pixel)}
        self.add_title()
        self._set_out()
        self._begin()
        letters: dict[Index, Label] = {}
        for output, share in self.shares.items():
            letters[output] = self._feed(share, len(letters))
        return letters

    def _set_out(self) -> None:
        """Draw the image, the outputs, still empty, and the kernel."""
        image, kernel = self.lesson.image, self.lesson.kernel
        self.image = Grid(
            self.style,
            image.region,
            sizing.BACKPROPAGATION_SIDE / max(image.columns, image.rows),
            "image",
            centre=(LEFT, GRIDS),
            content=lambda at: notation.number(self.example.image[at]),
        )
        window, place = self._window(), (MIDDLE, GRIDS)
        pitch = sizing.BACKPROPAGATION_SIDE / max(len(window.column_range), len(window.row_range))
        self.outputs = Grid(
            self.style, window, pitch, "output",
            centre=place, em=EQUATION,
            widest=[notation.number(self.example.delta[at]) for at in window],
        )  # fmt: skip
        self.pitch = KERNEL_SIZE / max(kernel.columns, kernel.rows)
        self.kernel = kernel_grid(self.style, self.lesson, self.pitch, centre=(RIGHT, LOWER))
        self.ring = plain_box(self.style, self.image, Region(self.pixel, self.pixel), "focus")
        self.add(self.image, Axes(self.image), self.ring, self.outputs, Axes(self.outputs))
        self.add(self.kernel, Axes(self.kernel))

    def _window(self) -> Region:
        """Return the outputs that are drawn: all of them, or those around the ones that the pixel
        fed."""
        outputs = self.example.outputs
        if max(len(outputs.column_range), len(outputs.row_range)) <= sizing.MOST_OUTPUTS_DRAWN:
            return outputs
        return Region.bounding(self.shares).grown(1).intersection(outputs) or outputs

    def _begin(self) -> None:
        """Name all of them, and ask the question."""
        head = self.heading("forward: cross-correlation", FORWARD.slug, "forward", (LEFT, HEADINGS))
        general = f"general.{FORWARD.slug}"
        term = self.equation(notation.general_term(FORWARD), general, (LEFT, TERMS))
        self.name = self.equation((notation.name("y"),), "outputs.name", (MIDDLE, TERMS))
        note = self.note(kernel_note(self.lesson), "letters.note", (RIGHT, LOWER + 1.25))
        self.add(head, term, self.name, note)
        self.say("Which outputs does {pixel} feed, and how?", pixel=self._named())
        self.hold(1.2)

    def _feed(self, share: GradientTerm, place: int) -> Label:
        """Lay the kernel on an output's patch; the element on the pixel goes to the output."""
        slow = place < SLOW
        self._lay(share, place, 0.8 if slow else 0.3)
        if slow:
            asked = notation.kernel_substituted(FORWARD, share.output, self.pixel)
            self.say(
                "{output} takes {pixel} times {element}.",
                output=notation.at("y", share.output),
                pixel=self._named(),
                element=(*asked, EQUALS, *notation.at("h", share.tap)),
            )
        elif place == SLOW:
            self.say("The kernel moves on: the same pixel meets another element each time.")
        letter = notation.letter(self.lesson.letters[share.tap])
        label = self.outputs.write(share.output, letter)
        found = TransformFromCopy(self.laid.written(self.pixel), label)
        self.play(found, run_time=0.8 if slow else 0.3)
        self.hold(0.8 if slow else 0.1)
        return label

    def _named(self) -> Formula:
        return notation.at("x", self.pixel)

    def _lay(self, share: GradientTerm, place: int, seconds: float) -> None:
        """Lay the kernel and its box on the output's patch of the image."""
        region = patch_region(FORWARD, share.output, self.lesson.kernel)
        box = PatchBox(self.style, FORWARD, self.image, region, share.output, tag=False)
        focus = plain_box(self.style, self.outputs, Region(share.output, share.output), "focus")
        laid = kernel_on_patch(self.lesson, FORWARD, self.image, share.output)
        if place:
            way = box.frame.get_center() - self.box.frame.get_center()
            moves = (self.laid.animate.shift(way), self.box.animate.shift(way))
            self.play(*moves, self.focus.animate.move_to(focus), run_time=seconds)
            self.remove(self.laid, self.box, self.focus)
        else:
            self.play(FadeIn(laid, box, focus), run_time=0.5)
        self.laid, self.box, self.focus = laid, box, focus
        self.add(laid, box, focus)
        self.bring_to_front(self.ring)


class Backpropagation(Forward):
    """B4: forward, which outputs a pixel feeds; backward, what they hand back to it."""

    def construct(self) -> None:
        """Go forward and backward, compare the kernel, and check the number."""
        self._hand_back(self.feed())
        self._gather()
        self._compare()
        self._leave_the_image()
        self._add_up()
        self._check()

    def _hand_back(self, letters: dict[Index, Label]) -> None:
        """Give the outputs their numbers; the elements go where they can be compared."""
        self.play(FadeOut(self.laid, self.box, self.focus), run_time=0.4)
        self.say(
            "Backward: let {loss} be half the sum of all {output}². Then {delta} is {output} "
            "itself.",
            loss=(notation.name("L"),),
            output=(notation.name("y"),),
            delta=gradients.delta_definition(),
        )
        self.elements = Grid(
            self.style,
            Region.bounding(letters),
            self.pitch,
            "kernel",
            name="elements",
            centre=(RIGHT, UPPER),
            content=lambda at: notation.letter(self.lesson.letters[self.shares[at].tap]),
        )
        moves = [
            ReplacementTransform(label, self.elements.written(at)) for at, label in letters.items()
        ]
        squares = [FadeIn(self.elements(at).square) for at in letters]
        self.play(*squares, *moves, FadeIn(Axes(self.elements)), run_time=1.2)
        self.remove(*(part for at in letters for part in self.elements(at)))
        self.add(self.elements)
        delta, drawn = self.example.delta, self.outputs.region
        numbers = {at: self.outputs.write(at, notation.number(delta[at])) for at in drawn}
        name = self.equation(gradients.delta_definition(), "outputs.name", (MIDDLE, TERMS))
        self.play(FadeIn(*numbers.values(), name), FadeOut(self.name), run_time=0.8)
        self.remove(*numbers.values())
        for at, number in numbers.items():
            self.outputs.fill_in(at, number)
        self.name = name
        self.hold()

    def _gather(self) -> None:
        """Draw the box around the outputs that the pixel fed."""
        self.say(
            "Each output that {pixel} fed hands back its {delta} times the element that it took.",
            pixel=self._named(),
            delta=(notation.name(gradients.DELTA),),
        )
        self.back = self._box(Region.bounding(self.shares))
        self.play(FadeIn(self.back), run_time=0.6)
        self.hold(1.2)

    def _box(self, region: Region) -> PatchBox:
        return PatchBox(self.style, BACKWARD, self.outputs, region, self.pixel, tag=False)

    def _compare(self) -> None:
        """Turn the kernel as it is drawn by 180° and lay it on those elements."""
        self.say("Take the kernel, turn it by 180° …")
        kernel, turning = self.lesson.kernel, self.kernel.copy()
        region = Region.bounding(opposite(tap) for tap in kernel)
        places = Grid(self.style, region, self.pitch, "kernel", centre=(RIGHT, LOWER))
        moves = [
            ApplyMethod(turning(tap).move_to, places(opposite(tap)).get_center(), path_arc=np.pi)
            for tap in kernel
        ]
        self.play(*moves, run_time=2.0)
        self.hold()
        delta = (notation.name(gradients.DELTA),)
        self.say("… and it is what lies on {delta}: a convolution.", delta=delta)
        self.play(turning.animate.move_to(self.elements), run_time=1.0)
        self.remove(turning)
        general = gradients.backward_term(BACKWARD)
        asked = notation.kernel_for(BACKWARD, self.pixel, ("m", "n"))
        shown = (
            plain_box(self.style, self.elements, self.elements.region, "focus"),
            self.heading("backward: convolution", BACKWARD.slug, "backward", (MIDDLE, HEADINGS)),
            self.equation(general, f"general.{BACKWARD.slug}", (MIDDLE, TERMS)),
            self.heading("turned by 180°", BACKWARD.slug, "elements.name", (RIGHT, HEADINGS)),
            self.equation(asked, "elements.term", (RIGHT, TERMS)),
        )
        self.play(FadeIn(*shown), FadeOut(self.name), run_time=0.6)
        self.hold(1.6)

    def _leave_the_image(self) -> None:
        """Show the last pixel, which fed few outputs: where the others would be there is
        nothing."""
        last = self.lesson.image.last
        shares = self.example.gradient_terms(last)
        there = [share for share in shares if share.exists]
        away = self._box(patch_region(BACKWARD, last, self.lesson.kernel)).frame
        hidden = any(share.output not in self.outputs.region for share in there)
        if len(there) == len(shares) or hidden or away.get_bottom()[1] < LOWEST:
            return
        home, ring = self.back.frame.get_center(), self.ring.get_center()
        self.say(
            "{pixel} fed {count} of {all} outputs: the box leaves the outputs, a “full” "
            "convolution.",
            pixel=notation.at("x", last),
            count=str(len(there)),
            all=str(len(shares)),
        )
        self._move(away.get_center(), self.image.point(last))
        self.hold(1.6)
        self._move(home, ring)

    def _move(self, box: Points, ring: Points) -> None:
        way = box - self.back.frame.get_center()
        self.play(self.back.animate.shift(way), self.ring.animate.move_to(ring), run_time=0.8)

    def _add_up(self) -> None:
        """Add up what was handed back, in letters, if the kernel has them, and in numbers."""
        products = self.example.products()
        head = self.equation(
            gradients.partial(notation.at("x", self.pixel)), "gradient", (0.0, 0.0), TYPE
        )
        sums = {"numbers": gradients.gradient_value(products)}
        if self.lesson.weights is None:
            letters = [self.lesson.letters[share.tap] for share in self.shares.values()]
            pairs = zip((delta for delta, _ in products), letters, strict=True)
            sums = {"letters": gradients.gradient_sum(list(pairs)), **sums}
        self.lines = [
            self.equation(formula, f"sum.{factors}", (0.0, 0.0), TYPE)
            for factors, formula in sums.items()
        ]
        width = head.ink_width + 0.16 + max(line.ink_width for line in self.lines)
        self.start = head.ink_width + 0.16 - width / 2
        head.put_left(np.array([-width / 2, FIRST_LINE, 0.0]))
        for place, line in enumerate(self.lines):
            line.put_left(np.array([self.start, FIRST_LINE - LINE * place, 0.0]))
        self.say("Add up what was handed back: the gradient at {pixel}.", pixel=self._named())
        for line in self.lines:
            self.play(FadeIn(line, *([head] if line is self.lines[0] else [])), run_time=0.6)
            self.hold(1.2)

    def _check(self) -> None:
        """Compute the gradient again by finite differences."""
        self.say(
            "Check: move {pixel} by ±{nudge} and compute {loss} again.",
            pixel=self._named(),
            nudge=str(NUDGE),
            loss=(notation.name("L"),),
        )
        places = trusted_places(self.example.own_loss())
        value = gradients.decimal(self.example.finite_difference(), places)
        line = self.equation((EQUALS, *value), "difference", (0.0, 0.0), TYPE)
        line.put_left(np.array([self.start, FIRST_LINE - len(self.lines) * LINE, 0.0]))
        note = self.note("by finite differences", "difference.note", (0.0, 0.0))
        note.put_left(line.get_right() + np.array([0.2, 0.0, 0.0]))
        self.play(FadeIn(line, note), run_time=0.6)
        self.hold(1.2)
        self.conclude("Backward through cross-correlation: convolution with the same kernel.")


def kernel_note(lesson: Lesson) -> str:
    """Return what the kernel is, and which numbers its letters stand for if it has no numbers."""
    if lesson.weights is not None:
        return "the kernel"
    values, letters = list(kernel_numbers(lesson).values()), list(lesson.letters.values())
    ends = {"first": letters[0], "low": values[0], "last": letters[-1], "high": values[-1]}
    return "the kernel, {first} = {low} … {last} = {high}".format(**ends)
