"""A drawing's facts tell which parts of the theme it has read: all that it shows, and no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corrconv.draw.perform import perform
from corrconv.draw.style import CELL, Size, Style
from corrconv.rendering.profile import PROFILES
from corrconv.rendering.result import RenderResult
from corrconv.theme.loader import shipped
from corrconv.theme.theme import Sizes, Theme
from tests.render_requests import request

ROOT = Path(__file__).parents[2]
LIGHT = shipped("light")
FIGURE = "corner"
OTHER = "#123456"


def drawn(theme: Theme) -> RenderResult:
    return perform(request(FIGURE, theme.name, PROFILES["draft"], look=theme), None)


@pytest.fixture(scope="module")
def usual() -> RenderResult:
    return drawn(LIGHT)


def test_it_names_each_part_with_its_value(usual: RenderResult) -> None:
    theme_parts_read = usual.facts["look"]["theme"]
    assert theme_parts_read == {part: LIGHT.parts()[part] for part in theme_parts_read}
    assert {"paper", "ink", "image_fill", "type cell", "width image"} <= set(theme_parts_read)
    assert {"output_fill", "convolution", "kernel_line", "width box"} & set(
        theme_parts_read
    ) == set()


def test_nothing_else_in_the_theme_is_seen(usual: RenderResult) -> None:
    """Every other colour, size and width at once: the same pixels and the same facts."""
    theme_parts_read = usual.facts["look"]["theme"]
    colours = {role: OTHER for role in LIGHT.roles() if role not in theme_parts_read}
    widths = {
        name: 9.0 for name in ("kernel", "output", "box") if f"width {name}" not in theme_parts_read
    }
    assert len(colours) >= 8 and len(widths) == 3
    other = drawn(replace(LIGHT, **colours, widths=replace(LIGHT.widths, **widths)))  # type: ignore[arg-type]
    assert np.array_equal(other.still, usual.still)
    assert other.facts == usual.facts


@pytest.mark.parametrize("role", ["ink", "image_fill", "column"])
def test_each_part_that_it_names_is_seen(role: str, usual: RenderResult) -> None:
    other = drawn(replace(LIGHT, **{role: OTHER}))  # type: ignore[arg-type]
    assert not np.array_equal(other.still, usual.still)
    assert other.facts["look"]["theme"][role] == OTHER


def test_sizes_and_widths_change_what_is_drawn(usual: RenderResult) -> None:
    larger = drawn(replace(LIGHT, type=Sizes(cell=0.3)))
    assert max(each["value"] for each in larger.facts["look"]["layout"]["size"]) > 15
    wide = drawn(replace(LIGHT, widths=replace(LIGHT.widths, image=6.0)))
    for other in (larger, wide):
        assert other.still.shape != usual.still.shape or not np.array_equal(
            other.still, usual.still
        )


def test_a_share_of_a_size_follows_the_theme() -> None:
    style = Style(replace(LIGHT, type=Sizes(cell=0.56)))
    assert style.em(CELL) == pytest.approx(0.56)
    assert style.em(0.5 * CELL) == pytest.approx(0.28)
    assert isinstance(CELL * 0.5, Size)
    assert style.em(0.3) == 0.3
    assert style.theme_parts_read == {"type cell": "0.56"}


def test_the_theme_is_read_in_one_place_alone() -> None:
    """So that no part is read unseen: of what draws, the style and who makes it know a theme."""
    knowing = [
        path.relative_to(ROOT).as_posix()
        for folder in ("corrconv/draw", "scenes")
        for path in (ROOT / folder).rglob("*.py")
        if "corrconv.theme.theme" in (text := path.read_text(encoding="utf-8"))
        or "corrconv.theme.loader" in text
        or "._theme" in text
    ]
    assert sorted(knowing) == ["corrconv/draw/scene.py", "corrconv/draw/style.py"]
