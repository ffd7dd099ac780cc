"""B4: the gradient of one pixel, from the outputs that it fed; the kernel comes back flipped."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import (
    UR,
    FadeIn,
    FadeOut,
    GrowArrow,
    VGroup,
)

from corrconv.core.index import Index, Region
from corrconv.core.operation import opposite, patch_region
from corrconv.draw.animate.turn import turn
from corrconv.draw.export.annotations import annotate
from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes.fan import CORNER, Fan, tile
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.kernel_grid import kernel_grid, kernel_on_patch
from corrconv.draw.shapes.patch_box import PatchBox, plain_box
from corrconv.draw.style import EQUATION
from corrconv.draw.text.label import Label, LabelPart
from corrconv.figures import sizing
from corrconv.formula import gradients, notation
from corrconv.formula.tokens import ALMOST, EQUALS, PLUS, Formula
from corrconv.learning.backprop import GradientTerm, example
from corrconv.learning.hyperparameters import NUDGE, trusted_places
from corrconv.learning.traced_pixel import BACKWARD, FORWARD
from corrconv.learning.training import kernel_numbers
from corrconv.lesson.lesson import Lesson

LEFT, MIDDLE, RIGHT = -3.4, 1.2, 4.95
HEADINGS, TERMS, GRIDS = 2.78, 2.32, -0.06
"""Columns, and heights of what stands in them."""

FAN, FAN_HEIGHT, FAN_MOVES = (0.6, 4.4), 3.62, -6.1
"""Columns of the fan while the image stands, its height, and how far it moves when that goes."""

SLOW = 2
"""So many outputs are fed, and hand back, slowly; the others follow in a run."""

FIRST_LINE, LINE, TYPE = -2.12, 0.38, 0.72 * EQUATION
"""Height of the first equation, distance of the lines, and their size of type."""

NAME = 0.8 * EQUATION
"""Size of the type over the outputs."""

LOWERED = 0.24
"""A number under a corner's letter is lowered by this share of its cell."""


class Backpropagation(FigureScene):
    """B4: forward, which outputs a pixel feeds; backward, what they hand back to it; and the
    turned kernel, which says the same."""

    laid: Grid
    box: PatchBox

    def construct(self) -> None:
        """Fan out forward, hand back along the same arrows, lay the turned kernel, and check."""
        self.example = example(self.lesson)
        self.pixel = self.example.pixel
        self.shares = {each.output: each for each in self.example.existing_terms(self.pixel)}
        self.letters = {at: self.lesson.letters[each.tap] for at, each in self.shares.items()}
        self.add_title()
        self._set_out()
        self._feed_all()
        self._say_delta()
        self._hand_back()
        self._move_on()
        self._turn()
        self._add_up()
        self._check()

    def _set_out(self) -> None:
        """Draw the image, its framed pixel and the outputs that it feeds, and ask the question."""
        image = self.lesson.image
        self.image = Grid(
            self.style,
            image.region,
            sizing.BACKPROPAGATION_SIDE / max(image.columns, image.rows),
            "image",
            centre=(LEFT, GRIDS),
            content=lambda at: notation.number(self.example.image[at]),
        )
        self.fan = Fan(self.style, self.pixel, self.letters, FAN, GRIDS, FAN_HEIGHT)
        self.ring = plain_box(self.style, self.image, Region(self.pixel, self.pixel), "focus")
        head = self.heading("forward: cross-correlation", FORWARD.slug, "forward", (LEFT, HEADINGS))
        general = f"general.{FORWARD.slug}"
        term = self.equation(notation.general_term(FORWARD), general, (LEFT, TERMS))
        self.forward = VGroup(self.image, Axes(self.image), head, term)
        self.name = self.equation((notation.name("y"),), "fan.name", (FAN[1], TERMS), NAME)
        self.add(*self.forward, self.ring, self.fan, self.name)
        self.say("Forward: how does {pixel} act on the outputs?", pixel=self._named())
        self.hold(1.2)

    def _named(self) -> Formula:
        return notation.at("x", self.pixel)

    def _feed_all(self) -> None:
        """Lay the kernel on the patch of each output: the element on the pixel goes along."""
        self.forth = {at: self.fan.arrow(at, FORWARD) for at in self.shares}
        for place, share in enumerate(self.shares.values()):
            self._feed(share, place)
        elements = list(self.letters.values())
        self.say(
            "As the kernel moved on, the pixel met its elements backwards: {first} … {last}.",
            first=elements[0],
            last=elements[-1],
        )
        self.hold(1.6)

    def _feed(self, share: GradientTerm, place: int) -> None:
        """Lay the kernel on an output's patch; the element on the pixel goes to the output."""
        slow, letter = place < SLOW, self.fan.tiles[share.output]
        if place == SLOW:
            self.say("The kernel moves on: the same pixel meets another element each time.")
        self._lay(share, 0.8 if slow else 0.25)
        if slow:
            asked = notation.kernel_substituted(FORWARD, share.output, self.pixel)
            self.say(
                "{output} takes {pixel} times {element}.",
                output=notation.at("y", share.output),
                pixel=self._named(),
                element=(*asked, EQUALS, *notation.letter(self.letters[share.output])),
            )
        self.play(GrowArrow(self.forth[share.output]), run_time=0.7 if slow else 0.2)
        if slow:
            flying = letter.copy().move_to(self.laid(self.pixel))
            self.play(flying.animate.move_to(letter), run_time=0.8)
            self.remove(flying)
            self.add(letter)
            self.hold()
        self.add(letter)
        self.hold(0.1)

    def _lay(self, share: GradientTerm, seconds: float) -> None:
        """Lay the kernel and its box on the output's patch of the image."""
        region = patch_region(FORWARD, share.output, self.lesson.kernel)
        box = PatchBox(self.style, FORWARD, self.image, region, share.output, tag=False)
        laid = kernel_on_patch(self.lesson, FORWARD, self.image, share.output)
        if share.output == next(iter(self.shares)):
            self.play(FadeIn(laid, box), run_time=0.5)
        else:
            way = box.frame.get_center() - self.box.frame.get_center()
            moves = (self.laid.animate.shift(way), self.box.animate.shift(way))
            self.play(*moves, run_time=seconds)
            self.remove(self.laid, self.box)
        self.laid, self.box = laid, box
        self.add(laid, box)
        self.bring_to_front(self.ring)

    def _say_delta(self) -> None:
        """Give the outputs the numbers that they hand back."""
        self.play(FadeOut(self.laid, self.box), run_time=0.4)
        self.say(
            "Let {loss} be half the sum of all {output}². Then {delta} is {output} itself.",
            loss=(notation.name("L"),),
            output=(notation.name("y"),),
            delta=gradients.delta_definition(),
        )
        name = self.equation(gradients.delta_definition(), "fan.name", (FAN[1], TERMS), NAME)
        old, numbers = self.fan.labels, self._deltas()
        self.play(FadeOut(self.name, *old.values()), run_time=0.3)
        self.fan.remove(*old.values())
        self.play(FadeIn(name, *numbers.values()), run_time=0.5)
        self.fan.labels, self.name = numbers, name
        self.hold()

    def _deltas(self) -> dict[Index, Label]:
        delta = self.example.delta
        return {at: self.fan.label(at, notation.number(delta[at])) for at in self.shares}

    def _hand_back(self) -> None:
        """Reverse the arrows one by one: each product joins the sum."""
        back = {at: self.fan.arrow(at, BACKWARD, back=True) for at in self.shares}
        place = (sum(FAN) / 2, HEADINGS)
        self.head = self.heading("backward: the same arrows", BACKWARD.slug, "fan.back", place)
        gradient = self._set_lines()
        self.say(
            "Backward: each output hands its {delta} back along its arrow, times the element on "
            "it.",
            delta=(notation.name(gradients.DELTA),),
        )
        self.play(FadeIn(self.head, gradient), run_time=0.4)
        products = terms(self.lines[0])
        for count, (at, arrow) in enumerate(back.items()):
            seconds = 0.7 if count < SLOW else 0.25
            self.remove(self.forth[at])
            self.play(GrowArrow(arrow), run_time=seconds)
            self.bring_to_front(self.fan.tiles[at])
            self.play(FadeIn(*products[count]), run_time=seconds)
            self.hold(seconds / 2)
        self.arrows = VGroup(*back.values())
        self.hold(1.6)

    def _set_lines(self) -> Label:
        """Set the sum in letters, if the kernel has them, and in numbers; return its name."""
        products = self.example.products()
        sums = {"numbers": gradients.gradient_value(products)}
        if self.lesson.weights is None:
            pairs = zip((delta for delta, _ in products), self.letters.values(), strict=True)
            sums = {"letters": gradients.gradient_sum(list(pairs)), **sums}
        head = self.equation(gradients.partial(self._named()), "gradient", (0.0, 0.0), TYPE)
        self.lines = [
            self.equation(formula, f"sum.{factors}", (0.0, 0.0), TYPE)
            for factors, formula in sums.items()
        ]
        width = head.ink_width + 0.16 + max(line.ink_width for line in self.lines)
        self.start = head.ink_width + 0.16 - width / 2
        for place, line in enumerate(self.lines):
            line.put_left(np.array([self.start, FIRST_LINE - LINE * place, 0.0]))
        return head.put_left(np.array([-width / 2, FIRST_LINE, 0.0]))

    def _move_on(self) -> None:
        """Let the image go, and draw δ as a grid beside the fan, and the kernel."""
        fan = VGroup(
            self.fan,
            self.arrows,
            *self.fan.tiles.values(),
            *self.fan.labels.values(),
            self.name,
            self.head,
        )
        self.play(FadeOut(self.forward, self.ring), run_time=0.5)
        self.play(fan.animate.shift((FAN_MOVES, 0.0, 0.0)), run_time=0.9)
        delta, window = self.example.delta, self._window()
        pitch = sizing.BACKPROPAGATION_SIDE / max(len(window.column_range), len(window.row_range))
        self.delta = Grid(
            self.style, window, pitch, "output", centre=(MIDDLE, GRIDS),
            content=lambda at: notation.number(delta[at]),
        )  # fmt: skip
        self.kernel = kernel_grid(
            self.style, self.lesson, pitch, centre=(RIGHT, GRIDS), em=EQUATION
        )
        note = (RIGHT, self.kernel.get_top()[1] + 0.75)
        self.legend = self.note(kernel_note(self.lesson), "letters.note", note)
        self.axes = Axes(self.kernel)
        self.say("Here is {delta} on its grid, and the kernel.", delta=(notation.name("δ"),))
        self.play(FadeIn(self.delta, Axes(self.delta)), run_time=0.5)
        self.play(FadeIn(self.kernel, self.axes, self.legend), run_time=0.5)
        self.hold()

    def _window(self) -> Region:
        """Return the outputs that are drawn: all of them, or those around the ones that the pixel
        fed."""
        outputs = self.example.outputs
        if max(len(outputs.column_range), len(outputs.row_range)) <= sizing.MOST_OUTPUTS_DRAWN:
            return outputs
        return Region.bounding(self.shares).grown(1).intersection(outputs) or outputs

    def _turn(self) -> None:
        """Turn the kernel by 180° and move it onto the outputs that the pixel fed."""
        self.say("Turn the kernel by 180° …")
        centre = (RIGHT, GRIDS)
        turned = kernel_grid(
            self.style, self.lesson, self.kernel.lattice.pitch,
            place=opposite, centre=centre, em=EQUATION,
        )  # fmt: skip
        self.play(FadeOut(self.axes), run_time=0.2)
        turning = self.kernel.copy()
        self.remove(self.kernel)
        frame = turn(self, turning, turned, BACKWARD.slug)
        self.hold()
        self.say("… and lay it on {delta}.", delta=(notation.name(gradients.DELTA),))
        region = Region.bounding(self.shares)
        way = (self.delta.point(region.first) + self.delta.point(region.last)) / 2
        self.play(VGroup(turned, frame).animate.move_to(way), run_time=1.2)
        self._lay_letters(turned, frame)

    def _lay_letters(self, turned: Grid, frame: VGroup) -> None:
        """Let the letters go into the corners, so that δ can be read under them."""
        pitch = self.delta.lattice.pitch
        corner = pitch / 2 * UR
        tiles = {
            at: tile(self.style, letter, self.delta.point(at), CORNER)
            for at, letter in self.letters.items()
        }
        for at, made in tiles.items():
            made.move_to(self.delta.point(at) + corner, aligned_edge=UR)
            annotate(made, "term", at, "elements")
            self.delta.written(at).shift((0.0, -LOWERED * pitch, 0.0))
        box = PatchBox(
            self.style, BACKWARD, self.delta, Region.bounding(self.shares), self.pixel, tag=False
        )
        self.play(FadeOut(turned, frame), FadeIn(*tiles.values(), box), run_time=0.6)
        self.say("Every {delta} meets the element of its arrow.", delta=(notation.name("δ"),))
        general = gradients.backward_term(BACKWARD)
        shown = (
            self.heading("backward: convolution", BACKWARD.slug, "backward", (MIDDLE, HEADINGS)),
            self.equation(general, f"general.{BACKWARD.slug}", (MIDDLE, TERMS), NAME),
        )
        self.play(FadeIn(*shown, self.kernel, self.axes), run_time=0.5)
        self.hold(1.2)

    def _add_up(self) -> None:
        """Work out the sum."""
        self.say("So backward is a convolution, and gives the same sum.")
        first, last = self.lines[0], self.lines[-1]
        rest = terms(first)[len(self.shares) :]
        self.play(FadeIn(*(rest[0] if last is first else [last])), run_time=0.6)
        self.gather(first)
        self.hold(1.2)

    def _check(self) -> None:
        """Compute the gradient again by finite differences."""
        loss = (notation.name("L"),)
        self.say("Check: nudge {pixel} and see how {loss} changes.", pixel=self._named(), loss=loss)
        places = trusted_places(self.example.own_loss())
        value = gradients.shortest(self.example.finite_difference(), places)
        line = self.equation((ALMOST, *value), "difference", (0.0, 0.0), TYPE)
        line.put_left(np.array([self.start, FIRST_LINE - len(self.lines) * LINE, 0.0]))
        words = f"the finite difference of L over ±{NUDGE}"
        note = self.note(words, "difference.note", (0.0, 0.0))
        note.put_left(line.get_right() + np.array([0.2, 0.0, 0.0]))
        self.play(FadeIn(line, note), run_time=0.6)
        self.hold(1.2)
        self.conclude("Moving on, the kernel met the pixel backwards: so it comes back turned.")


def terms(line: Label) -> list[list[LabelPart]]:
    """Return the products of a sum with the signs before them, and at last the sum if it has it."""
    signs = (PLUS, gradients.MINUS_SIGN, EQUALS)
    starts = [place for place, part in enumerate(line.parts) if place and part.token in signs]
    return [line.parts[start:end] for start, end in pairwise([0, *starts, len(line.parts)])]


def kernel_note(lesson: Lesson) -> str:
    """Return what the kernel is, and which numbers its letters stand for if it has no numbers."""
    if lesson.weights is not None:
        return "the kernel"
    values, letters = list(kernel_numbers(lesson).values()), list(lesson.letters.values())
    ends = {"first": letters[0], "low": values[0], "last": letters[-1], "high": values[-1]}
    return "the kernel, {first} = {low} … {last} = {high}".format(**ends)
