"""What lessons compute: against the array core, which has its own references."""

from __future__ import annotations

import itertools
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corrconv import Index, Operation, Support, apply
from corrconv.core.boundary import BOUNDARIES, source_pixel
from corrconv.core.kernel_properties import ORIGIN_RULES, Symmetry
from corrconv.core.operation import MODES, outputs, patch, same_patch, turned
from corrconv.core.rational import format_number, parse_number
from corrconv.core.sliding import Sliding
from corrconv.lesson.lesson import load
from corrconv.lesson.worked_table import count_elements, rows, value

IMAGE = [[3, 1, 4, 1], [5, 9, 2, 6], [5, 3, 5, 8]]
KERNEL = [[1, -2], [3, 0], [7, 5]]
PADDING: dict[str, Any] = {
    "zero": "constant",
    "fill": "constant",
    "wrap": "wrap",
    "symmetric": "symmetric",
    "nearest": "edge",
    "mirror": "reflect",
}
"""What numpy.pad calls each boundary."""


def cells(values: list[list[int]], support: Support) -> dict[Index, int]:
    return dict(zip(support, itertools.chain.from_iterable(values), strict=True))


@pytest.mark.parametrize("name", BOUNDARIES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("operation", Operation)
def test_sliding_is_what_apply_gives(operation: Operation, mode: str, name: str) -> None:
    image, kernel = Support(4, 3, Index(1, 2)), Support(2, 3, Index(1, 0))
    fill = 4 if name == "fill" else 0
    sliding = Sliding(cells(IMAGE, image), image, cells(KERNEL, kernel), kernel, mode, name, fill)
    wanted = apply(
        operation, IMAGE, KERNEL, mode=mode, boundary=name, kernel_origin=kernel.origin,
        fill_value=fill,
    )  # fmt: skip
    made = [sliding.value(operation, output) for output in outputs(operation, mode, image, kernel)]
    assert made == wanted.ravel().tolist()
    assert made != np.roll(wanted.ravel(), 1).tolist()


@pytest.mark.parametrize("name", BOUNDARIES)
@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_what_is_read_outside_is_what_numpy_pads(name: str, size: int) -> None:
    image = Support(size, 1, Index(0, 0))
    padded = np.pad(np.arange(size), 7, PADDING[name])
    if name in ("zero", "fill"):
        padded[:7] = padded[7 + size :] = -1
    found = [source_pixel(name, Index(col, 0), image) for col in range(-7, size + 7)]
    assert [-1 if pixel is None else pixel.col for pixel in found] == padded.tolist()


def test_song_ho_ahns_numbers() -> None:
    sliding = load(Path("ahn")).sliding
    made = {
        operation: [sliding.value(operation, output) for output in sliding.outputs(operation)]
        for operation in Operation
    }
    published = [-13, -20, -17, -18, -24, -18, 13, 20, 17]
    assert made[Operation.CONVOLUTION] == published
    assert made[Operation.LIBRARY_CROSS_CORRELATION] == [-each for each in published]


def test_missing_pixels_and_missing_elements_are_told_apart() -> None:
    lesson = load(Path("ahn"))
    found = {row.place: row for row in rows(lesson, Operation.CONVOLUTION)}
    assert len(found) == 16
    corner, both = found[Index(-2, -2)], found[Index(1, -2)]
    assert (corner.element, corner.pixel, corner.counts) == (True, False, False)
    assert (both.element, both.pixel) == (False, False)
    assert (found[Index(1, 1)].element, found[Index(1, 1)].pixel) == (False, True)
    assert count_elements(lesson, Operation.CONVOLUTION) == (4, 9, 5)
    assert value(lesson, Operation.CONVOLUTION) == -13


def test_what_is_read_outside_counts() -> None:
    lesson = load(Path("rectangular"))
    outside = [row for row in rows(lesson, Operation.CONVOLUTION) if row.element and not row.pixel]
    assert [(row.place, row.read, row.counts) for row in outside] == [
        (Index(2, 1), Index(1, 1), True)
    ]
    assert value(lesson, Operation.CONVOLUTION) == 1
    assert value(lesson, Operation.CROSS_CORRELATION) == 3


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


def test_turning_is_about_the_middle_whatever_the_origin() -> None:
    kernel = Support(2, 3, Index(0, 2))
    assert [turned(tap, kernel) for tap in kernel] == sorted(
        kernel, key=lambda tap: (-tap.row, -tap.col)
    )


def test_the_same_patch_is_read_for_another_output() -> None:
    kernel = Support(2, 3, Index(0, 2))
    for one, other in itertools.permutations(Operation, 2):
        output = Index(3, -1)
        there = same_patch(one, output, other, kernel)
        assert patch(one, output, kernel) == patch(other, there, kernel)


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


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (3, "3"),
        (-12, "−12"),
        (Decimal("0.10"), "0.1"),
        (Decimal("-0.125"), "−0.125"),
        ("1/9", "1/9"),
        ("-2/6", "−1/3"),
        ("4/2", "2"),
        (Decimal("1E-6"), "0.000001"),
    ],
)
def test_numbers_are_spelled_as_they_are_meant(given: object, wanted: str) -> None:
    assert format_number(parse_number(given)) == wanted


@pytest.mark.parametrize(
    "given", [True, None, "", "1/0", "x", Decimal("NaN"), Decimal("1E30"), 0.5]
)
def test_what_is_no_number_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="is no number"):
        parse_number(given)
