"""The frames of an animation, decoded with care."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.video.plane import VideoPlane
from numpy.typing import NDArray
from PIL import Image

from corrconv.diff.images.fields import FRAME_FIELDS, fields
from corrconv.diff.sources.reading import LARGEST_FILE, ReadingError, read_bytes
from corrconv.diff.video.cues import Cue
from corrconv.formats.mp4 import luma

MOST_FRAMES = 200_000
MOST_PIXELS = 7680 * 4320
BLOCK = 4
"""Pixels along the side of the squares whose means are compared."""

MOST_MOMENTS = 12

Means = NDArray[np.float32]
"""Rows x columns x 3: brightness and both colour differences of each square."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; `number` counts from 0, `time` is in seconds."""

    number: int
    time: float
    decoded: av.VideoFrame

    def planes(self) -> bytes:
        """What is the same for the same frame."""
        return b"".join(bytes(plane) for plane in self.decoded.planes)

    def means(self) -> Means:
        """Means over squares of the three planes."""
        picture = self.decoded
        if picture.format.name != "yuv420p":
            picture = picture.reformat(format="yuv420p")
        sides = (BLOCK, BLOCK // 2, BLOCK // 2)
        parts = [_squares(picture.planes[place], side) for place, side in enumerate(sides)]
        rows = min(part.shape[0] for part in parts)
        cols = min(part.shape[1] for part in parts)
        return np.stack([part[:rows, :cols] for part in parts], axis=2)

    def image(self, width: int) -> Image.Image:
        """The frame as a picture of at most this width."""
        whole = Image.fromarray(self.decoded.to_ndarray(format="rgb24"))
        if whole.width > width:
            height = max(1, round(whole.height * width / whole.width))
            whole = whole.resize((width, height), Image.Resampling.LANCZOS)
        return whole


def read_frames(path: Path) -> Iterator[Frame]:
    """Every frame of an MP4, in order; ReadingError where it cannot be decoded."""
    content = read_bytes(path.parent, path.name, LARGEST_FILE)
    try:
        with av.open(io.BytesIO(content), "r", format="mp4") as container:
            stream = container.streams.video[0]
            if not 0 < stream.width * stream.height <= MOST_PIXELS:
                raise ReadingError(f"{path.name}: has {stream.width}x{stream.height} pixels")
            for number, frame in enumerate(container.decode(stream)):
                if number >= MOST_FRAMES:
                    raise ReadingError(f"{path.name}: has more than {MOST_FRAMES} frames")
                yield Frame(number, frame.time or 0.0, frame)
    except (av.FFmpegError, IndexError, ValueError, OSError) as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"{path.name}: cannot be decoded ({error})") from error


def moments(cues: Sequence[Cue], frames: int, rate: float) -> tuple[int, ...]:
    """The last frame of each step; of many steps evenly chosen ones, and four quarters where
    there are no steps. One for each place in the list, so that two films can be compared."""
    if frames < 1:
        return ()
    if cues:
        ends = [round(cue.end * rate) - 1 for cue in cues]
    else:
        ends = [frames * part // 4 - 1 for part in (1, 2, 3, 4)]
    return tuple(min(max(end, 0), frames - 1) for end in ends)


def thinned(places: Sequence[int], most: int = MOST_MOMENTS) -> tuple[int, ...]:
    """At most so many of the places, evenly chosen, with the last."""
    if len(places) <= most:
        return tuple(places)
    return tuple(places[(len(places) - 1) * each // (most - 1)] for each in range(most))


def step_digests(path: Path, cues: Sequence[Cue], frames: int, rate: float) -> tuple[bytes, ...]:
    """The fields of the last frame of each step."""
    wanted = moments(cues, frames, rate)
    met: dict[int, bytes] = {}
    for frame in read_frames(path):
        if frame.number in wanted:
            met[frame.number] = fields(luma(frame.decoded), FRAME_FIELDS)
    if set(wanted) - set(met):
        raise ReadingError(f"{path.name}: has fewer frames than its manifest lists")
    return tuple(met[number] for number in wanted)


def _squares(plane: VideoPlane, side: int) -> Means:
    content = np.frombuffer(memoryview(plane), dtype=np.uint8)
    rows = content.reshape(plane.height, plane.line_size)[:, : plane.width]
    height, width = rows.shape[0] // side * side, rows.shape[1] // side * side
    flat = sum(rows[place:height:side, :width].astype(np.uint16) for place in range(side))
    sums = sum(np.asarray(flat)[:, place::side] for place in range(side))
    means: Means = np.asarray(sums, np.float32) / np.float32(side**2)
    return means
