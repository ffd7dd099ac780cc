"""Frames are stock manim's, to one level on at most one value in ten thousand; so are stills."""

import numpy as np
import pytest
from manim import Camera, ManimColor, Square

from corrconv.draw.fast_manim.camera import CACHE, IdleCamera, IncrementalCamera, StillCamera
from corrconv.draw.fast_manim.changes import PixelBox
from tests.draw.recording import DRAFT, difference, record, record_stock

pytestmark = pytest.mark.slow


def test_every_frame_is_stock_manims() -> None:
    """Of every other animation: tests/draw/test_every_animation.py."""
    figure = "traversal"
    ours = record(figure)
    largest, share = difference(ours.frames, record_stock(figure))
    assert largest <= 1
    assert share <= 1e-4
    assert ours.unannounced == 0


class StickyCamera(IncrementalCamera):
    """Draws each mobject where it was drawn first."""

    def cached_path(self, ctx, vmobject):
        return getattr(vmobject, CACHE, None) or super().cached_path(ctx, vmobject)


class BlindCamera(IncrementalCamera):
    """Draws again only the upper half of what changed."""

    def _difference(self, background, paths):
        changed, upper = self._no_areas(), self._no_areas()
        changed.join(super()._difference(background, paths))
        for area in changed.areas()[: len(changed.areas()) // 2]:
            upper.add(PixelBox(area.left, area.top, area.right, area.bottom))
        return upper


@pytest.mark.parametrize("camera", [StickyCamera, BlindCamera])
def test_a_camera_that_misses_a_change_is_found(camera: type) -> None:
    frames = record("traversal", IncrementalCamera=camera).frames
    largest, share = difference(frames, record_stock("traversal"))
    assert largest > 1
    assert share > 1e-4


class SilentCamera(IncrementalCamera):
    """Keeps a change in the lower half to itself."""

    def take_changed(self):
        return tuple(area for area in super().take_changed() if area.bottom < DRAFT.height // 2)


def test_a_change_that_is_not_announced_is_found() -> None:
    assert record("traversal", IncrementalCamera=SilentCamera).unannounced > 0


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


def background(kind: type[Camera], colour: str, opacity: float) -> np.ndarray:
    camera = kind(pixel_width=7, pixel_height=5, background_opacity=opacity)
    camera.background_color = ManimColor(colour)
    camera.reset()
    return camera.pixel_array


@pytest.mark.parametrize("opacity", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("colour", ["#FFFFFF", "#12AB9E", "#010203"])
def test_the_background_is_manims(colour: str, opacity: float) -> None:
    ours, manims = (background(kind, colour, opacity) for kind in (StillCamera, Camera))
    assert ours.dtype == manims.dtype
    assert np.array_equal(ours, manims)
    assert ours.flags["C_CONTIGUOUS"]
    assert ours.flags["WRITEABLE"]


def test_another_background_is_found() -> None:
    assert not np.array_equal(
        background(StillCamera, "#010203", 1.0), background(Camera, "#030201", 1.0)
    )


def test_a_camera_that_is_never_looked_through_knows_its_frame() -> None:
    idle, manims = (kind(pixel_width=70, pixel_height=50) for kind in (IdleCamera, Camera))
    for name in ("pixel_width", "pixel_height", "frame_width", "frame_height", "frame_rate"):
        assert getattr(idle, name) == getattr(manims, name)
    assert idle.pixel_array.size < manims.pixel_array.size
