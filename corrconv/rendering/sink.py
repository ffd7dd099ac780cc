"""The sink that takes the frames of an animation, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

from corrconv.rendering.area import Area

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Pixels: TypeAlias = "npt.NDArray[np.uint8]"
"""Height x width x 4, RGBA, from the upper left corner."""


class Sink(Protocol):
    """Take the frames of an animation in their order."""

    def write(self, frame: Pixels, repeat: int, changed: tuple[Area, ...] | None = None) -> None:
        """Take one frame that is shown `repeat` times.

        The array is the camera's own: after the call its content changes. Outside the areas
        `changed` the frame equals the one before it; None where that is not known.
        """

    def step(self) -> None:
        """Begin a step with the next frame: a video must be able to start there."""
