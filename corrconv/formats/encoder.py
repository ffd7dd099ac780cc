"""What writers of compressed animations have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import av
import numpy as np
from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray

from corrconv.formats.finish import Finished
from corrconv.formats.yuv import Planes
from corrconv.rendering.profile import Profile

LONGEST_GROUP = 2
"""Seconds after which decoding can begin anew, whatever is shown."""


class Encoder(Finished):
    """Encodes BT.709 in limited range, with one thread, into a container that is open."""

    def __init__(
        self,
        profile: Profile,
        container: OutputContainer,
        codec: str,
        options: Mapping[str, str],
        pixels: str,
    ) -> None:
        self.profile = profile
        self.frames = 0
        self._planes = Planes(profile.width, profile.height)
        self._container = container
        stream = container.add_stream(codec, rate=profile.fps, options=dict(options))
        self._stream = cast(av.VideoStream, stream)
        self._set_up(pixels)

    @property
    def last(self) -> NDArray[np.uint8] | None:
        """The luma of the newest frame, None before the first."""
        return self._planes.y if self.frames else None

    def close(self) -> None:
        """Flush the encoder and finish the file."""
        if self.frames:
            self._container.mux(self._stream.encode(None))
        self._container.close()

    def _set_up(self, pixels: str) -> None:
        self._stream.width, self._stream.height = self.profile.width, self.profile.height
        self._stream.pix_fmt = pixels
        context = self._stream.codec_context
        context.thread_count = 1
        context.gop_size = LONGEST_GROUP * self.profile.fps
        context.color_range = ColorRange.MPEG
        context.colorspace = Colorspace.ITU709
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
