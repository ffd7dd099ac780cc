"""Frames are stock manim's: to one level, on at most one value in ten thousand."""

from collections.abc import Callable

import numpy as np
import pytest
from manim import Camera

from corrconv.commission import Commission
from corrconv.draw import studio
from corrconv.draw.camera import MEMORY, Drawn, RememberingCamera
from corrconv.profile import PROFILES

DRAFT = PROFILES["draft"]
Film = list[tuple[int, np.ndarray]]


class Reel:
    def __init__(self) -> None:
        self.film: Film = []

    def step(self) -> None:
        pass

    def write(self, frame: np.ndarray, repeat: int) -> None:
        self.film.append((repeat, frame.copy()))


@pytest.fixture
def film(monkeypatch: pytest.MonkeyPatch) -> Callable[[type[Camera], str], Film]:
    def shoot(camera: type[Camera], figure: str) -> Film:
        monkeypatch.setattr(studio, "RememberingCamera", camera)
        reel = Reel()
        studio.perform(Commission(figure, "light", DRAFT, ("mp4",)), reel)
        return reel.film

    return shoot


def difference(first: Film, second: Film) -> tuple[int, float]:
    """The largest difference in levels, and the share of values that differ at all."""
    assert [repeat for repeat, _ in first] == [repeat for repeat, _ in second]
    gaps = [
        np.abs(one.astype(np.int16) - other)
        for (_, one), (_, other) in zip(first, second, strict=True)
    ]
    different = sum(int(np.count_nonzero(gap)) for gap in gaps)
    return max(int(gap.max()) for gap in gaps), different / sum(gap.size for gap in gaps)


@pytest.mark.parametrize("figure", ["traversal", "patches"])
def test_every_frame_is_stock_manims(film, figure: str) -> None:
    largest, share = difference(film(RememberingCamera, figure), film(Camera, figure))
    assert largest <= 1
    assert share <= 1e-4


class StickyCamera(RememberingCamera):
    """Draws each mobject where it was drawn first."""

    def set_cairo_context_path(self, ctx, vmobject):
        drawn = getattr(vmobject, MEMORY, None)
        if drawn is not None:
            setattr(vmobject, MEMORY, Drawn(vmobject.points.copy(), drawn.path))
        return super().set_cairo_context_path(ctx, vmobject)


def test_a_camera_that_remembers_too_long_is_found(film) -> None:
    largest, share = difference(film(StickyCamera, "traversal"), film(Camera, "traversal"))
    assert largest > 1
    assert share > 1e-4
