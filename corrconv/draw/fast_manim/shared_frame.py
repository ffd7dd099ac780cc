"""A renderer that lends its camera's picture instead of copying it for every frame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from manim import Mobject, Scene
from manim.renderer.cairo_renderer import CairoRenderer

from corrconv.draw.fast_manim.camera import IncrementalCamera
from corrconv.draw.fast_manim.writer import SinkWriter


class SharedFrameRenderer(CairoRenderer):
    """Renders as manim's does; its camera is a IncrementalCamera, its file writer a SinkWriter."""

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw the frame and hand it on."""
        self.update_frame(scene, moving_mobjects)
        self._lend(1)

    def freeze_current_frame(self, duration: float) -> None:
        """Hand the frame on for as long as it stands."""
        self._lend(int(duration * self.camera.frame_rate))

    def _lend(self, repeat: int) -> None:
        if self.skip_animations:
            return
        camera = cast(IncrementalCamera, self.camera)
        self.time += repeat / camera.frame_rate
        writer = cast(SinkWriter, self.file_writer)
        writer.lend(camera.pixel_array, repeat, camera.take_changed())
