"""Sinks that record or count frames, and how far ours are from those of stock manim."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from manim import Camera
from manim.renderer.cairo_renderer import CairoRenderer

from corrconv.draw.fast_manim import renderer
from corrconv.draw.perform import perform
from corrconv.rendering.area import Area
from corrconv.rendering.profile import PROFILES
from tests.render_requests import request

DRAFT = PROFILES["draft"]
Frames = list[tuple[int, np.ndarray]]
"""Each frame, after how often it is shown."""


class CountingSink:
    """Counts frames, and keeps the numbers of those that begin a step."""

    def __init__(self) -> None:
        self.frames = 0
        self.steps: list[int] = []

    def step(self) -> None:
        self.steps.append(self.frames)

    def write(self, frame: np.ndarray, repeat: int, changed: object = None) -> None:
        assert frame.shape[2] == 4
        assert frame.dtype == np.uint8
        self.frames += repeat


class RecordingSink:
    """Keeps every frame, and the largest difference outside what was said to have changed."""

    def __init__(self) -> None:
        self.frames: Frames = []
        self.unannounced = 0

    def step(self) -> None:
        pass

    def write(
        self, frame: np.ndarray, repeat: int, changed: tuple[Area, ...] | None = None
    ) -> None:
        if self.frames and changed is not None:
            gap = np.abs(frame.astype(np.int16) - self.frames[-1][1])
            for area in changed:
                gap[area.place] = 0
            self.unannounced = max(self.unannounced, int(gap.max()))
        self.frames.append((repeat, frame.copy()))


class StockRenderer(CairoRenderer):
    """manim's own, whatever camera it is given."""

    def __init__(self, *args: object, **options: Any) -> None:
        super().__init__(*args, **{**options, "camera_class": Camera})


def record(figure: str, **instead: type) -> RecordingSink:
    """The figure's frames, with other classes in place of some of ours."""
    sink = RecordingSink()
    with pytest.MonkeyPatch.context() as patched:
        for name, kind in instead.items():
            patched.setattr(renderer, name, kind)
        perform(request(figure, "light", DRAFT, ("mp4",)), sink)
    return sink


@cache
def record_stock(figure: str) -> Frames:
    """The frames that manim's own camera and renderer make."""
    return record(figure, SharedFrameRenderer=StockRenderer).frames


def difference(first: Frames, second: Frames) -> tuple[int, float]:
    """The largest difference in levels, and the share of values that differ at all."""
    assert [repeat for repeat, _ in first] == [repeat for repeat, _ in second]
    gaps = [
        np.abs(one.astype(np.int16) - other)
        for (_, one), (_, other) in zip(first, second, strict=True)
    ]
    different = sum(int(np.count_nonzero(gap)) for gap in gaps)
    return max(int(gap.max()) for gap in gaps), different / sum(gap.size for gap in gaps)
