"""Animations: RGBA frames to an H.264 file that is always the same."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import PictureType
from numpy.typing import NDArray

from corrconv.formats.encoder import LONGEST_GROUP, Encoder
from corrconv.formats.hold import Hold
from corrconv.formats.yuv import rows
from corrconv.rendering.area import Area
from corrconv.rendering.profile import Profile
from corrconv.rendering.sink import Pixels

LONGEST_SECONDS = 1200
"""An animation that runs longer than this is taken for one that never ends."""

CONTAINER: Mapping[str, str] = {"movflags": "+faststart", "fflags": "+bitexact"}


def encoder_options(profile: Profile) -> dict[str, str]:
    """x264's options, chosen for flat art by measurement: what looks ahead, smooths block edges
    or shares bits out by texture costs half of the time here and adds no quality at a given size
    (benchmarks/README.md, "What was tried"). The last two let held frames be repeated: a skipped
    macroblock is then a number in plain bits, and each frame comes out before the next goes in."""
    return {
        "preset": profile.preset,
        "qp": str(profile.quantiser),
        "forced-idr": "1",
        "x264-params": "bframes=0:no-mbtree=1:rc-lookahead=0:scenecut=0:weightp=0"
        ":aq-mode=0:no-deblock=1:subme=0:no-cabac=1:force-cfr=1",
    }


class VideoWriter(Encoder):
    """Takes frames in order and writes them as BT.709 limited range, one encoder thread."""

    def __init__(self, path: Path, profile: Profile) -> None:
        container = av.open(str(path), "w", format="mp4", options=dict(CONTAINER))
        super().__init__(profile, container, "libx264", encoder_options(profile), "yuv420p")
        self._begin, self._begun = True, 0
        self._hold: Hold | None = None

    def write(
        self, frame: Pixels, repeat: int = 1, changed: tuple[Area, ...] | None = None
    ) -> None:
        """Append `frame`, held for `repeat` frames; ValueError where its size is another. Nothing
        outside the areas `changed` may differ from the frame before it."""
        require_frame(frame, repeat, self.frames, self.profile)
        if self._planes.update(np.ascontiguousarray(frame), changed):
            self.encode(self._planes.picture)
            repeat -= 1
        for _ in range(repeat):
            self._repeat()

    def encode(self, picture: av.VideoFrame) -> None:
        """Append a converted frame."""
        begins = self._begins()
        picture.pts = self.frames
        picture.pict_type = PictureType.I if begins else PictureType.NONE
        (packet,) = self._stream.encode(picture)
        if self._hold is None:
            parameters = self._stream.codec_context.extradata or b""
            self._hold = Hold(parameters, self.profile.width, self.profile.height)
        self._append(self._hold.take(bytes(packet)), begins)

    def step(self) -> None:
        """Have the next frame decode without those before it, so that a clip can begin there."""
        self._begin = True

    def _repeat(self) -> None:
        """Append the newest frame once more, without the encoder where it has nothing to add."""
        if self._hold is not None and self._hold.still and not self._begins():
            self._append(self._hold.again(), begins=False)
        else:
            self.encode(self._planes.picture)

    def _begins(self) -> bool:
        """Whether decoding must be able to begin with the next frame."""
        return self._begin or self.frames - self._begun >= LONGEST_GROUP * self.profile.fps

    def _append(self, content: bytes, begins: bool) -> None:
        packet = av.Packet(content)
        packet.stream = self._stream
        packet.time_base = Fraction(1, self.profile.fps)
        packet.pts = packet.dts = self.frames
        packet.duration = 1
        packet.is_keyframe = begins
        if begins:
            self._begin, self._begun = False, self.frames
        self._container.mux(packet)
        self.frames += 1


def require_frame(frame: Pixels, repeat: int, frames: int, profile: Profile) -> None:
    """ValueError unless `frame` fits `profile` and may follow on `frames` others."""
    wanted = (profile.height, profile.width, 4)
    if frame.shape != wanted or frame.dtype != np.uint8:
        raise ValueError(f"a frame is {frame.shape} {frame.dtype}, wanted {wanted} uint8")
    if repeat < 1:
        raise ValueError(f"a frame must be shown at least once, got {repeat}")
    if frames + repeat > LONGEST_SECONDS * profile.fps:
        raise ValueError(f"the animation runs longer than {LONGEST_SECONDS} seconds")


def luma(frame: av.VideoFrame) -> NDArray[np.uint8]:
    """The brightness plane of `frame`, height x width."""
    return rows(frame.planes[0]).copy()
