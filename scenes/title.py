"""F16: a title card."""

from __future__ import annotations

import numpy as np
from manim import Arrow, VGroup

from corrconv.core.operation import Operation, patch_region
from corrconv.draw.export.facts import annotate
from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes.grid import Grid
from corrconv.draw.shapes.kernel_grid import kernel_grid
from corrconv.draw.style import EQUATION, STEP
from corrconv.figures import sizing
from corrconv.formula import notation


class TitleCard(FigureScene):
    """F16: the kernel as it is drawn and as convolution lays it on the image."""

    def construct(self) -> None:
        """Draw two kernels and an arrow under the title."""
        title = self.add_title()
        operation = Operation.CONVOLUTION
        output = self.lesson.worked[operation]
        pitch = sizing.card_pitch(self.lesson)
        aside = len(self.lesson.kernel.region.column_range) * pitch / 2 + 1.65
        letters = {
            pixel: self.lesson.letters[operation.kernel_index(output, pixel)]
            for pixel in patch_region(operation, output, self.lesson.kernel)
        }
        drawn = kernel_grid(self.style, self.lesson, pitch, centre=(-aside, 0.0), em=EQUATION)
        laid = Grid(
            self.style,
            patch_region(operation, output, self.lesson.kernel),
            pitch,
            "kernel",
            name="elements",
            centre=(aside, 0.0),
            em=EQUATION,
            content=lambda pixel: notation.letter(letters[pixel]),
        )
        arrow = Arrow(
            drawn.get_right(),
            laid.get_left(),
            buff=0.4,
            stroke_width=4,
            max_tip_length_to_length_ratio=0.1,
            color=self.style.colour("muted"),
        )
        tap = self.style.formula(notation.kernel_names(operation), EQUATION)
        annotate(tap, "equation", None, "general")
        tap.put(arrow.get_center() + np.array([0.0, 0.42, 0.0]))
        notes = VGroup()
        for grid, words in ((drawn, "as it is drawn"), (laid, "as it meets the image")):
            note = self.style.words(words, STEP, role="muted")
            annotate(note, "label", None, f"{grid.name}.note")
            notes.add(note.put(grid.get_bottom() + np.array([0.0, -0.42, 0.0])))
        self.stack(title, drawn, arrow, tap, laid, notes)
