"""Frames of a figure as ours and as stock manim's, and how far they are apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from manim import Camera
from manim.renderer.cairo_renderer import CairoRenderer

from corrconv.draw.fast_manim import renderer
from corrconv.draw.perform import perform
from corrconv.rendering.area import Area
from corrconv.rendering.profile import PROFILES
from tests.asked import request

DRAFT = PROFILES["draft"]
Film = list[tuple[int, np.ndarray]]


class Reel:
    """Keeps every frame, and the largest difference outside what was said to have changed."""

    def __init__(self) -> None:
        self.film: Film = []
        self.unsaid = 0

    def step(self) -> None:
        pass

    def write(
        self, frame: np.ndarray, repeat: int, changed: tuple[Area, ...] | None = None
    ) -> None:
        if self.film and changed is not None:
            gap = np.abs(frame.astype(np.int16) - self.film[-1][1])
            for area in changed:
                gap[area.place] = 0
            self.unsaid = max(self.unsaid, int(gap.max()))
        self.film.append((repeat, frame.copy()))


class StockRenderer(CairoRenderer):
    """manim's own, whatever camera it is given."""

    def __init__(self, *args: object, **options: Any) -> None:
        super().__init__(*args, **{**options, "camera_class": Camera})


def shoot(figure: str, **instead: type) -> Reel:
    """The figure's frames, with other classes in place of some of ours."""
    reel = Reel()
    with pytest.MonkeyPatch.context() as patched:
        for name, kind in instead.items():
            patched.setattr(renderer, name, kind)
        perform(request(figure, "light", DRAFT, ("mp4",)), reel)
    return reel


def stock(figure: str) -> Film:
    """The frames that manim's own camera and renderer make."""
    return shoot(figure, SharedFrameRenderer=StockRenderer).film


def difference(first: Film, second: Film) -> tuple[int, float]:
    """The largest difference in levels, and the share of values that differ at all."""
    assert [repeat for repeat, _ in first] == [repeat for repeat, _ in second]
    gaps = [
        np.abs(one.astype(np.int16) - other)
        for (_, one), (_, other) in zip(first, second, strict=True)
    ]
    different = sum(int(np.count_nonzero(gap)) for gap in gaps)
    return max(int(gap.max()) for gap in gaps), different / sum(gap.size for gap in gaps)
