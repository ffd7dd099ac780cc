"""Judges films of one figure against the lossless frames, which stock manim draws once more.

    python -m benchmarks.stock_frames FIGURE QUALITY FILM...

Writes a JSON list: for each film the PSNR of its RGB values and of its brightness. Each film is
turned back into RGB with the matrix that it was made with: the one it names, BT.601 where it names
none, as stock manim's. Every fifth frame is compared; all are counted.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from manim import tempconfig
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from benchmarks.psnr import Noise, Pixels, brightness
from corrconv import catalog
from corrconv.rendering.profile import BY_QUALITY, FRAME_HEIGHT, FRAME_WIDTH, PROFILES, Profile

STEP = 5
EXACT = (
    Interpolation.BICUBIC
    | Interpolation.ACCURATE_RND
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
)


class Film:
    """A film that is read frame by frame beside its source."""

    def __init__(self, path: Path) -> None:
        self._frames = decoded(path)
        self._number = 0
        self._all, self._luma = Noise(), Noise()

    def meet(self, picture: Pixels) -> None:
        """The next frame of the source, height x width x RGB."""
        shown = next(self._frames, None)
        if shown is None:
            raise ValueError(f"the film ends after {self._number} frames")
        if self._number % STEP == 0:
            pixels = rgb(shown)
            self._all.add(picture, pixels)
            self._luma.add(brightness(picture), brightness(pixels))
        self._number += 1

    def verdict(self) -> dict[str, float]:
        """The PSNR; ValueError where the film goes on."""
        if next(self._frames, None) is not None:
            raise ValueError(f"the film has more than {self._number} frames")
        return {"psnr": self._all.psnr, "luma": self._luma.psnr, "frames": self._number}


def decoded(path: Path) -> Iterator[av.VideoFrame]:
    """The frames of a film, in order."""
    with av.open(str(path)) as container:
        yield from container.decode(video=0)


def rgb(frame: av.VideoFrame) -> Pixels:
    """A decoded frame, height x width x RGB."""
    named = frame.colorspace == Colorspace.ITU709
    shown = frame.reformat(
        format="rgb24",
        src_colorspace=Colorspace.ITU709 if named else Colorspace.ITU601,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=EXACT,
    )
    return shown.to_ndarray().astype(np.uint8, copy=False)


class Referee(SceneFileWriter):
    """Stock manim's writer, which shows the frames to the films instead of encoding them."""

    films: Sequence[Film] = ()

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """There are no segments."""

    def begin_animation(self, allow_write: bool = False, **options: Any) -> None:
        """There is no segment to open."""

    def end_animation(self, allow_write: bool = False) -> None:
        """There is no segment to close."""

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Compare one frame, as often as it is shown."""
        picture = np.array(pixels[..., :3], dtype=np.uint8)
        for _ in range(repeat):
            for film in self.films:
                film.meet(picture)

    def finish(self) -> None:
        """There is nothing to assemble."""


def settings(profile: Profile) -> dict[str, object]:
    """What stock manim's quality flags set."""
    return {
        "pixel_width": profile.width,
        "pixel_height": profile.height,
        "frame_rate": profile.fps,
        "frame_width": FRAME_WIDTH,
        "frame_height": FRAME_HEIGHT,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
        "format": "mp4",
    }


def judge(name: str, quality: str, paths: Sequence[Path]) -> list[dict[str, float]]:
    """The verdict on each film of the figure; ValueError where one is not of its frames."""
    figure = catalog.named(name)
    module = ".".join(PurePosixPath(figure.scene).with_suffix("").parts)
    with tempconfig(settings(PROFILES[BY_QUALITY[quality]])):
        renderer = CairoRenderer(file_writer_class=Referee)
        scene = getattr(importlib.import_module(module), figure.scene_class)(renderer=renderer)
        films = [Film(path) for path in paths]
        scene.renderer.file_writer.films = films
        scene.render()
    return [film.verdict() for film in films]


if __name__ == "__main__":
    json.dump(judge(sys.argv[1], sys.argv[2], [Path(path) for path in sys.argv[3:]]), sys.stdout)
