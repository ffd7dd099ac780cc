"""The encoder alone: a figure's frames, already in memory as YUV, through x264 with our settings.

    python -m benchmarks.encoder_alone FIGURE QUALITY FILM

Writes the film and, as JSON, the seconds that encoding took. Frames are drawn and converted a few
at a time, which is not counted, so that memory does not grow with the film.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import av

from benchmarks.plan import THEME
from corrconv import catalog
from corrconv.draw.perform import perform
from corrconv.formats.codec.encoder import Encoder
from corrconv.formats.codec.yuv import rows
from corrconv.formats.mp4 import MP4
from corrconv.rendering.area import Area
from corrconv.rendering.profile import BY_QUALITY, PROFILES, Profile
from corrconv.rendering.request import RenderRequest
from corrconv.rendering.sink import Pixels

HELD = 64
"""Frames in memory at a time: 200 MB at 1080p."""


class Limit(Encoder):
    """Encodes with the settings of every build, from memory, each frame whether it is new or held,
    and counts only that time."""

    def __init__(self, path: Path, profile: Profile) -> None:
        super().__init__(path, MP4, profile)
        self.seconds = 0.0
        self._waiting: list[tuple[av.VideoFrame, int, bool]] = []

    def write(
        self, frame: Pixels, repeat: int = 1, changed: tuple[Area, ...] | None = None
    ) -> None:
        """Convert a frame and keep it; encode what waits when it is enough."""
        self._planes.update(frame, changed)
        self._waiting.append((_copy(self._planes.picture), repeat, self._begins_step))
        self._begins_step = False
        if len(self._waiting) == HELD:
            self._encode_waiting()

    def close(self) -> None:
        """Encode the rest and finish the file."""
        self._encode_waiting()
        begun = time.perf_counter()
        super().close()
        self.seconds += time.perf_counter() - begun

    def _encode_waiting(self) -> None:
        begun = time.perf_counter()
        for picture, repeat, begins in self._waiting:
            for number in range(repeat):
                self._begins_step = begins and number == 0
                self.encode(picture)
        self.seconds += time.perf_counter() - begun
        self._waiting.clear()


def _copy(picture: av.VideoFrame) -> av.VideoFrame:
    copy = av.VideoFrame(picture.width, picture.height, picture.format.name)
    for plane, same in zip(copy.planes, picture.planes, strict=True):
        rows(plane)[:] = rows(same)
    return copy


def encode(name: str, quality: str, path: Path) -> dict[str, float]:
    """Seconds and frames of the figure's film, which is written to `path`."""
    profile = PROFILES[BY_QUALITY[quality]]
    sink = Limit(path, profile)
    perform(RenderRequest(catalog.named(name), THEME, profile), sink)
    sink.close()
    return {"seconds": sink.seconds, "frames": sink.frames}


if __name__ == "__main__":
    json.dump(encode(sys.argv[1], sys.argv[2], Path(sys.argv[3])), sys.stdout)
