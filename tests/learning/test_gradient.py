"""Gradients are those of scipy and of finite differences, for every operation."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy import signal

from corrconv import Index, Operation, Support, apply
from corrconv.core.array import CentredArray
from corrconv.learning.gradient import finite_difference, image_gradient, kernel_gradient

SHAPES = [((7, 7), (3, 3)), ((5, 8), (1, 3)), ((6, 6), (2, 4)), ((3, 3), (3, 3)), ((9, 4), (5, 1))]
LIBRARY, CONVOLUTION = Operation.LIBRARY_CROSS_CORRELATION, Operation.CONVOLUTION
ARTICLE = Operation.CROSS_CORRELATION
NEAR = 1e-6


def numbers(seed: int, shape: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


def test_which_operation_makes_which_gradient() -> None:
    assert [each.image_gradient for each in (LIBRARY, CONVOLUTION, ARTICLE)] == [
        CONVOLUTION,
        LIBRARY,
        ARTICLE,
    ]
    assert [each.kernel_gradient for each in (LIBRARY, CONVOLUTION, ARTICLE)] == [
        LIBRARY,
        ARTICLE,
        CONVOLUTION,
    ]


@pytest.mark.parametrize("operation", Operation)
def test_the_gradients_are_the_same_relation(operation: Operation) -> None:
    """y[m] takes x[i] times h[k]: so x[i] is handed back by y[m] with h[k], and h[k] with x[i]."""
    for cells in product(range(-2, 3), repeat=4):
        output, image = Index(*cells[:2]), Index(*cells[2:])
        tap = operation.kernel_index(output, image)
        assert operation.image_gradient.kernel_index(image, output) == tap
        assert operation.kernel_gradient.kernel_index(tap, image) == output


@pytest.mark.parametrize(("image", "kernel"), SHAPES)
def test_backward_through_library_correlation_is_scipys_full_convolution(
    image: tuple[int, int], kernel: tuple[int, int]
) -> None:
    h = numbers(1, kernel)
    delta = numbers(2, signal.correlate2d(numbers(0, image), h, mode="valid").shape)
    found = image_gradient(LIBRARY, delta, h)
    assert found.shape == image
    assert np.allclose(found, signal.convolve2d(delta, h, mode="full"))
    if h.size > 1:
        assert not np.allclose(found, signal.correlate2d(delta, h, mode="full"))


@pytest.mark.parametrize(("image", "kernel"), SHAPES)
def test_backward_through_convolution_is_scipys_full_correlation(
    image: tuple[int, int], kernel: tuple[int, int]
) -> None:
    h = numbers(1, kernel)
    delta = numbers(2, signal.convolve2d(numbers(0, image), h, mode="valid").shape)
    found = image_gradient(CONVOLUTION, delta, h)
    assert np.allclose(found, signal.correlate2d(delta, h, mode="full"))
    assert not np.allclose(found, signal.convolve2d(delta, h, mode="full"))


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize(("image", "kernel"), SHAPES)
def test_finite_differences_agree_at_every_pixel_and_weight(
    operation: Operation, image: tuple[int, int], kernel: tuple[int, int]
) -> None:
    """With a loss that is no polynomial of low degree, so that they are not exact by themselves."""
    x, h = numbers(0, image), numbers(1, kernel)
    y = apply(operation, x, h, mode="valid")

    def loss(y: np.ndarray) -> float:
        return float(np.sin(y).sum())

    by_image = image_gradient(operation, np.cos(y), h)
    by_kernel = kernel_gradient(operation, x, np.cos(y))
    for given, gradient, made in (
        (x, by_image, lambda moved: apply(operation, moved, h, mode="valid")),
        (h, by_kernel, lambda moved: apply(operation, x, moved, mode="valid")),
    ):
        array = CentredArray.from_rows(given, Index(0, 0))
        differences = [
            finite_difference(lambda moved, made=made: loss(made(moved)), array, at, 1e-4)
            for at in array.support
        ]
        assert np.allclose(gradient.ravel(), differences, atol=NEAR)
        unlike = np.roll(gradient.ravel(), 1)
        assert gradient.size == 1 or not np.allclose(unlike, differences, atol=NEAR)


@pytest.mark.parametrize("operation", [LIBRARY, CONVOLUTION])
def test_the_wrong_flip_fails_the_finite_differences(operation: Operation) -> None:
    """The same operation once more, which is right for the article's form alone."""
    x, h = numbers(0, (6, 6)), numbers(1, (3, 3))
    y = apply(operation, x, h, mode="valid")
    right = image_gradient(operation, y, h)
    wrong = apply(operation, y, h, mode="full")
    array = CentredArray.from_rows(x, Index(0, 0))

    def loss(moved: np.ndarray) -> float:
        return float((apply(operation, moved, h, mode="valid") ** 2).sum() / 2)

    differences = np.array([finite_difference(loss, array, at) for at in array.support])
    assert np.allclose(right.ravel(), differences, atol=NEAR)
    assert not np.allclose(wrong.ravel(), differences, atol=0.1)
    own = image_gradient(ARTICLE, apply(ARTICLE, x, h, mode="valid"), h)
    assert np.array_equal(own, apply(ARTICLE, apply(ARTICLE, x, h, mode="valid"), h, mode="full"))


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("mode", ["valid", "same", "full"])
@pytest.mark.parametrize("shape", [(3, 3), (2, 4)])
def test_every_mode_has_its_way_back(
    operation: Operation, mode: str, shape: tuple[int, int]
) -> None:
    """The sum over y of d * y is the sum over x of x * dL/dx: what makes the one the gradient."""
    x, h, origin = numbers(0, (6, 7)), numbers(1, shape), Index(1, 0)
    y = apply(operation, x, h, mode=mode, kernel_origin=origin)
    delta = numbers(2, y.shape)
    back = image_gradient(operation, delta, h, mode=mode, kernel_origin=origin)
    assert back.shape == x.shape
    assert (delta * y).sum() == pytest.approx((x * back).sum())
    assert (delta * y).sum() != pytest.approx((x * np.rot90(back, 2)).sum())


def test_whole_numbers_stay_exact() -> None:
    found = image_gradient(LIBRARY, [[2]], [[1, 2, 3]])
    assert found.tolist() == [[2, 4, 6]]
    assert found.dtype == np.int64


def test_what_has_no_gradient_is_refused() -> None:
    with pytest.raises(TypeError, match="real numbers, got complex"):
        image_gradient(LIBRARY, [[1j]], [[1]])
    with pytest.raises(TypeError, match="real numbers, got complex"):
        kernel_gradient(LIBRARY, [[1]], [[1j]])
    with pytest.raises(ValueError, match="unknown mode 'whole': wanted one of valid, same, full"):
        image_gradient(LIBRARY, [[1]], [[1]], mode="whole")
    array = CentredArray(np.zeros((1, 1)), Support(1, 1))
    with pytest.raises(IndexError, match=r"no element at \[1,0\]"):
        finite_difference(lambda moved: 0.0, array, Index(1, 0))


def test_a_difference_leaves_its_array_as_it_was() -> None:
    array = CentredArray.from_rows([[1, 2], [3, 4]], Index(0, 0))
    seen: list[list[list[float]]] = []

    def loss(moved: np.ndarray) -> float:
        seen.append(moved.tolist())
        return 0.0

    finite_difference(loss, array, Index(1, 0))
    assert seen == [[[1.0, 2.001], [3.0, 4.0]], [[1.0, 1.999], [3.0, 4.0]]]
    assert array.values.tolist() == [[1, 2], [3, 4]]
