"""Frames are stock manim's: to one level, on at most one value in ten thousand."""

import numpy as np
import pytest
from manim import Camera, Square

from corrconv.draw.fast_manim.camera import MEMORY, IncrementalCamera
from corrconv.draw.fast_manim.strips import ROWS, Box, ChangedAreas
from corrconv.rendering.area import Area
from tests.draw.fast_manim.filming import DRAFT, difference, shoot, stock


def test_every_frame_is_stock_manims() -> None:
    """Of every other animation: tests/long/draw."""
    figure = "traversal"
    ours = shoot(figure)
    largest, share = difference(ours.film, stock(figure))
    assert largest <= 1
    assert share <= 1e-4
    assert ours.unsaid == 0


class StickyCamera(IncrementalCamera):
    """Draws each mobject where it was drawn first."""

    def mark(self, ctx, vmobject):
        return getattr(vmobject, MEMORY, None) or super().mark(ctx, vmobject)


class BlindCamera(IncrementalCamera):
    """Draws again only the upper half of what changed."""

    def _difference(self, ground, marks):
        strips, upper = self._strips(), self._strips()
        strips.join(super()._difference(ground, marks))
        for area in strips.areas()[: len(strips.areas()) // 2]:
            upper.add(Box(area.left, area.top, area.right, area.bottom))
        return upper


@pytest.mark.parametrize("camera", [StickyCamera, BlindCamera])
def test_a_camera_that_misses_a_change_is_found(camera: type) -> None:
    film = shoot("traversal", IncrementalCamera=camera).film
    largest, share = difference(film, stock("traversal"))
    assert largest > 1
    assert share > 1e-4


class SilentCamera(IncrementalCamera):
    """Keeps a change in the lower half to itself."""

    def take_changed(self):
        return tuple(area for area in super().take_changed() if area.bottom < DRAFT.height // 2)


def test_a_change_that_is_not_told_is_found() -> None:
    assert shoot("traversal", IncrementalCamera=SilentCamera).unsaid > 0


def test_gradients_are_drawn_as_manim_draws_them() -> None:
    def picture(kind: type[Camera]) -> np.ndarray:
        camera = kind(pixel_width=64, pixel_height=36)
        square = Square().set_fill(["#ff0000", "#0000ff"], opacity=1)
        for shift in (0.0, 1.0):
            camera.reset()
            camera.capture_mobjects([square.shift([shift, 0, 0])])
        return camera.pixel_array

    assert np.array_equal(picture(IncrementalCamera), picture(Camera))
    assert len(np.unique(picture(Camera).reshape(-1, 4), axis=0)) > 20


def test_strips_cover_what_was_added_and_nothing_far_from_it() -> None:
    strips = ChangedAreas(100, 70)
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
