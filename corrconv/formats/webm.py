"""Animations: RGBA frames to a VP9 file that is always the same, also on no ground."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from corrconv.formats.encoder import Encoder
from corrconv.formats.mp4 import require_frame
from corrconv.formats.yuv import rows
from corrconv.rendering.area import Area
from corrconv.rendering.profile import Profile
from corrconv.rendering.sink import Pixels

CONTAINER: Mapping[str, str] = {"fflags": "+bitexact"}
CODEC = "libvpx-vp9"


def encoder_options(profile: Profile) -> dict[str, str]:
    """libvpx's options: constant quality, no thread and no frame that looks ahead. The profile's
    factor gives the PSNR that x264 gives; at this speed a frame takes twice as long, at libvpx's
    usual one eight times as long."""
    return {
        "crf": str(profile.crf),
        "b:v": "0",
        "deadline": "realtime",
        "cpu-used": "5",
        "row-mt": "0",
        "auto-alt-ref": "0",
        "lag-in-frames": "0",
    }


class WebmWriter(Encoder):
    """Takes frames in order and writes them as BT.709 limited range; with `clear` their alpha as
    well."""

    def __init__(self, path: Path, profile: Profile, clear: bool = False) -> None:
        container = av.open(str(path), "w", format="webm", options=dict(CONTAINER))
        pixels = "yuva420p" if clear else "yuv420p"
        super().__init__(profile, container, CODEC, encoder_options(profile), pixels)
        self._alpha: NDArray[np.uint8] | None = None
        self._clear = clear

    def write(
        self, frame: Pixels, repeat: int = 1, changed: tuple[Area, ...] | None = None
    ) -> None:
        """Append `frame`, held for `repeat` frames; ValueError where its size is another. Nothing
        outside the areas `changed` may differ from the frame before it."""
        require_frame(frame, repeat, self.frames, self.profile)
        frame = np.ascontiguousarray(frame)
        self._planes.update(frame, changed)
        self._alpha = frame[..., 3] if self._clear else None
        picture = self._picture()
        for _ in range(repeat):
            picture.pts = self.frames
            self._container.mux(self._stream.encode(picture))
            self.frames += 1

    def step(self) -> None:
        """Nothing follows: clips are cut from the mp4."""

    def _picture(self) -> av.VideoFrame:
        picture = self._planes.picture
        if self._alpha is None:
            return picture
        height, width = self._alpha.shape
        clear = av.VideoFrame(width, height, "yuva420p")
        for plane, opaque in zip(clear.planes, picture.planes, strict=False):
            rows(plane)[:] = rows(opaque)
        rows(clear.planes[3])[:] = self._alpha
        return clear
