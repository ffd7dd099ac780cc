"""A scene that does at every frame only what there is to do. Source: manim 0.22, `Scene`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from manim import Camera, ManimColor, Mobject, Scene

from corrconv.draw.fast_manim.family import families, without
from corrconv.draw.fast_manim.writer import SinkWriter
from corrconv.rendering.sink import Sink


class FastScene(Scene):
    """Does what manim's scene does; looking for updaters in every mobject at every frame would take
    a tenth of the time of an animation."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._has_updaters = True

    def begin_animations(self) -> None:
        """Begin the animations of a play, and find out whether anything has an updater."""
        super().begin_animations()
        self._has_updaters = any(part.updaters for part in families(self.mobjects))

    def update_mobjects(self, dt: float) -> None:
        """Run updaters, where there are any."""
        if self._has_updaters:
            super().update_mobjects(dt)

    def get_mobject_family_members(self) -> list[Mobject]:
        """Return all that is in the scene."""
        return families(self.mobjects)

    def get_restructured_mobject_list(
        self, mobjects: Iterable[Mobject], to_remove: Iterable[Mobject]
    ) -> list[Mobject]:
        """Return the mobjects without those to remove."""
        return without(mobjects, set(to_remove))

    @property
    def now(self) -> float:
        """Return the time that has been played so far, in seconds."""
        return float(self.renderer.time)

    @property
    def frames(self) -> int:
        """Return the number of frames that were handed on; 0 where none is drawn."""
        writer = self.renderer.file_writer
        return writer.frames if isinstance(writer, SinkWriter) else 0

    @property
    def captions(self) -> tuple[tuple[float, str], ...]:
        """Return the words that were said so far, each with its time in seconds."""
        lines = self.renderer.file_writer.subcaptions
        return tuple((line.start.total_seconds(), line.content) for line in lines)

    def send_frames_to(self, sink: Sink) -> None:
        """Let every frame go to `sink`."""
        if isinstance(self.renderer.file_writer, SinkWriter):
            self.renderer.file_writer.sink = sink

    def begin_video_step(self) -> None:
        """Let a video be able to start at the next frame."""
        writer = self.renderer.file_writer
        if isinstance(writer, SinkWriter):
            writer.step()

    def fill_background(self, colour: str) -> None:
        """Give the background of every frame a colour."""
        if isinstance(self.camera, Camera):
            self.camera.background_color = ManimColor(colour)
