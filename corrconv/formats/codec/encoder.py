"""RGBA frames to a video that is always the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray

from corrconv.formats.codec.video_probe import require_last
from corrconv.formats.codec.writer import FrameWriter
from corrconv.formats.codec.yuv import Planes, rows
from corrconv.formats.format import Probe
from corrconv.rendering.area import Area
from corrconv.rendering.profile import Profile
from corrconv.rendering.sink import Pixels

if TYPE_CHECKING:
    from corrconv.formats.video import VideoFormat

LONGEST_GROUP = 2
"""Seconds after which decoding can begin anew, whatever is shown."""


class Encoder(FrameWriter):
    """Encode BT.709 in limited range, with one thread; with `transparent` alpha as well."""

    def __init__(
        self, path: Path, video: VideoFormat, profile: Profile, transparent: bool = False
    ) -> None:
        super().__init__(path, profile)
        self._format, self._transparent = video, transparent
        self._planes = Planes(profile.width, profile.height)
        self._begins_step = False
        self._container = av.open(
            str(path), "w", format=video.name, options=dict(video.container_options)
        )
        self._stream = self._add_stream()

    @property
    def last(self) -> NDArray[np.uint8] | None:
        """Return the luma of the newest frame, None before the first."""
        return self._planes.y if self.frames else None

    def write(
        self, frame: Pixels, repeat: int = 1, changed: tuple[Area, ...] | None = None
    ) -> None:
        """Append `frame`, held for `repeat` frames; ValueError where its size is another. Nothing
        outside the areas `changed` may differ from the frame before it."""
        self.require_frame(frame, repeat)
        frame = np.ascontiguousarray(frame)
        self._planes.update(frame, changed)
        picture = self._with_alpha(frame[..., 3]) if self._transparent else self._planes.picture
        for _ in range(repeat):
            self.encode(picture)

    def encode(self, picture: av.VideoFrame) -> None:
        """Append a converted frame."""
        picture.pts = self.frames
        picture.pict_type = PictureType.I if self._begins_step else PictureType.NONE
        self._begins_step = False
        self._container.mux(self._stream.encode(picture))
        self.frames += 1

    def step(self) -> None:
        """Have the next frame decode without those before it, where the format has steps."""
        self._begins_step = self._format.steps

    def close(self) -> None:
        """Flush the encoder and finish the file."""
        if self.frames:
            self._container.mux(self._stream.encode(None))
        self._container.close()

    def check(self) -> Probe:
        """Decode the file; ValueError unless it holds as many frames and ends with the last."""
        profile = self.profile
        seconds = round(self.frames / profile.fps, 6)
        expected = Probe(profile.width, profile.height, self.frames, profile.fps, seconds)
        require_last(self.path, self._format, expected, self.last)
        return expected

    def _add_stream(self) -> av.VideoStream:
        profile = self.profile
        options = self._format.encoder_options(profile)
        stream = self._container.add_stream(self._format.codec, rate=profile.fps, options=options)
        video = cast(av.VideoStream, stream)
        video.width, video.height = profile.width, profile.height
        video.pix_fmt = "yuva420p" if self._transparent else "yuv420p"
        context = video.codec_context
        context.thread_count = 1
        context.gop_size = LONGEST_GROUP * profile.fps
        context.color_range = ColorRange.MPEG
        context.colorspace = Colorspace.ITU709
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        return video

    def _with_alpha(self, alpha: Pixels) -> av.VideoFrame:
        height, width = alpha.shape
        frame = av.VideoFrame(width, height, "yuva420p")
        for plane, opaque in zip(frame.planes, self._planes.picture.planes, strict=False):
            rows(plane)[:] = rows(opaque)
        rows(frame.planes[3])[:] = alpha
        return frame
