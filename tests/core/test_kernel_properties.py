"""A kernel's symmetry, and the libraries' origins, against scipy."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from corrconv import Index, Support, apply
from corrconv.core.kernel_properties import ORIGIN_RULES, Symmetry
from corrconv.core.sliding import Sliding
from corrconv.lesson.lesson import load


def cells(values: list[list[int]], support: Support) -> dict[Index, int]:
    return dict(zip(support, itertools.chain.from_iterable(values), strict=True))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("sobel", Symmetry.NEGATED), ("even", None), ("emboss", Symmetry.NEGATED), ("post", None)],
)
def test_kernels_that_show_less_are_named(name: str, wanted: Symmetry | None) -> None:
    assert load(Path(name)).kernel_symmetry is wanted


def test_the_clips_kernel_equals_its_turn() -> None:
    """Erratum E5; without its lower left corner it does not."""
    size = Support(3, 3)
    for values, wanted in (
        ([[1, 0, 1], [0, 1, 0], [1, 0, 1]], Symmetry.EQUAL),
        ([[1, 0, 1], [0, 1, 0], [0, 0, 1]], None),
    ):
        assert Sliding({}, size, cells(values, size), size).kernel_symmetry is wanted


def test_the_four_rules_are_the_libraries() -> None:
    """Against scipy, whose functions are named in three of the four."""
    from scipy import ndimage, signal

    image = np.array([[1, 4, 2, 8], [5, 7, 1, 4], [2, 8, 5, 7]])
    kernel = np.array([[1, 2], [3, 4]])
    references = {
        "convolution.earlier": signal.convolve2d(image, kernel, mode="same"),
        "convolution.later": ndimage.convolve(image, kernel, mode="constant"),
        "library.earlier": signal.correlate2d(image, kernel, mode="same"),
        "library.later": ndimage.correlate(image, kernel, mode="constant"),
    }
    made = {
        rule.name: apply(
            rule.operation,
            image,
            kernel,
            kernel_origin=rule.support(Support(2, 2, Index(0, 0))).origin,
        )
        for rule in ORIGIN_RULES
    }
    assert set(made) == set(references)
    for name, result in made.items():
        assert np.array_equal(result, references[name]), name
        others = [each for other, each in references.items() if other != name]
        assert not any(np.array_equal(result, other) for other in others)
