"""What MP4 and WebM have in common: a container with one stream of BT.709 in limited range."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corrconv.formats.format import ANIMATION, AnimationFormat, Probe
from corrconv.rendering.profile import Profile

if TYPE_CHECKING:
    from corrconv.formats.codec.encoder import Encoder


@dataclass(frozen=True, slots=True, eq=False)
class VideoFormat(AnimationFormat):
    """A video format; `codec` is FFmpeg's name of the encoder."""

    form: str = ANIMATION
    codec: str = ""
    container_options: Mapping[str, str] = field(default_factory=dict)
    """FFmpeg's options of the container."""

    tick: int = 0
    """Units of the container's time that a frame may stand from its place."""

    steps: bool = False
    """Whether decoding can begin at each step, so that clips can be cut there."""

    captioned = True

    @abstractmethod
    def encoder_options(self, profile: Profile) -> dict[str, str]:
        """Return FFmpeg's options of the encoder."""

    def open(self, path: Path, profile: Profile, transparent: bool = False) -> Encoder:
        """Return an encoder that writes `path`; with alpha where the ground is left out."""
        from corrconv.formats.codec.encoder import Encoder

        return Encoder(path, self, profile, transparent)

    def probe(self, path: Path) -> Probe:
        """Decode every frame of `path`; ValueError where one is missing or out of step."""
        from corrconv.formats.codec.video_probe import decode

        return decode(path, self)

    def require_container(self, path: Path) -> None:
        """Raise ValueError where `path` is not arranged as a browser wants it."""
