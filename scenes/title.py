"""F16: a title card."""

from __future__ import annotations

import numpy as np
from manim import Arrow, FadeIn, VGroup

from corrconv.core.operation import Operation, patch_region
from corrconv.draw.animate.turn import Turn, TurnFrame, move
from corrconv.draw.export.annotations import annotate
from corrconv.draw.scene import LAST_HOLD, FigureScene
from corrconv.draw.shapes.grid import Grid
from corrconv.draw.shapes.kernel_grid import kernel_grid
from corrconv.draw.style import EQUATION, STEP
from corrconv.draw.text.label import Label
from corrconv.figures import sizing
from corrconv.formula import notation

TITLE_WIDTH = 9.6
"""Titles that are longer are set in lines: a card is as wide as its two kernels."""

OPERATION = Operation.CONVOLUTION


class TitleCard(FigureScene):
    """F16: the kernel turns by 180°, from how it is drawn to how it meets the image."""

    def construct(self) -> None:
        """Show the kernel as it is drawn, copy it aside and turn it there."""
        title = self.add_title(width=TITLE_WIDTH)
        drawn, laid = self._kernels()
        notes = self._note(drawn, "as it is drawn"), self._note(laid, "as it meets the image")
        relation = self._relation(drawn, laid)
        self.stack(title, drawn, laid, relation, *notes)
        self.remove(laid, relation, notes[1])
        frame = TurnFrame(drawn, OPERATION.slug)
        self._claim(frame, "letters")
        self.add(frame)
        self.begin_step(title)
        self.hold()
        copied = drawn.copy()
        copied_frame = TurnFrame(copied, OPERATION.slug)
        way = laid.get_center() - drawn.get_center()
        self.add(copied, copied_frame)
        self.play(*(part.animate.shift(way) for part in (copied, copied_frame)), run_time=1.0)
        self._claim(move(self, copied, laid, Turn, copied_frame), "elements")
        self.play(FadeIn(relation, notes[1]), run_time=0.6)
        self.hold(LAST_HOLD)

    def _kernels(self) -> tuple[Grid, Grid]:
        """Return the kernel as it is drawn, and its elements as they meet the pixels of a patch."""
        output = self.lesson.worked[OPERATION]
        pitch = sizing.card_pitch(self.lesson)
        aside = len(self.lesson.kernel.region.column_range) * pitch / 2 + 1.65
        letters = {
            pixel: self.lesson.letters[OPERATION.kernel_index(output, pixel)]
            for pixel in patch_region(OPERATION, output, self.lesson.kernel)
        }
        drawn = kernel_grid(self.style, self.lesson, pitch, centre=(-aside, 0.0), em=EQUATION)
        laid = Grid(
            self.style,
            patch_region(OPERATION, output, self.lesson.kernel),
            pitch,
            "kernel",
            name="elements",
            centre=(aside, 0.0),
            em=EQUATION,
            content=lambda pixel: notation.letter(letters[pixel]),
        )
        return drawn, laid

    def _relation(self, drawn: Grid, laid: Grid) -> VGroup:
        """Return an arrow from kernel to kernel, and over it the term that says why."""
        arrow = Arrow(
            drawn.get_right(),
            laid.get_left(),
            buff=0.4,
            stroke_width=4,
            max_tip_length_to_length_ratio=0.1,
            color=self.style.colour("muted"),
        )
        term = self.style.formula(notation.kernel_names(OPERATION), EQUATION)
        annotate(term, "equation", None, "general")
        return VGroup(arrow, term.put(arrow.get_center() + np.array([0.0, 0.42, 0.0])))

    def _note(self, grid: Grid, words: str) -> Label:
        note = self.style.words(words, STEP, role="muted")
        annotate(note, "label", None, f"{grid.name}.note")
        return note.put(grid.get_bottom() + np.array([0.0, -0.42, 0.0]))

    def _claim(self, frame: TurnFrame, name: str) -> None:
        """Say in the facts whose frame this is, and which corner was the upper left one."""
        for part, what in zip(frame.submobjects, ("frame", "corner"), strict=True):
            annotate(part, "label", None, f"{name}.{what}")
