"""A video file, decoded in full: what it really holds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from corrconv.formats.mp4 import luma

LARGEST_DIFFERENCE = 6.0
"""Mean difference in brightness, of 255, that compression may make to the last frame."""


@dataclass(frozen=True, slots=True)
class Reel:
    """Decoded facts of a video: pixels, frames, rate in frames per second, length in seconds."""

    width: int
    height: int
    frames: int
    fps: Fraction
    seconds: float


def read_reel(path: Path) -> tuple[Reel, NDArray[np.uint8]]:
    """Decode every frame of an mp4 file; also gives the brightness of the last one.

    Raises ValueError where it cannot be decoded, or a frame is missing or out of step.
    """
    return read(path, "mp4", 0)


def read(path: Path, container_format: str, slack: int) -> tuple[Reel, NDArray[np.uint8]]:
    """The same of any video file, in which a frame may stand so many of the file's units of time
    from its place."""
    try:
        with av.open(str(path), "r", format=container_format) as container:
            return _decode(path.name, container, slack)
    except (av.FFmpegError, IndexError) as error:
        raise ValueError(f"{path.name}: cannot be decoded ({error})") from error


def _decode(name: str, container: InputContainer, slack: int) -> tuple[Reel, NDArray[np.uint8]]:
    stream = container.streams.video[0]
    rate, base = stream.average_rate, stream.time_base
    if rate is None or base is None:
        raise ValueError(f"{name}: has no frame rate")
    last, count = None, 0
    for frame in container.decode(stream):
        if frame.pts is None or abs(frame.pts * base - count / rate) > slack * base:
            raise ValueError(f"{name}: frame {count} stands at {frame.time} seconds")
        last, count = frame, count + 1
    if last is None:
        raise ValueError(f"{name}: holds no frame")
    seconds = float((container.duration or 0) / av.time_base)
    return Reel(last.width, last.height, count, Fraction(rate), seconds), luma(last)


def require_reel(path: Path, wanted: Reel, last: NDArray[np.uint8] | None) -> None:
    """ValueError unless `path` decodes to `wanted` and ends with the frame `last`."""
    require_like(path, read_reel(path), wanted, last)
    if not _index_first(path):
        raise ValueError(f"{path.name}: its index stands after its frames")


def require_like(
    path: Path,
    found: tuple[Reel, NDArray[np.uint8]],
    wanted: Reel,
    last: NDArray[np.uint8] | None,
) -> None:
    """ValueError unless what was decoded is `wanted` and ends with the frame `last`."""
    met, shown = found
    for name in ("width", "height", "frames", "fps"):
        if getattr(met, name) != getattr(wanted, name):
            raise ValueError(
                f"{path.name}: {name} is {getattr(met, name)}, wanted {getattr(wanted, name)}"
            )
    if abs(met.seconds - wanted.seconds) > 1 / wanted.fps:
        raise ValueError(f"{path.name}: lasts {met.seconds} s, wanted {wanted.seconds} s")
    if last is not None and _difference(shown, last) > LARGEST_DIFFERENCE:
        raise ValueError(f"{path.name}: does not end with the frame that was drawn last")


def _difference(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> float:
    return float(np.abs(first.astype(np.int16) - second.astype(np.int16)).mean())


def _index_first(path: Path) -> bool:
    """Whether `moov` comes before `mdat`, so that a browser can begin at once."""
    boxes = []
    with path.open("rb") as file:
        while len(header := file.read(8)) == 8:
            size = int.from_bytes(header[:4], "big")
            boxes.append(header[4:])
            if size < 8:
                break
            file.seek(size - 8, 1)
    ordered = [box for box in boxes if box in {b"moov", b"mdat"}]
    return ordered[:1] == [b"moov"]
