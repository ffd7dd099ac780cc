"""Figures of other lessons are proved like the article's, and the proof can fail for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrconv.lesson import load, path_of
from corrconv.make.proof import check, check_picture
from corrconv.wardrobe import shipped
from tests.proof.rendering import claimed, rendered, rewrite

DRAWN = (
    ("ahn", "sliding-convolution"),
    ("ahn", "convolution-table"),
    ("rectangular", "patches"),
    ("even", "library"),
)


@pytest.mark.parametrize(("lesson", "figure"), DRAWN)
def test_a_figure_of_another_lesson_is_as_computed(lesson: str, figure: str) -> None:
    path = path_of(Path(lesson))
    performance = rendered(figure, lesson=path)
    assert check(performance.facts, load(path)) == []
    assert check_picture(performance.facts, performance.still, shipped("light")) == []


def test_a_missing_pixel_taken_for_a_missing_element_is_named() -> None:
    path = path_of(Path("ahn"))

    def tamper(scene: object) -> None:
        pixel, element = (claimed(scene, "struck", at).mark for at in ((-2, -2), (1, 1)))
        rewrite(pixel, element)

    found = check(rendered("convolution-table", lesson=path, tamper=tamper).facts, load(path))
    assert "F8 convolution-table: struck [-2,-2]: drawn '✗', expected '∅'" in found


def test_a_pixel_that_is_not_missing_is_named() -> None:
    path = path_of(Path("rectangular"))

    def tamper(scene: object) -> None:
        one, other = (claimed(scene, "image.outside", at) for at in ((-2, 0), (-2, 1)))
        rewrite(one, other, -2)

    found = check(rendered("patches", lesson=path, tamper=tamper).facts, load(path))
    assert "F11 patches: image.outside [-2,0]: drawn '[−1,1]', expected '[−1,0]'" in found
