"""Writers that take the frames of an animation, and one pass over the frames for several."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from corrconv.formats.format import Probe
from corrconv.rendering.area import Area
from corrconv.rendering.profile import Profile
from corrconv.rendering.sink import Pixels, Sink

LONGEST_SECONDS = 1200
"""An animation that runs longer than this is taken for one that never ends."""


class Tee:
    """Hand every frame on to each of its sinks, in their order."""

    def __init__(self, sinks: Iterable[Sink]) -> None:
        self._sinks = tuple(sinks)

    def write(self, frame: Pixels, repeat: int, changed: tuple[Area, ...] | None = None) -> None:
        """Hand on one frame that is shown `repeat` times."""
        for sink in self._sinks:
            sink.write(frame, repeat, changed)

    def step(self) -> None:
        """Hand on that the next frame begins a step."""
        for sink in self._sinks:
            sink.step()


class FileWriter(ABC):
    """A file that is finished at the end of a `with` block, and left alone after an error: PyAV
    crashes in closing a file whose header could not be written, and nobody will use one that an
    error cut short."""

    @abstractmethod
    def close(self) -> None:
        """Finish the file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()


class FrameWriter(FileWriter):
    """A file at `path` that takes the frames of an animation in order; `frames` counts them."""

    def __init__(self, path: Path, profile: Profile) -> None:
        self.path, self.profile, self.frames = path, profile, 0

    @abstractmethod
    def write(
        self, frame: Pixels, repeat: int = 1, changed: tuple[Area, ...] | None = None
    ) -> None:
        """Append `frame`, held for `repeat` frames; ValueError where its size is another. Nothing
        outside the areas `changed` may differ from the frame before it."""

    def step(self) -> None:
        """Take note that the next frame begins a step; nothing follows by itself."""

    @abstractmethod
    def check(self) -> Probe:
        """Decode the finished file in full; ValueError unless it holds the frames that were
        written."""

    def require_frame(self, frame: Pixels, repeat: int) -> None:
        """Raise ValueError unless `frame` fits the profile and may follow on those before it."""
        expected = (self.profile.height, self.profile.width, 4)
        if frame.shape != expected or frame.dtype != np.uint8:
            raise ValueError(f"a frame is {frame.shape} {frame.dtype}, wanted {expected} uint8")
        if repeat < 1:
            raise ValueError(f"a frame must be shown at least once, got {repeat}")
        if self.frames + repeat > LONGEST_SECONDS * self.profile.fps:
            raise ValueError(f"the animation runs longer than {LONGEST_SECONDS} seconds")
