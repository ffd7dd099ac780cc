"""manim's settings are changed for one figure, and are then as they were."""

from __future__ import annotations

import pytest
from manim import config

from corrconv.draw.fast_manim.config import temporary_config

CHANGES = [
    {"pixel_width": 854, "frame_rate": 15, "seed": 0, "verbosity": "WARNING"},
    {"background_opacity": 0.0, "format": "webm"},
    {"renderer": "opengl"},
]


@pytest.mark.parametrize("settings", CHANGES)
def test_all_is_as_it_was(settings: dict[str, object]) -> None:
    before = dict(config)
    with temporary_config(settings):
        assert dict(config) != before
        config.background_color = "#123456"
    assert dict(config) == before


def test_it_is_after_a_failure_too() -> None:
    before = dict(config)
    with pytest.raises(ZeroDivisionError), temporary_config({"frame_rate": 7}):
        assert config.frame_rate == 7
        raise ZeroDivisionError
    assert dict(config) == before
