"""manim's file writer, with frames handed to a sink instead of encoded into segments.
Source: manim 0.22, `SceneFileWriter`."""

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

    def share(self, pixels: RGBAPixelArray, repeat: int, changed: tuple[Area, ...] | None) -> None:
        """Hand one frame on, which the sink may look at until this returns; `changed` as there."""
        self.frames += repeat
        if self.sink is not None:
            self.sink.write(pixels.astype(np.uint8, copy=False), repeat, changed)

    def step(self) -> None:
        """Tell the sink that the next frame begins a step."""
        if self.sink is not None:
            self.sink.step()

    def write_frame(self, pixels: RGBAPixelArray, *, repeat: int = 1) -> None:
        """Hand one frame on."""
        self.share(pixels, repeat, None)

    def is_already_cached(self, hash_invocation: str) -> bool:
        """Answer that nothing is cached."""
        return False

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Leave out segments: there are none."""

    def begin_animation(self, allow_write: bool = False, **options: Any) -> None:
        """Leave out segments: there is none to open."""

    def end_animation(self, allow_write: bool = False) -> None:
        """Leave out segments: there is none to close."""

    def save_image(self, pixels: RGBAPixelArray) -> None:
        """Leave out manim's still: ours is captured after the scene, in a view of its own."""

    def finish(self) -> None:
        """Leave out manim's file: there is nothing to join."""
