"""One pass over the frames for several files."""

from __future__ import annotations

from collections.abc import Iterable

from corrconv.rendering.area import Area
from corrconv.rendering.sink import Pixels, Sink


class Tee:
    """Hands every frame on to each of its sinks, in their order."""

    def __init__(self, sinks: Iterable[Sink]) -> None:
        self._sinks = tuple(sinks)

    def write(self, frame: Pixels, repeat: int, changed: tuple[Area, ...] | None = None) -> None:
        """Take one frame that is shown `repeat` times."""
        for sink in self._sinks:
            sink.write(frame, repeat, changed)

    def step(self) -> None:
        """The next frame begins a step."""
        for sink in self._sinks:
            sink.step()
