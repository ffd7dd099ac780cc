"""The scene that every figure is: a title, what is drawn, and a line that says each step."""

from __future__ import annotations

import importlib
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, FadeIn, FadeOut, VGroup, VMobject

from corrconv.core.operation import Operation
from corrconv.draw.export.annotations import annotate
from corrconv.draw.export.measure import Measurements
from corrconv.draw.fast_manim.scene import FastScene
from corrconv.draw.style import CELL, EQUATION, STEP, TITLE, Style
from corrconv.draw.text.label import Label
from corrconv.draw.text.typesetter import RichText
from corrconv.figures.figure import Figure
from corrconv.figures.phrases import filled
from corrconv.formula.tokens import Formula
from corrconv.lesson import lesson
from corrconv.lesson.lesson import Lesson
from corrconv.rendering.pacing import reading_seconds
from corrconv.rendering.profile import PROFILES
from corrconv.rendering.request import RenderRequest
from corrconv.theme.loader import shipped

TOP, BOTTOM = 3.52, -3.52
"""The safe area's upper and lower edge, in scene units."""

SIDE = 6.26
"""The safe area's right edge; its left one is at −SIDE."""

Place = tuple[float, float]
"""The middle of a label, in scene units."""

LAST_HOLD = 2.0
READ_HOLD = 0.8

LEAD = 2.5
"""Seconds: what moves for longer before new words is no preparation for them."""


def request_by_hand(scene_class: str) -> RenderRequest:
    """Return the request for a scene that manim's own command renders. The catalogue is imported
    by its name: no picture may depend on what it says of all the others."""
    catalog = importlib.import_module("corrconv.catalog")
    figure = catalog.drawn_by(scene_class)
    return RenderRequest(catalog.variant(figure, lesson.load()), "light", PROFILES["blog"])


class FigureScene(FastScene):
    """Draws one figure from a lesson.

    Subclasses write `construct`. Rendered by hand, with manim's own command, the scene shows the
    built-in lesson in the light theme.
    """

    def __init__(self, *args: Any, request: RenderRequest | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request or request_by_hand(type(self).__name__)
        self.lesson: Lesson = lesson.load(self.request.lesson)
        self.figure: Figure = self.request.figure
        self.style = Style(self.request.look or shipped(self.request.theme))
        self.measurements = Measurements(self.style.colour("paper"), self.figure.moves)
        self.step_text: Label | None = None
        self.title: Label | None = None
        self.step_place = (0.0, 2 * SIDE)
        self.said_at = 0.0
        self.rested_at: float | None = None

    def setup(self) -> None:
        """Paint the background."""
        self.fill_background(self.style.colour("paper"))

    @property
    def operation(self) -> Operation:
        """Return the operation that the figure is about; ValueError where it is about several."""
        if self.figure.operation is None:
            raise ValueError(f"figure {self.figure.name} is about more than one operation")
        return self.figure.operation

    def add_title(self, text: str | None = None, width: float | None = None) -> Label:
        """Add the figure's title, or `text`, on top, in lines of at most `width` scene units."""
        words = text or self.figure.title
        title = self.style.words(words, TITLE, weight="semibold", width=width)
        title.put(np.array([0.0, TOP - 0.16, 0.0]))
        annotate(title, "label", None, "title")
        self.title = title
        self.add(title)
        return title

    @property
    def middle(self) -> float | None:
        """Return what a still is to be centred on: the middle of the title, if there is one."""
        return None if self.title is None else float(self.title.get_x())

    def centre(self, *mobjects: VMobject, about: Sequence[VMobject] = ()) -> None:
        """Put these, as they stand to each other, under the title's middle: the middle of them
        all, or that of those among them that they are about, without numbers beside them."""
        VGroup(*mobjects).shift(LEFT * VGroup(*(about or mobjects)).get_x())

    def stack(
        self,
        title: Label,
        *mobjects: VMobject,
        about: Sequence[VMobject] = (),
        gap: float = 0.5,
    ) -> None:
        """Put these mobjects, as they stand to each other, under the title, centred as by
        `centre`, and the whole in the middle of the frame: for figures that have no steps."""
        content = VGroup(*mobjects)
        content.next_to(title, DOWN, buff=gap)
        self.centre(content, about=about)
        VGroup(title, content).move_to(np.zeros(3))
        self.add(content)

    def say(self, sentence: str, **values: str | Formula) -> None:
        """Put a step into words, a whole sentence with named values in it, in place of the step
        before, which has been read by then."""
        self.wait_until_read()
        self.measure()
        old, text = self.step_text, self._step(filled(sentence, **values))
        self.begin_step(text)
        if old:
            self.play(FadeOut(old), run_time=0.15)
        self.play(FadeIn(text), run_time=0.25)

    def measure(self) -> None:
        """Measure the picture that a step ends with."""
        if self.step_text is not None:
            self.measurements.take(self.mobjects, self.step_text.text_with_spaces)

    def begin_step(self, text: Label) -> None:
        """Begin a step, with these words as its caption, where the step before came to rest: what
        moves between that and the words prepares them."""
        now = self.now
        rested, self.rested_at = self.rested_at, None
        if rested is None or now - rested > LEAD:
            rested = now
            self.begin_video_step()
        words = text.text_with_spaces
        self.add_subcaption(words, duration=READ_HOLD, offset=rested - now)
        self.step_text, self.said_at = text, now

    def conclude(self, sentence: str, **values: str | Formula) -> None:
        """Say the last step's words, which stay in the still, and hold to end the figure."""
        self.say(sentence, **values)
        self.hold(LAST_HOLD)

    def hold(self, seconds: float = READ_HOLD) -> None:
        """Let the picture be read, at the lecture's pace, for a whole number of frames. A hold as
        long as READ_HOLD is a rest: the step's words can be read by its end, and a lecturer would
        talk here."""
        pace = self.request.profile.pace
        self._wait_frames(max(1, round(seconds / pace * self.camera.frame_rate)))
        if seconds >= READ_HOLD:
            self.wait_until_read()
            self.rested_at = self.now
            self.begin_video_step()

    def wait_until_read(self) -> None:
        """Hold the picture where the step's words could not have been read yet."""
        if self.step_text is None:
            return
        text, pace = self.step_text.text_with_spaces, self.request.profile.pace
        missing = self.said_at + reading_seconds(text, pace) - self.now
        frames = math.ceil(round(missing * self.camera.frame_rate, 6))
        if frames > 0:
            self._wait_frames(frames)

    def _wait_frames(self, frames: int) -> None:
        """Wait for so many frames, and a quarter of one, so that no rounding takes one away."""
        self.wait((frames + 0.25) / self.camera.frame_rate)

    def gather(self, label: Label) -> None:
        """Let a label whose parts came in one by one be one thing again."""
        self.remove(*label.parts)
        self.add(label)

    def equation(self, formula: Formula, grid: str, place: Place, em: float = EQUATION) -> Label:
        """Return a formula that is an equation of the figure, not yet shown."""
        equation = self.style.formula(formula, em)
        annotate(equation, "equation", None, grid)
        return equation.put(np.array([*place, 0.0]))

    def heading(self, words: str, role: str, grid: str, place: Place) -> Label:
        """Return a heading for a part of the figure, in the colour of `role`, not yet shown."""
        head = self.style.words(words, STEP, role=role, weight="semibold")
        annotate(head, "label", None, grid)
        return head.put(np.array([*place, 0.0]))

    def note(self, words: str, grid: str, place: Place) -> Label:
        """Return small words beside a part of the figure, not yet shown."""
        note = self.style.words(words, CELL, role="muted")
        annotate(note, "label", None, grid)
        return note.put(np.array([*place, 0.0]))

    def _step(self, parts: RichText) -> Label:
        middle, width = self.step_place
        text = self.style.words(parts, STEP, width=width)
        text.move_to(np.array([middle, BOTTOM, 0.0]), aligned_edge=DOWN)
        annotate(text, "label", None, "step")
        return text
