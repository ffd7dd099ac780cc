"""Figures of other lessons are proved like the article's, and the proof can fail for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes.patch_box import PatchBox
from corrconv.lesson.lesson import load, path_of
from corrconv.theme.loader import shipped
from corrconv.verify.lint.rules import find_flaws
from corrconv.verify.oracle.check_entries import check
from corrconv.verify.oracle.check_picture import check_picture
from tests.verify.oracle.rendering import claimed, rendered, rewrite

pytestmark = pytest.mark.slow

DRAWN = (
    ("ahn", "sliding-convolution"),
    ("ahn", "convolution-table"),
    ("rectangular", "patches"),
    ("even", "library"),
)


@pytest.mark.parametrize(("lesson", "figure"), DRAWN)
def test_a_figure_of_another_lesson_is_as_computed(lesson: str, figure: str) -> None:
    path = path_of(Path(lesson))
    result = rendered(figure, lesson=path)
    assert check(result.facts, load(path)) == []
    assert check_picture(result.facts, result.still, shipped("light")) == []


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


@pytest.mark.parametrize("lower", [False, True])
def test_a_tag_covers_no_mark_of_a_missing_pixel(lower: bool) -> None:
    """The box stands where its upper right cell is a missing pixel; a tag inside it would do."""

    def tamper(scene: FigureScene) -> None:
        corner = claimed(scene, "image.outside", (2, -3))
        box = next(each for each in scene.mobjects if isinstance(each, PatchBox))
        box.shift(corner.get_corner((1, 1, 0)) - box.frame.get_corner((1, 1, 0)))
        if lower:
            box.submobjects[-1].shift((0, -0.1, 0))

    look = rendered("convolution-coverage", lesson=path_of(Path("even")), tamper=tamper).facts[
        "look"
    ]
    found = [flaw.where for flaw in find_flaws(look, None) if flaw.rule == "text overlap"]
    assert found == (["image.outside[2,-3]"] if lower else [])
