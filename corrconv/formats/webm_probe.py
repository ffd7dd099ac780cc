"""A WebM file, decoded in full: what it really holds."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import av
import numpy as np
from numpy.typing import NDArray

from corrconv.formats.mp4_probe import Reel, read, require_like
from corrconv.formats.webm import CODEC

MILLISECOND = 1
"""In which WebM counts time, so that a frame stands within half of one of its place."""


def read_film(path: Path) -> tuple[Reel, NDArray[np.uint8]]:
    """Decode every frame of `path`; also gives the brightness of the last one.

    Raises ValueError where it cannot be decoded, or a frame is missing or out of step.
    """
    return read(path, "webm", MILLISECOND)


def require_film(path: Path, wanted: Reel, last: NDArray[np.uint8] | None) -> None:
    """ValueError unless `path` decodes to `wanted` and ends with the frame `last`."""
    require_like(path, read_film(path), wanted, last)


def read_alpha(path: Path) -> NDArray[np.uint8]:
    """The alpha of the last frame, height x width, 255 everywhere where there is none."""
    with av.open(str(path), "r", format="webm") as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        context = cast(av.VideoCodecContext, av.CodecContext.create(CODEC, "r"))
        frames = [frame for packet in packets for frame in context.decode(packet)]
        frame = [*frames, *context.decode(None)][-1]
        if frame.format.name != "yuva420p":
            return np.full((frame.height, frame.width), 255, np.uint8)
        return np.array(frame.to_ndarray(format="rgba")[..., 3], dtype=np.uint8)
