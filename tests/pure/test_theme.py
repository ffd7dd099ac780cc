"""Colours by role: readable, told apart without red and green, and never alone (erratum E6)."""

import itertools

import numpy as np
import pytest

from corrconv import Operation
from corrconv.theme import THEMES, Theme
from corrconv.wording import TAGS

BOTH = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)

DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
)
"""Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB."""


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    xyz = (
        np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
        @ np.clip(rgb, 0, 1)
        / [0.9505, 1.0, 1.089]
    )
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(first: str, second: str) -> float:
    """CIE76 as a reader without green cones sees the two."""
    seen = [lab(DEUTERANOPIA @ linear(colour)) for colour in (first, second)]
    return float(np.linalg.norm(seen[0] - seen[1]))


@BOTH
def test_type_is_readable_on_every_ground(theme: Theme) -> None:
    assert contrast(theme.ink, theme.paper) > 16
    assert contrast(theme.muted, theme.paper) > 5.8
    for fill in (theme.image_fill, theme.kernel_fill, theme.output_fill):
        assert contrast(theme.ink, fill) > 7
        for axis in (theme.column, theme.row):
            assert contrast(axis, fill) > 3


@BOTH
def test_lines_stand_out_from_the_ground(theme: Theme) -> None:
    lines = (theme.image_line, theme.kernel_line, theme.output_line, theme.divider, theme.focus)
    for line in (*lines, *(theme.of(operation.slug) for operation in Operation)):
        assert contrast(line, theme.paper) > 3


@BOTH
def test_operations_are_told_apart_without_green_cones(theme: Theme) -> None:
    for first, second in itertools.combinations(Operation, 2):
        assert distance(theme.of(first.slug), theme.of(second.slug)) > 20


@BOTH
def test_axes_and_operations_have_colours_of_their_own(theme: Theme) -> None:
    axes = {theme.column, theme.row}
    operations = {theme.of(operation.slug) for operation in Operation}
    assert len(axes) == 2
    assert len(operations) == 3
    assert not axes & operations


def test_the_distance_finds_a_pair_that_is_lost() -> None:
    assert distance("#83C167", "#FC6255") < 20, "stock manim's green and red"


def test_operations_differ_without_colour_too() -> None:
    assert len(set(TAGS.values())) == len(Operation)


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(KeyError, match="no theme role 'puce'"):
        THEMES["light"].of("puce")
