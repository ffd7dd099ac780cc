"""B1: the three operations told apart by one pixel off the centre."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
from manim import VGroup

from corrconv import notation, wording
from corrconv.draw.fact import claim
from corrconv.draw.grid import Axes, Grid
from corrconv.draw.kit import CELL, STEP
from corrconv.draw.letters import kernel_grid
from corrconv.draw.outline import PatchBox, plain_box
from corrconv.draw.scene import FigureScene
from corrconv.formula import Formula
from corrconv.index import Index, Region
from corrconv.operation import Operation

PITCH = 0.46
COLUMN = 4.3
"""Size of an output's cell, and the distance of two outputs."""


USERS = MappingProxyType(
    {
        Operation.CONVOLUTION: "convolve2d, MATLAB conv2",
        Operation.CROSS_CORRELATION: "the article",
        Operation.LIBRARY_CROSS_CORRELATION: "correlate2d, Conv2d, filter2D",
    }
)
"""Who computes which."""


class Library(FigureScene):
    """An impulse under convolution, the article's cross-correlation, and the libraries'."""

    figure_name = "library"

    def construct(self) -> None:
        """The impulse and the kernel on top, the three outputs under them."""
        title = self.add_title()
        content = VGroup(self._inputs())
        for place, operation in enumerate(Operation):
            content.add(self._output(operation, COLUMN * (place - 1)))
        self.stack(title, content, gap=0.32)

    def _inputs(self) -> VGroup:
        """The image, zero but for one pixel, and the kernel."""
        at = self.lesson.impulse
        image = Grid(
            self.kit,
            self.lesson.image.region,
            0.27,
            "image",
            centre=(-2.2, 2.0),
            content=lambda index: notation.number(1) if index == at else None,
        )
        kernel = kernel_grid(self.kit, self.lesson, PITCH, centre=(2.9, 2.0))
        words = (
            (image, ("only ", notation.at("x", at), " is 1")),
            (kernel, ("the kernel ", (notation.name("h"),))),
        )
        labels = VGroup()
        for grid, parts in words:
            label = self.kit.words(parts, STEP)
            claim(label, "label", None, f"{grid.name}.note")
            labels.add(label.put_left(grid.get_right() + np.array([0.3, 0.0, 0.0])))
        return VGroup(image, kernel, labels)

    def _output(self, operation: Operation, x: float) -> VGroup:
        """Every output: the kernel element that the impulse brings to it, if there is one."""
        at = self.lesson.impulse

        def content(output: Index) -> Formula | None:
            tap = operation.kernel_index(output, at)
            return notation.letter(self.lesson.letters[tap]) if tap in self.lesson.kernel else None

        grid = Grid(
            self.kit,
            self.lesson.image.region,
            PITCH,
            "output",
            centre=(x, -1.9),
            name=f"output.{operation.slug}",
            content=content,
        )
        fed = [operation.output_index(at, tap) for tap in self.lesson.kernel]
        box = PatchBox(self.kit, operation, grid, Region.bounding(fed), None, tag=False)
        ring = plain_box(self.kit, grid, Region(at, at), "focus", 3)
        name = self.kit.words(
            wording.TITLES[operation], CELL, role=operation.slug, weight="semibold"
        )
        claim(name, "label", None, f"name.{operation.slug}")
        term = self.kit.formula(notation.general_term(operation), CELL)
        claim(term, "equation", None, f"general.{operation.slug}")
        top = grid.get_top() + np.array([0.0, 0.3, 0.0])
        name.put(top + np.array([0.0, 0.82, 0.0]))
        term.put(top + np.array([0.0, 0.42, 0.0]))
        note = self.kit.words(USERS[operation], CELL, role="muted")
        claim(note, "label", None, f"users.{operation.slug}")
        note.put(grid.get_bottom() + np.array([0.0, -0.32, 0.0]))
        return VGroup(grid, box, ring, name, term, note, Axes(grid))
