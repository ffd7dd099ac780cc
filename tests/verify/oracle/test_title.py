"""A title stands over the middle of its still, wherever the rest reaches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corrconv.catalog import find
from corrconv.draw.scene import FigureScene
from tests.verify.oracle.conftest import Show
from tests.verify.oracle.rendering import rendered

NEAR = 0.06
"""Pixels by which a middle may be off: each edge is told to a tenth of one."""

UNTITLED = {"convolution-equation"}


def aside(facts: dict[str, Any]) -> list[float]:
    """Pixels from the still's middle to that of each title, to the right."""
    titles = [each["bbox"] for each in facts["drawn"] if each["grid"] == "title"]
    return [(left + right - facts["size"][0]) / 2 for left, _, right, _ in titles]


@pytest.mark.parametrize("name", [figure.name for figure in find()])
def test_a_title_stands_over_the_middle(name: str, show: Show) -> None:
    found = aside(show(name).facts)
    assert len(found) == (name not in UNTITLED)
    assert all(abs(pixels) <= NEAR for pixels in found)


@pytest.mark.parametrize("lesson", ["rectangular", "even"])
def test_it_does_where_the_image_is_small(lesson: str) -> None:
    """And the image with its legend is in the middle as well: the still needs no wider margin."""
    facts = rendered("patches", lesson=Path(lesson)).facts
    assert abs(aside(facts)[0]) <= NEAR
    gaps = {each["side"]: each["value"] for each in facts["look"]["layout"]["edge"]}
    assert gaps["left"] == pytest.approx(gaps["right"], abs=0.005)


def test_the_still_follows_its_title() -> None:
    def shift(scene: FigureScene) -> None:
        assert scene.title is not None
        scene.title.shift((0.5, 0, 0))

    facts = rendered("convolution-table", tamper=shift).facts
    assert abs(aside(facts)[0]) <= NEAR


def test_a_still_that_is_cropped_around_all_it_shows_is_found() -> None:
    def forget(scene: FigureScene) -> None:
        assert scene.title is not None
        scene.title.shift((0.5, 0, 0))
        scene.title = None

    assert abs(aside(rendered("convolution-table", tamper=forget).facts)[0]) > 5
