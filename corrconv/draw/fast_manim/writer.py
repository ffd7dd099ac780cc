"""manim's file writer, with frames handed on instead of encoded into segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim.scene.scene_file_writer import SceneFileWriter

from corrconv.rendering.area import Area
from corrconv.rendering.sink import Sink

if TYPE_CHECKING:
    from manim.typing import RGBAPixelArray


class SinkWriter(SceneFileWriter):
    """Gives every frame to a sink; writes no file and keeps no cache of segments."""

    sink: Sink | None = None
    frames = 0

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """There are no segments."""

    def begin_animation(self, allow_write: bool = False, **options: Any) -> None:
        """There is no segment to open."""

    def end_animation(self, allow_write: bool = False) -> None:
        """There is no segment to close."""

    def is_already_cached(self, hash_invocation: str) -> bool:
        """Nothing is cached."""
        return False

    def write_frame(self, pixels: RGBAPixelArray, *, repeat: int = 1) -> None:
        """Hand one frame on."""
        self.lend(pixels, repeat, None)

    def lend(self, pixels: RGBAPixelArray, repeat: int, changed: tuple[Area, ...] | None) -> None:
        """Hand one frame on, which the sink may look at until this returns; `changed` as there."""
        self.frames += repeat
        if self.sink is not None:
            self.sink.write(pixels.astype(np.uint8, copy=False), repeat, changed)

    def step(self) -> None:
        """Tell the sink that the next frame begins a step."""
        if self.sink is not None:
            self.sink.step()

    def save_image(self, pixels: RGBAPixelArray) -> None:
        """Stills are captured after the scene, in a view of their own."""

    def finish(self) -> None:
        """There is nothing to assemble."""
