"""The encoder alone: a figure's frames, already in memory as YUV, through x264 with our settings.

    python -m benchmarks.limit FIGURE QUALITY FILM

Writes the film and, as JSON, the seconds that encoding took. Frames are drawn and converted a few
at a time, which is not counted, so that memory does not grow with the film.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from benchmarks.plan import THEME
from corrconv import catalog
from corrconv.area import Area
from corrconv.commission import Commission
from corrconv.draw.studio import Pixels, perform
from corrconv.make.planes import Planes
from corrconv.make.video import encoder_options
from corrconv.profile import BY_QUALITY, PROFILES, Profile

HELD = 64
"""Frames in memory at a time: 200 MB at 1080p."""


class Limit:
    """A sink that encodes from memory and counts only that time."""

    def __init__(self, path: Path, profile: Profile) -> None:
        self.seconds = 0.0
        self.frames = 0
        self._planes = Planes(profile.width, profile.height)
        self._waiting: list[tuple[av.VideoFrame, int]] = []
        self._container = av.open(
            str(path), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}
        )
        self._stream = self._container.add_stream(
            "libx264",
            rate=profile.fps,
            options=encoder_options(profile),
        )
        self._stream.width, self._stream.height = profile.width, profile.height
        self._stream.pix_fmt = "yuv420p"
        context = self._stream.codec_context
        context.thread_count = 1
        context.gop_size = 2 * profile.fps
        context.color_range, context.colorspace = ColorRange.MPEG, Colorspace.ITU709
        context.color_primaries, context.color_trc = ColorPrimaries.BT709, ColorTrc.BT709

    def step(self) -> None:
        """Nothing is written."""

    def write(self, frame: Pixels, repeat: int, changed: tuple[Area, ...] | None = None) -> None:
        """Convert a frame and keep it; encode what waits when it is enough."""
        self._planes.update(frame, changed)
        self._waiting.append((self._planes.picture(), repeat))
        if len(self._waiting) == HELD:
            self._encode()

    def close(self) -> None:
        """Encode the rest and finish the file."""
        self._encode()
        begun = time.perf_counter()
        self._container.mux(self._stream.encode(None))
        self._container.close()
        self.seconds += time.perf_counter() - begun

    def _encode(self) -> None:
        begun = time.perf_counter()
        for picture, repeat in self._waiting:
            for _ in range(repeat):
                picture.pts = self.frames
                self._container.mux(self._stream.encode(picture))
                self.frames += 1
        self.seconds += time.perf_counter() - begun
        self._waiting.clear()


def encode(name: str, quality: str, path: Path) -> dict[str, float]:
    """Seconds and frames of the figure's film, which is written to `path`."""
    profile = PROFILES[BY_QUALITY[quality]]
    sink = Limit(path, profile)
    perform(Commission(catalog.named(name).name, THEME, profile, ("mp4",)), sink)
    sink.close()
    return {"seconds": sink.seconds, "frames": sink.frames}


if __name__ == "__main__":
    json.dump(encode(sys.argv[1], sys.argv[2], Path(sys.argv[3])), sys.stdout)
