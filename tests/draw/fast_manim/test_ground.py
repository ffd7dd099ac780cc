"""The ground is that of manim's camera, to the byte."""

import numpy as np
import pytest
from manim import Camera, ManimColor

from corrconv.draw.fast_manim.ground import GroundCamera, IdleCamera


def ground(kind: type[Camera], colour: str, opacity: float) -> np.ndarray:
    camera = kind(pixel_width=7, pixel_height=5, background_opacity=opacity)
    camera.background_color = ManimColor(colour)
    camera.reset()
    return camera.pixel_array


@pytest.mark.parametrize("opacity", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("colour", ["#FFFFFF", "#12AB9E", "#010203"])
def test_the_ground_is_manims(colour: str, opacity: float) -> None:
    ours, manims = (ground(kind, colour, opacity) for kind in (GroundCamera, Camera))
    assert ours.dtype == manims.dtype
    assert np.array_equal(ours, manims)
    assert ours.flags["C_CONTIGUOUS"]
    assert ours.flags["WRITEABLE"]


def test_another_ground_is_found() -> None:
    assert not np.array_equal(ground(GroundCamera, "#010203", 1.0), ground(Camera, "#030201", 1.0))


def test_a_camera_that_is_never_looked_through_knows_its_frame() -> None:
    idle, manims = (kind(pixel_width=70, pixel_height=50) for kind in (IdleCamera, Camera))
    for name in ("pixel_width", "pixel_height", "frame_width", "frame_height", "frame_rate"):
        assert getattr(idle, name) == getattr(manims, name)
    assert idle.pixel_array.size < manims.pixel_array.size
