"""Every figure shows what the lesson makes it show, by the second path and in its pixels."""

from __future__ import annotations

import numpy as np
import pytest

from corrconv.catalog import find
from corrconv.draw.perform import perform
from corrconv.lesson.lesson import Lesson
from corrconv.rendering.profile import PROFILES
from corrconv.theme.loader import SHIPPED, shipped
from corrconv.verify.oracle.check_entries import check
from corrconv.verify.oracle.check_picture import check_picture
from corrconv.verify.oracle.registry import expected_parts
from tests.render_requests import request
from tests.verify.oracle.conftest import Show

IN_THE_DARK = ("kernel", "library", "patches", "convolution-coverage", "equations-compared")


def test_every_figure_has_a_table() -> None:
    assert set(expected_parts()) - {"opening"} == {figure.name for figure in find()}


@pytest.mark.parametrize("name", [figure.name for figure in find()])
def test_a_figure_is_as_computed(name: str, show: Show, post: Lesson) -> None:
    facts, still = show(name)
    assert check(facts, post) == []
    assert check_picture(facts, still, shipped("light")) == []


@pytest.mark.parametrize("name", IN_THE_DARK)
def test_a_figure_is_as_computed_in_the_dark(name: str, show: Show, post: Lesson) -> None:
    facts, still = show(name, "dark")
    assert check(facts, post) == []
    assert check_picture(facts, still, shipped("dark")) == []


def test_a_still_in_the_other_theme_is_not_taken_for_this_one(show: Show) -> None:
    facts, still = show("kernel", "dark")
    assert check_picture(facts, still, shipped("light"))


@pytest.mark.parametrize("theme", SHIPPED)
def test_a_transparent_still_on_paper_is_the_opaque_one(theme: str, show: Show) -> None:
    """Straight alpha: neither lines nor faded cells keep the paper's colour."""
    clear = perform(request("traversal", theme, PROFILES["draft"], transparent=True), None)
    facts, opaque = show("traversal", theme)
    share = clear.still[..., 3:] / 255
    paper = opaque[0, 0, :3]
    laid = clear.still[..., :3] * share + paper * (1 - share)
    assert np.abs(laid - opaque[..., :3]).max() <= 2
    assert check_picture(facts, clear.still, shipped(theme)) == []
