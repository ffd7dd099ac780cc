"""scipy as the independent reference, over operations, modes, boundaries and even sizes."""

import itertools

import numpy as np
import pytest
from scipy import ndimage, signal

from corrconv import Index, Operation, apply
from corrconv.core.operation import MODES

CONVOLUTION = Operation.CONVOLUTION
ARTICLE = Operation.CROSS_CORRELATION
LIBRARY = Operation.LIBRARY_CROSS_CORRELATION

IMAGES = [(1, 1), (2, 3), (4, 5), (5, 4), (7, 7), (1, 6)]
KERNELS = [(1, 1), (1, 3), (3, 3), (2, 2), (3, 4), (4, 3), (5, 5), (2, 7)]
SHAPES = list(itertools.product(IMAGES, KERNELS))
SIGNAL_BOUNDARIES = [("zero", "fill", 0), ("fill", "fill", 7), ("wrap", "wrap", 0),
                     ("symmetric", "symm", 0)]  # fmt: skip
NDIMAGE_BOUNDARIES = [("zero", "constant", 0), ("fill", "constant", 7), ("wrap", "wrap", 0),
                      ("symmetric", "reflect", 0), ("nearest", "nearest", 0),
                      ("mirror", "mirror", 0)]  # fmt: skip


def numbers(shape, seed):
    return np.random.default_rng(seed).integers(-9, 10, shape)


def by_signal(operation, x, h, mode, boundary="fill", fill=0):
    """scipy.signal's answer; its 2-D functions hold the kernel at (size - 1) // 2."""
    call = signal.convolve2d if operation is CONVOLUTION else signal.correlate2d
    found = call(x, h, mode, boundary, fill)
    return np.rot90(found, 2) if operation is ARTICLE else found


def by_ndimage(operation, x, h, boundary, fill, origin=(0, 0)):
    """scipy.ndimage's answer; it holds the kernel at size // 2 + origin."""
    call = ndimage.convolve if operation is CONVOLUTION else ndimage.correlate
    found = call(x, h, mode=boundary, cval=fill, origin=origin)
    return np.rot90(found, 2) if operation is ARTICLE else found


def lower_centre(shape):
    return Index((shape[1] - 1) // 2, (shape[0] - 1) // 2)


def upper_centre(shape):
    return Index(shape[1] // 2, shape[0] // 2)


def compared(shape, kernel, mode):
    """Whether scipy.signal computes this; it exchanges its operands for a larger kernel."""
    fits = kernel[0] <= shape[0] and kernel[1] <= shape[1]
    return mode != "valid" or fits


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("boundary", "name", "fill"), SIGNAL_BOUNDARIES)
def test_apply_is_scipy_signal_in_every_mode_and_boundary(operation, mode, boundary, name, fill):
    done = 0
    for seed, (shape, kernel) in enumerate(SHAPES):
        if not compared(shape, kernel, mode):
            continue
        x, h = numbers(shape, seed), numbers(kernel, seed + 1000)
        found = apply(
            operation, x, h, mode=mode, boundary=boundary, fill_value=fill,
            kernel_origin=lower_centre(kernel),
        )  # fmt: skip
        np.testing.assert_array_equal(found, by_signal(operation, x, h, mode, name, fill))
        done += 1
    assert done == (26 if mode == "valid" else len(SHAPES))


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize(("boundary", "name", "fill"), NDIMAGE_BOUNDARIES)
def test_apply_same_is_scipy_ndimage_in_every_boundary(operation, boundary, name, fill):
    for seed, (shape, kernel) in enumerate(SHAPES):
        x, h = numbers(shape, seed), numbers(kernel, seed + 1000)
        found = apply(
            operation, x, h, boundary=boundary, fill_value=fill, kernel_origin=upper_centre(kernel)
        )
        np.testing.assert_array_equal(found, by_ndimage(operation, x, h, name, fill))


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("kernel", [(2, 2), (3, 4), (5, 3)])
@pytest.mark.parametrize(("boundary", "name", "fill"), NDIMAGE_BOUNDARIES)
def test_every_origin_of_a_kernel_is_the_shift_of_scipy_ndimage(
    operation, kernel, boundary, name, fill
):
    x, h = numbers((6, 5), 1), numbers(kernel, 2)
    found = set()
    for row, col in itertools.product(range(kernel[0]), range(kernel[1])):
        shift = (row - kernel[0] // 2, col - kernel[1] // 2)
        made = apply(
            operation, x, h, boundary=boundary, fill_value=fill, kernel_origin=Index(col, row)
        )
        np.testing.assert_array_equal(made, by_ndimage(operation, x, h, name, fill, shift))
        found.add(made.tobytes())
    assert len(found) == kernel[0] * kernel[1]


@pytest.mark.parametrize(("operation", "other"), list(itertools.permutations(Operation, 2)))
@pytest.mark.parametrize("mode", MODES)
def test_the_reference_refutes_every_other_operation(operation, other, mode):
    x, h = numbers((7, 7), 1), numbers((3, 3), 2)
    assert not np.array_equal(apply(operation, x, h, mode=mode), by_signal(other, x, h, mode))


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize(("boundary", "other"), list(itertools.permutations(NDIMAGE_BOUNDARIES, 2)))
def test_the_reference_refutes_every_other_boundary(operation, boundary, other):
    x, h = numbers((4, 5), 1), numbers((5, 5), 2)
    found = apply(operation, x, h, boundary=boundary[0], fill_value=boundary[2])
    assert not np.array_equal(found, by_ndimage(operation, x, h, *other[1:]))


def test_the_two_reference_rules_for_even_kernels_differ():
    x, h = numbers((4, 5), 1), numbers((2, 2), 2)
    for operation in Operation:
        lower = apply(operation, x, h, kernel_origin=lower_centre(h.shape))
        upper = apply(operation, x, h, kernel_origin=upper_centre(h.shape))
        assert not np.array_equal(lower, upper)
        np.testing.assert_array_equal(lower, by_signal(operation, x, h, "same"))
        np.testing.assert_array_equal(upper, by_ndimage(operation, x, h, "constant", 0))


@pytest.mark.parametrize("size", range(1, 8))
def test_one_dimensional_rules_of_numpy_and_scipy_hold_for_one_row(size):
    x, h = numbers(9, size), numbers(size, size + 50)
    lower, upper = lower_centre((1, size)), upper_centre((1, size))
    row = apply(CONVOLUTION, [x], [h], kernel_origin=lower)[0]
    np.testing.assert_array_equal(row, np.convolve(x, h, "same"))
    np.testing.assert_array_equal(row, signal.convolve(x, h, "same"))
    row = apply(LIBRARY, [x], [h], kernel_origin=upper)[0]
    np.testing.assert_array_equal(row, np.correlate(x, h, "same"))
    np.testing.assert_array_equal(row, signal.correlate(x, h, "same", "direct"))


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("mode", MODES)
def test_complex_kernels_are_conjugated_as_in_scipy(operation, mode):
    x = numbers((5, 6), 1) + 1j * numbers((5, 6), 2)
    h = numbers((3, 3), 3) + 1j * numbers((3, 3), 4)
    found = apply(operation, x, h, mode=mode)
    assert found.dtype == np.complex128
    np.testing.assert_allclose(found, by_signal(operation, x, h, mode), rtol=1e-13)
    assert not np.allclose(found, by_signal(operation, x, h.conj(), mode))


@pytest.mark.parametrize("operation", Operation)
def test_a_large_image_is_that_of_scipy_too(operation):
    x, h = numbers((512, 512), 1), numbers((7, 7), 2)
    np.testing.assert_array_equal(apply(operation, x, h), by_signal(operation, x, h, "same"))
