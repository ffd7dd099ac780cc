"""B1: the operations told apart by one pixel off the centre."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import DOWN, RIGHT, VGroup

from corrconv.core.index import Index, Region, Support
from corrconv.core.kernel_properties import ORIGIN_RULES, OriginRule, has_middle
from corrconv.core.operation import Operation, outputs
from corrconv.draw.export.annotations import annotate
from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.kernel_grid import kernel_grid
from corrconv.draw.shapes.patch_box import PatchBox, plain_box
from corrconv.draw.style import CELL, STEP
from corrconv.draw.text.label import Label
from corrconv.figures import phrases, sizing
from corrconv.formula import notation
from corrconv.formula.tokens import Formula

COLUMN = 4.3
NARROW = 3.2
"""The distance of two outputs, where there are three and where there are four."""

USERS: Mapping[Operation, str] = {
    Operation.CONVOLUTION: "SciPy\N{NO-BREAK SPACE}convolve2d, MATLAB\N{NO-BREAK SPACE}conv2",
    Operation.CROSS_CORRELATION: "no library: the article’s sign",
    Operation.LIBRARY_CROSS_CORRELATION: (
        "SciPy\N{NO-BREAK SPACE}correlate2d, PyTorch\N{NO-BREAK SPACE}Conv2d, "
        "OpenCV\N{NO-BREAK SPACE}filter2D"
    ),
}
"""Who computes which."""


class Library(FigureScene):
    """B1: an impulse under each operation; where the kernel is even, under each library's rule."""

    def construct(self) -> None:
        """Draw the impulse and the kernel on top, the outputs under them."""
        title = self.add_title()
        content = VGroup()
        columns, rows = sizing.size(self.lesson.image.region)
        if not has_middle(self.lesson.kernel):
            self.pitch = sizing.pitch(0.46, (columns, 2.6), (rows, 3.2))
            for place, rule in enumerate(ORIGIN_RULES):
                content.add(self._by_rule(rule, NARROW * (place - 1.5)))
        else:
            self.pitch = sizing.pitch(0.46, (columns, 3.6), (rows, 3.3))
            for place, operation in enumerate(Operation):
                content.add(self._by_operation(operation, COLUMN * (place - 1)))
        inputs = self._inputs()
        inputs.shift(content.get_top() + np.array([0.0, 0.3, 0.0]) - inputs.get_bottom())
        inputs.set_x(0)
        self.stack(title, VGroup(inputs, content), gap=0.32)

    def _inputs(self) -> VGroup:
        """Return the image, zero but for one pixel, and the kernel."""
        at, region = self.lesson.impulse, self.lesson.image.region
        columns, rows = sizing.size(region)
        image = Grid(
            self.style,
            region,
            sizing.pitch(0.27, (columns, 2.6), (rows, 1.9)),
            "image",
            centre=(-2.2, 2.3),
            content=lambda index: notation.number(1) if index == at else None,
        )
        columns, rows = sizing.size(self.lesson.kernel.region)
        pitch = sizing.pitch(0.46, (columns, 2.4), (rows, 1.9))
        kernel = kernel_grid(self.style, self.lesson, pitch, centre=(2.9, 2.3))
        mark = plain_box(self.style, image, Region(at, at), "focus", 3)
        framed = phrases.filled(
            "only {pixel} is 1; {place} is framed",
            pixel=notation.at("x", at),
            place=notation.bracketed(at),
        )
        words = (
            (image, framed),
            (kernel, phrases.filled("the kernel {name}", name=(notation.name("h"),))),
        )
        labels = VGroup()
        for grid, parts in words:
            label = self.style.words(parts, STEP, width=2.3)
            annotate(label, "label", None, f"{grid.name}.note")
            labels.add(label.next_to(grid, RIGHT, buff=0.3))
        return VGroup(image, mark, kernel, labels)

    def _by_operation(self, operation: Operation, x: float) -> VGroup:
        """Return what an operation makes of the impulse, its name and its term over it."""
        lesson = self.lesson
        grid = self._output(operation, operation.slug, lesson.kernel, lesson.letters, x)
        name, term = self._name(operation, operation.slug), self._term(operation, operation.slug)
        top = grid[0].get_top() + np.array([0.0, 0.3, 0.0])
        name.put(top + np.array([0.0, 1.2, 0.0]))
        term.put(top + np.array([0.0, 0.8, 0.0]))
        note = self.style.words(USERS[operation], CELL, weight="medium", width=COLUMN - 0.6)
        annotate(note, "label", None, f"users.{operation.slug}")
        note.next_to(grid[0], DOWN, buff=0.2)
        return VGroup(grid, name, term, note)

    def _by_rule(self, rule: OriginRule, x: float) -> VGroup:
        """Return what an operation makes of the impulse with [0,0] where a library's rule puts
        it."""
        support = rule.support(self.lesson.kernel)
        letters = dict(zip(support, self.lesson.letters.values(), strict=True))
        grid = self._output(rule.operation, rule.name, support, letters, x)
        name = self._name(rule.operation, rule.name, NARROW - 0.4)
        where = phrases.filled(
            "{origin} is the {place} element",
            origin=notation.at("h", Index(0, 0)),
            place=rule.place(support),
        )
        origin = self.style.words(where, CELL, width=2.7)
        annotate(origin, "label", None, f"origin.{rule.name}")
        note = self.style.words(rule.users, CELL, weight="medium", width=2.8)
        annotate(note, "label", None, f"users.{rule.name}")
        top, bottom = grid[0].get_top(), grid[0].get_bottom()
        origin.move_to(top + np.array([0.0, 1.2, 0.0]))
        name.move_to(top + np.array([0.0, 1.95, 0.0]))
        note.move_to(bottom + np.array([0.0, -0.5, 0.0]))
        return VGroup(grid, name, origin, note)

    def _name(self, operation: Operation, address: str, width: float = COLUMN) -> Label:
        name = self.style.words(
            phrases.NAMES[operation], CELL, operation.slug, "semibold", width=width
        )
        annotate(name, "label", None, f"name.{address}")
        return name

    def _term(self, operation: Operation, address: str) -> Label:
        term = self.style.formula(notation.general_term(operation), CELL)
        annotate(term, "equation", None, f"general.{address}")
        return term

    def _output(
        self,
        operation: Operation,
        address: str,
        kernel: Support,
        letters: Mapping[Index, str],
        x: float,
    ) -> VGroup:
        """Return every output of the size of the image: the kernel element that the impulse brings
        to it, if there is one. The impulse's own place is marked."""
        at = self.lesson.impulse

        def content(output: Index) -> Formula | None:
            tap = operation.kernel_index(output, at)
            return notation.letter(letters[tap]) if tap in kernel else None

        region = outputs(operation, "same", self.lesson.image, kernel)
        grid = Grid(
            self.style,
            region,
            self.pitch,
            "output",
            centre=(x, -1.9),
            name=f"output.{address}",
            content=content,
            widest=[notation.letter(letter) for letter in letters.values()],
        )
        fed = Region.bounding(operation.output_index(at, tap) for tap in kernel).intersection(
            region
        )
        marks = VGroup()
        if fed:
            marks.add(PatchBox(self.style, operation, grid, fed, None, tag=False))
        if at in region:
            marks.add(plain_box(self.style, grid, Region(at, at), "focus", 3, -0.045))
        return VGroup(grid, marks, Axes(grid, ("m", "n")))
