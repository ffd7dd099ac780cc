"""Video files, decoded in full."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from corrconv.formats.codec.yuv import rows
from corrconv.formats.format import Probe

if TYPE_CHECKING:
    from corrconv.formats.video import VideoFormat

LARGEST_DIFFERENCE = 6.0
"""Mean difference in brightness, of 255, that compression may make to the last frame."""

Luma = NDArray[np.uint8]
"""The brightness of a frame, height x width."""


def decode(path: Path, video: VideoFormat) -> Probe:
    """Decode every frame of `path`; the picture is the luma of the last one.

    ValueError where the file cannot be decoded, a frame is missing or stands more of the
    container's ticks from its place than the format allows, or the container is not in order.
    """
    try:
        with av.open(str(path), "r", format=video.name) as container:
            found = _decode(path.name, container, video.tick)
    except (av.FFmpegError, IndexError) as error:
        raise ValueError(f"{path.name}: cannot be decoded ({error})") from error
    video.require_container(path)
    return found


def require_last(path: Path, video: VideoFormat, expected: Probe, last: Luma | None) -> None:
    """Raise ValueError unless `path` decodes to `expected` and ends with the frame `last`."""
    found = decode(path, video)
    found.require(path.name, expected)
    if last is not None and found.picture is not None:
        difference = np.abs(found.picture.astype(np.int16) - last.astype(np.int16)).mean()
        if difference > LARGEST_DIFFERENCE:
            raise ValueError(f"{path.name}: does not end with the frame that was drawn last")


def luma(frame: av.VideoFrame) -> Luma:
    """Return the brightness plane of `frame`."""
    return rows(frame.planes[0]).copy()


def _decode(name: str, container: InputContainer, tick: int) -> Probe:
    stream = container.streams.video[0]
    rate, base = stream.average_rate, stream.time_base
    if rate is None or base is None:
        raise ValueError(f"{name}: has no frame rate")
    last, count = None, 0
    for frame in container.decode(stream):
        if frame.pts is None or abs(frame.pts * base - count / rate) > tick * base:
            raise ValueError(f"{name}: frame {count} stands at {frame.time} seconds")
        last, count = frame, count + 1
    if last is None:
        raise ValueError(f"{name}: holds no frame")
    seconds = float((container.duration or 0) / av.time_base)
    return Probe(last.width, last.height, count, Fraction(rate), seconds, luma(last))
