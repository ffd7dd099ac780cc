"""Comparing like with like: the same figures, pixels, rate and number of frames on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import av

from benchmarks.clock import BenchError
from corrconv.rendering.profile import FRAME_WIDTH, Profile

NEAR = 0.05
"""Share by which two encodings of the same frames with the same settings may differ in bytes:
a film joined from parts has some more key frames."""


@dataclass(frozen=True, slots=True)
class Clip:
    """The shape of a film: pixels, frames per second, frames; its bytes."""

    width: int
    height: int
    fps: float
    frames: int
    size: int

    @property
    def shape(self) -> tuple[float, ...]:
        """All but the bytes."""
        return self.width, self.height, self.fps, self.frames


def clip(path: Path) -> Clip:
    """Read a film's shape; frames are counted, not believed. Stock manim joins segments, whose
    time stamps give a rate that is off in the sixth digit."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frames = sum(1 for packet in container.demux(stream) if packet.size)
        rate = round(float(stream.average_rate or 0), 2)
        return Clip(stream.width, stream.height, rate, frames, path.stat().st_size)


def require_same_figures(wanted: Iterable[str], *sides: Iterable[str]) -> None:
    """BenchError unless every side made just the figures that are wanted."""
    asked = set(wanted)
    for side in sides:
        if set(side) != asked:
            raise BenchError(f"made {sorted(side)}, wanted {sorted(asked)}")


def require_same_clips(ours: Mapping[str, Clip], theirs: Mapping[str, Clip]) -> None:
    """BenchError unless both sides show the same figures in films of the same shape."""
    require_same_figures(ours, theirs)
    for name, clip_of_ours in ours.items():
        if clip_of_ours.shape != theirs[name].shape:
            raise BenchError(f"{name}: {clip_of_ours} against {theirs[name]}")


def require_same_encoding(ours: Mapping[str, Clip], limit: Mapping[str, Clip]) -> None:
    """BenchError unless the films are of the same shape and of nearly the same bytes."""
    require_same_clips(ours, limit)
    for name, each in ours.items():
        if abs(each.size / limit[name].size - 1) > NEAR:
            raise BenchError(f"{name}: {each.size} bytes against {limit[name].size}")


def require_same_scale(profile: Profile, width: int) -> None:
    """BenchError unless our stills and a stock one of this width have as many pixels per unit."""
    if abs(profile.still_scale - width / FRAME_WIDTH) > 1e-9:
        stock = width / FRAME_WIDTH
        raise BenchError(f"{profile.still_scale} pixels per unit against {stock}")
