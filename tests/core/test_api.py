"""The package as somebody uses it: by names, tuples and plain lists."""

from __future__ import annotations

import importlib.metadata

import numpy as np
import pytest
from scipy import signal

import corrconv
from corrconv import Index, Operation, Support, apply, convolve, correlate, patch, terms

IMAGE = [[3, 1, 4, 1], [5, 9, 2, 6], [5, 3, 5, 8]]
KERNEL = [[1, -2, 0], [3, 0, 7], [4, 5, -1]]


@pytest.mark.parametrize("mode", ["full", "same", "valid"])
def test_convolve_and_correlate_are_scipys(mode: str) -> None:
    convolved, correlated = convolve(IMAGE, KERNEL, mode=mode), correlate(IMAGE, KERNEL, mode=mode)
    assert np.array_equal(convolved, signal.convolve2d(IMAGE, KERNEL, mode=mode))
    assert np.array_equal(correlated, signal.correlate2d(IMAGE, KERNEL, mode=mode))
    assert not np.array_equal(convolved, correlated)


def test_the_articles_convention_turns_the_output() -> None:
    article, library = correlate(IMAGE, KERNEL, "article"), correlate(IMAGE, KERNEL, "library")
    assert np.array_equal(article, np.rot90(library, 2))
    assert np.array_equal(article, apply(Operation.CROSS_CORRELATION, IMAGE, KERNEL))
    assert not np.array_equal(article, library)


def test_every_option_of_apply_is_theirs_too() -> None:
    options = {"mode": "same", "boundary": "fill", "fill_value": 7, "kernel_origin": (0, 1)}
    for found, operation in (
        (convolve(IMAGE, [[1, 2], [3, 4]], **options), "convolution"),
        (correlate(IMAGE, [[1, 2], [3, 4]], **options), "library-cross-correlation"),
        (correlate(IMAGE, [[1, 2], [3, 4]], "article", **options), "cross-correlation"),
    ):
        assert np.array_equal(found, apply(operation, IMAGE, [[1, 2], [3, 4]], **options))
        assert not np.array_equal(
            found, apply(operation, IMAGE, [[1, 2], [3, 4]], kernel_origin=(0, 1))
        )


@pytest.mark.parametrize("operation", Operation)
def test_names_and_tuples_stand_for_operations_indices_and_supports(operation: Operation) -> None:
    output, kernel = Index(1, -1), Support(3, 5)
    assert Operation(operation.slug) is Operation(operation) is operation
    assert operation.value == operation.slug
    assert patch(operation.slug, (1, -1), (3, 5)) == patch(operation, output, kernel)
    assert terms(operation.slug, (1, -1), (7, 9), (3, 5)) == terms(
        operation, output, Support(7, 9), kernel
    )
    assert operation.kernel_index((1, -1), (2, 3)) == operation.kernel_index(output, Index(2, 3))
    assert operation.image_index((1, -1), (2, 3)) == operation.image_index(output, Index(2, 3))
    assert operation.output_index((1, -1), (2, 3)) == operation.output_index(output, Index(2, 3))


def test_a_name_that_no_operation_has_is_refused_everywhere() -> None:
    for call in (
        lambda: patch("conv", (0, 0), (3, 3)),
        lambda: terms("conv", (0, 0), (3, 3), (3, 3)),
    ):
        with pytest.raises(ValueError, match="unknown operation 'conv': wanted one of convolution"):
            call()


def test_figures_are_found_by_name_and_pattern() -> None:
    everything = corrconv.find_figures()
    assert len(everything) >= 22
    assert [figure.id for figure in corrconv.find_figures("F4", "patches")] == ["F4", "F11"]
    assert {figure.id for figure in corrconv.find_figures("F1-*")} == {
        "F1-convolution",
        "F1-cross-correlation",
    }
    with pytest.raises(ValueError, match="did you mean patches"):
        corrconv.find_figures("pathces")


def test_the_version_is_the_distributions() -> None:
    assert corrconv.__version__ == importlib.metadata.version("corrconv")
