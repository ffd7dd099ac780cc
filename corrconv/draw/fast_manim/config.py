"""Settings of manim for as long as one figure is drawn. Source: manim 0.22, `tempconfig`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from manim import config

from corrconv.rendering.profile import FRAME_HEIGHT, FRAME_WIDTH
from corrconv.rendering.request import RenderRequest


def settings(request: RenderRequest, frames: bool) -> dict[str, Any]:
    """Return manim's settings for the requested figure; `frames` tells that its frames are drawn.

    manim writes no file for us, but it refuses an mp4 without a background, hence the format.
    """
    profile = request.profile
    moving = "webm" if request.transparent else "mp4"
    return {
        "pixel_width": profile.width,
        "pixel_height": profile.height,
        "frame_rate": profile.fps,
        "frame_width": FRAME_WIDTH,
        "frame_height": FRAME_HEIGHT,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
        "format": moving if frames else "png",
        "background_opacity": 0.0 if request.transparent else 1.0,
        "seed": 0,
    }


@contextmanager
def temporary_config(changes: Mapping[str, Any]) -> Iterator[None]:
    """Change settings for a while, as `tempconfig` does, but for templates of TeX.

    `tempconfig` sets the renderer again at the end, changed or not, for which every class of manim
    gets its bases anew: a hundredth of a second.
    """
    before = config.copy()
    config.update(dict(changes))
    try:
        yield
    finally:
        if config.renderer is before.renderer:
            config._d.update(before._d)
        else:
            config.update(before)
