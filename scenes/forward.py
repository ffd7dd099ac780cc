"""The forward half of B4: which outputs a pixel feeds, and with which kernel element."""

from __future__ import annotations

from manim import FadeIn, Rectangle, TransformFromCopy

from corrconv.core.index import Index, Region
from corrconv.core.operation import patch_region
from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.letters import kernel_grid, laid_letters
from corrconv.draw.shapes.patch_box import PatchBox, plain_box
from corrconv.draw.style import EQUATION
from corrconv.draw.text.label import Label
from corrconv.figures.network import IMAGE_SIZE, MOST_OUTPUTS, OUTPUT_SIZE, meaning
from corrconv.formula import notation
from corrconv.formula.tokens import EQUALS
from corrconv.learning.backprop import GradientTerm, example
from corrconv.learning.traced_pixel import FORWARD

LEFT, MIDDLE, RIGHT = -4.2, 0.3, 4.75
HEADINGS, TERMS, GRIDS = 2.78, 2.32, -0.06
"""Columns, and heights of what stands in them."""

LOWER = -1.06
"""Height of the kernel as it is drawn."""

KERNEL_SIZE = 1.35
"""Width and height of the kernel's grids at the most."""

SLOW = 2
"""So many outputs are made slowly; the others follow in a run."""


class Forward(FigureScene):
    """A kernel slides over one pixel; each output takes another of its elements."""

    laid: Grid
    box: PatchBox
    focus: Rectangle

    def feed(self) -> dict[Index, Label]:
        """Every output that the pixel feeds, with the letter that it takes the pixel times."""
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
        """The image, the outputs, still empty, and the kernel."""
        image, kernel = self.lesson.image, self.lesson.kernel
        self.image = Grid(
            self.style,
            image.region,
            IMAGE_SIZE / max(image.columns, image.rows),
            "image",
            centre=(LEFT, GRIDS),
            content=lambda at: notation.number(self.example.image[at]),
        )
        window, place = self._window(), (MIDDLE, GRIDS)
        pitch = OUTPUT_SIZE / max(len(window.column_range), len(window.row_range))
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
        """The outputs that are drawn: all of them, or those around the ones that the pixel fed."""
        outputs = self.example.outputs
        if max(len(outputs.column_range), len(outputs.row_range)) <= MOST_OUTPUTS:
            return outputs
        return Region.bounding(self.shares).grown(1).intersection(outputs) or outputs

    def _begin(self) -> None:
        """Names for all of them, and the question."""
        head = self.heading("forward: cross-correlation", FORWARD.slug, "forward", (LEFT, HEADINGS))
        general = f"general.{FORWARD.slug}"
        term = self.equation(notation.general_term(FORWARD), general, (LEFT, TERMS))
        self.name = self.equation((notation.name("y"),), "outputs.name", (MIDDLE, TERMS))
        note = self.note(meaning(self.lesson), "letters.note", (RIGHT, LOWER + 1.25))
        self.add(head, term, self.name, note)
        self.say("Which outputs does ", notation.at("x", self.pixel), " feed, and how?")
        self.hold(1.2)

    def _feed(self, share: GradientTerm, place: int) -> Label:
        """The kernel lies on an output's patch; the element on the pixel goes to the output."""
        slow = place < SLOW
        self._lay(share, place, 0.8 if slow else 0.3)
        if slow:
            asked = notation.kernel_substituted(FORWARD, share.output, self.pixel)
            self.say(
                *(notation.at("y", share.output), " takes ", notation.at("x", self.pixel)),
                *(" times ", (*asked, EQUALS, *notation.at("h", share.tap)), "."),
            )
        elif place == SLOW:
            self.say("The kernel moves on: the same pixel meets another element each time.")
        letter = notation.letter(self.lesson.letters[share.tap])
        label = self.outputs.write(share.output, letter)
        found = TransformFromCopy(self.laid.written(self.pixel), label)
        self.play(found, run_time=0.8 if slow else 0.3)
        self.hold(0.8 if slow else 0.1)
        return label

    def _lay(self, share: GradientTerm, place: int, seconds: float) -> None:
        """The kernel and its box on the output's patch of the image."""
        region = patch_region(FORWARD, share.output, self.lesson.kernel)
        box = PatchBox(self.style, FORWARD, self.image, region, share.output, tag=False)
        focus = plain_box(self.style, self.outputs, Region(share.output, share.output), "focus")
        laid = laid_letters(self.style, self.lesson, FORWARD, self.image, share.output)
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
