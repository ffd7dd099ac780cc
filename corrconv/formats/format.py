"""What every format has: a name, files, a size budget, what it can hold, a writer and a probe."""

from __future__ import annotations

import base64
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray

    from corrconv.formats.codec.writer import FrameWriter
    from corrconv.rendering.profile import Profile
    from corrconv.rendering.request import RenderRequest
    from corrconv.rendering.result import RenderResult

STILL, ANIMATION = "still", "animation"
"""The forms of a figure."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Allow a file `base` kilobytes, and `more` for each million pixels and each second.

    A still is taken to last a second.
    """

    base: float
    more: float = 0.0

    def kilobytes(self, width: int, height: int, seconds: float) -> float:
        """Return how large a file of so many pixels and seconds may be."""
        return self.base + self.more * width * height * seconds / 1e6


@dataclass(frozen=True, slots=True)
class Probe:
    """Hold what decoding a file in full showed, in pixels, frames per second and seconds.

    A field is None where the format does not have it: captions have no width, a GIF no rate,
    because its pictures last as long as nothing changes.
    """

    width: int | None = None
    height: int | None = None
    frames: int | None = None
    fps: int | Fraction | None = None
    seconds: float | None = None
    picture: NDArray[np.uint8] | None = field(default=None, compare=False, repr=False)
    """What is shown where nothing moves: the RGBA pixels of a still, the luma of a video's last
    frame, the RGB pixels of a GIF's first picture."""

    def differences(self, expected: Any) -> Iterator[str]:
        """Yield a sentence for each field that is not that of `expected`, which has the same
        attributes. Fields that this format does not have are not compared. A container rounds
        times, so a length may differ by one frame where there is a rate."""
        for name in ("width", "height", "frames", "fps"):
            found, wanted = getattr(self, name), getattr(expected, name)
            if found is not None and found != wanted:
                yield f"{name} is {found}, wanted {wanted}"
        if self.seconds is not None:
            slack = 1 / self.fps if self.fps else 0
            if expected.seconds is None or abs(self.seconds - expected.seconds) > slack:
                yield f"lasts {self.seconds} s, wanted {expected.seconds} s"

    def require(self, name: str, expected: Any) -> None:
        """Raise ValueError, naming the file `name`, at the first difference from `expected`."""
        for difference in self.differences(expected):
            raise ValueError(f"{name}: {difference}")


@dataclass(frozen=True, slots=True, eq=False)
class Format(ABC):
    """Describe a file format.

    `suffix` follows a figure's name, `media_type` is the one that is registered with IANA, `label`
    what a download is called, `form` that of the figures that have it.
    """

    name: str
    suffix: str
    media_type: str
    label: str
    form: str = ""
    budget: Budget | None = None
    transparent: bool = False
    """Whether the ground can be left out."""

    kind: ClassVar[str]
    """What the manifest calls such a file: still, video, captions, facts or page."""

    worded: ClassVar[bool] = False
    """Whether a file holds the figure's title and alternative text."""

    captioned: ClassVar[bool] = False
    """Whether captions come with a file."""

    def data_uri(self, content: bytes) -> str:
        """Return an address that holds a file of this format itself."""
        return f"data:{self.media_type};base64,{base64.b64encode(content).decode()}"

    @abstractmethod
    def probe(self, path: Path) -> Probe:
        """Decode `path` in full; ValueError where that cannot be done, or it is no such file."""

    def over_budget(
        self, size: int, width: int | None, height: int | None, seconds: float | None
    ) -> str | None:
        """Return a sentence where a file of `size` bytes is larger than the budget allows."""
        if self.budget is None or width is None or height is None:
            return None
        limit = self.budget.kilobytes(width, height, seconds or 1.0)
        if size <= 1000 * limit:
            return None
        return (
            f"{size / 1000:.0f} kB is over the budget of {limit:.0f} kB for a "
            f"{self.name} of {width}x{height}" + (f" and {seconds:g} s" if seconds else "")
        )


class ResultFormat(Format):
    """A format that is written from the result of rendering, once every frame is drawn."""

    @abstractmethod
    def write(self, path: Path, result: RenderResult, request: RenderRequest) -> Probe:
        """Write what rendering `request` gave, and read it again; ValueError where the file does
        not hold what was drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class StillFormat(ResultFormat):
    """A format of one picture: the final state of a figure."""

    kind = "still"

    view: str = ""
    """The view that rendering must give for it, empty where the still is enough."""


class AnimationFormat(Format):
    """A format that is made from the frames of an animation."""

    kind = "video"

    @abstractmethod
    def open(self, path: Path, profile: Profile, transparent: bool = False) -> FrameWriter:
        """Return a writer of `path` that takes frames of `profile` in order, `transparent` ones
        where the format can hold them."""
