"""Frames are stock manim's: to one level, on at most one value in ten thousand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from manim import Camera, Square
from manim.renderer.cairo_renderer import CairoRenderer

from corrconv.area import Area
from corrconv.commission import Commission
from corrconv.draw import studio
from corrconv.draw.camera import MEMORY, RememberingCamera
from corrconv.draw.strips import ROWS, Box, Strips
from corrconv.profile import PROFILES

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
    """manim's own, whatever camera the studio wants."""

    def __init__(self, *args: object, **options: Any) -> None:
        super().__init__(*args, **{**options, "camera_class": Camera})


@pytest.fixture
def shoot(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reel]:
    def shoot(figure: str, **instead: type) -> Reel:
        with monkeypatch.context() as patched:
            for name, kind in instead.items():
                patched.setattr(studio, name, kind)
            reel = Reel()
            studio.perform(Commission(figure, "light", DRAFT, ("mp4",)), reel)
        return reel

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


@pytest.mark.parametrize("figure", ["traversal", "patches", "convolution-drawing"])
def test_every_frame_is_stock_manims(shoot, figure: str) -> None:
    ours = shoot(figure)
    largest, share = difference(ours.film, shoot(figure, LendingRenderer=StockRenderer).film)
    assert largest <= 1
    assert share <= 1e-4
    assert ours.unsaid == 0


class StickyCamera(RememberingCamera):
    """Draws each mobject where it was drawn first."""

    def mark(self, ctx, vmobject):
        return getattr(vmobject, MEMORY, None) or super().mark(ctx, vmobject)


class BlindCamera(RememberingCamera):
    """Draws again only the upper half of what changed."""

    def _difference(self, ground, marks):
        strips, upper = self._strips(), self._strips()
        strips.join(super()._difference(ground, marks))
        for area in strips.areas()[: len(strips.areas()) // 2]:
            upper.add(Box(area.left, area.top, area.right, area.bottom))
        return upper


@pytest.mark.parametrize("camera", [StickyCamera, BlindCamera])
def test_a_camera_that_misses_a_change_is_found(shoot, camera: type) -> None:
    stock = shoot("traversal", LendingRenderer=StockRenderer)
    largest, share = difference(shoot("traversal", RememberingCamera=camera).film, stock.film)
    assert largest > 1
    assert share > 1e-4


class SilentCamera(RememberingCamera):
    """Keeps a change in the lower half to itself."""

    def take_changed(self):
        return tuple(area for area in super().take_changed() if area.bottom < DRAFT.height // 2)


def test_a_change_that_is_not_told_is_found(shoot) -> None:
    assert shoot("traversal", RememberingCamera=SilentCamera).unsaid > 0


def test_gradients_are_drawn_as_manim_draws_them() -> None:
    def picture(kind: type[Camera]) -> np.ndarray:
        camera = kind(pixel_width=64, pixel_height=36)
        square = Square().set_fill(["#ff0000", "#0000ff"], opacity=1)
        for shift in (0.0, 1.0):
            camera.reset()
            camera.capture_mobjects([square.shift([shift, 0, 0])])
        return camera.pixel_array

    assert np.array_equal(picture(RememberingCamera), picture(Camera))
    assert len(np.unique(picture(Camera).reshape(-1, 4), axis=0)) > 20


def test_strips_cover_what_was_added_and_nothing_far_from_it() -> None:
    strips = Strips(100, 70)
    strips.add(Box(10.5, 5.2, 20.5, 40.0))
    strips.add(Box(-9.0, 66.0, 3.0, 90.0))
    assert strips.areas() == (
        Area(0, ROWS, 10, 21),
        Area(ROWS, 2 * ROWS, 10, 21),
        Area(2 * ROWS, 70, 0, 3),
    )
    assert strips.meets(Box(20.0, 39.0, 50.0, 41.0))
    assert not strips.meets(Box(22.0, 5.0, 50.0, 41.0))
    assert not strips.meets(Box(5.0, 66.0, 50.0, 70.0))
    strips.add(Box(200.0, 0.0, 300.0, 10.0))
    strips.add(Box(0.0, 80.0, 50.0, 90.0))
    assert len(strips.areas()) == 3
