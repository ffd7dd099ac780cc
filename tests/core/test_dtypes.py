"""Integers come out exact or not at all; floats and complex numbers keep their width."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corrconv import Operation, apply
from corrconv.core.dtypes import ResultOverflowError
from tests.core import brute

CONVOLUTION = Operation.CONVOLUTION
TOP, BOTTOM = 2**63 - 1, -(2**63)
wide = st.one_of(st.integers(-9, 9), st.integers(2**60, 2**64), st.integers(-(2**63), -(2**61)))


@st.composite
def wide_rows(draw, columns):
    rows = draw(st.integers(1, 3))
    return [[draw(wide) for _ in range(columns)] for _ in range(rows)]


@given(st.sampled_from(list(Operation)), wide_rows(3), wide_rows(2))
def test_integers_of_any_size_are_exact_or_refused(operation, image, kernel):
    wanted = _exact(operation, image, kernel)
    fits = all(BOTTOM <= value <= TOP for row in wanted for value in row)
    if fits:
        found = apply(operation, image, kernel, mode="full")
        assert found.tolist() == wanted
        assert found.dtype == np.int64
    else:
        with pytest.raises(ResultOverflowError, match="output must fit in int64"):
            apply(operation, image, kernel, mode="full")


@given(
    st.sampled_from(list(Operation)),
    arrays(np.int64, (3, 3), elements=st.integers(2**57, 2**60)),
    arrays(np.int64, (2, 2), elements=st.integers(-20, 20)),
)
def test_sums_near_the_limit_are_exact_or_refused(operation, image, kernel):
    wanted = _exact(operation, image, kernel)
    if all(BOTTOM <= value <= TOP for row in wanted for value in row):
        assert apply(operation, image, kernel, mode="full").tolist() == wanted
    else:
        with pytest.raises(ResultOverflowError):
            apply(operation, image, kernel, mode="full")


def test_fixed_size_arithmetic_would_fail_the_same_check():
    image, kernel = np.full((3, 3), 2**60), np.full((2, 2), 20)
    with np.errstate(over="ignore"):
        assert (image * 20).tolist() != [[2**60 * 20] * 3] * 3
    with pytest.raises(ResultOverflowError):
        apply(CONVOLUTION, image, kernel, mode="full")


@pytest.mark.parametrize(
    ("image", "kernel", "wanted"),
    [
        ([[2**62]], [[1]], 2**62),
        ([[TOP]], [[1]], TOP),
        ([[BOTTOM]], [[1]], BOTTOM),
        ([[TOP]], [[-1]], -TOP),
        ([[2**63]], [[-1]], BOTTOM),
        ([[2**64]], [[0]], 0),
        (np.array([[2**64 - 1]], np.uint64), [[0]], 0),
        (np.array([[2**63 - 1]], np.uint64), [[1]], TOP),
        (np.array([[2**63]], np.uint64), [[-1]], BOTTOM),
    ],
)
def test_results_at_the_very_limit_are_exact(image, kernel, wanted):
    found = apply(CONVOLUTION, image, kernel)
    assert found.tolist() == [[wanted]]
    assert found.dtype == np.int64


@pytest.mark.parametrize(
    ("image", "kernel", "value"),
    [
        ([[BOTTOM]], [[-1]], 2**63),
        ([[2**62]], [[2]], 2**63),
        ([[2**62]], [[4]], 2**64),
        (np.array([[2**63]], np.uint64), [[1]], 2**63),
        ([[2**70]], [[-1]], -(2**70)),
    ],
)
def test_results_beyond_the_limit_are_refused_with_their_true_value(image, kernel, value):
    with pytest.raises(ResultOverflowError, match=f"int64, got {value} at zero-based"):
        apply(CONVOLUTION, image, kernel)


def test_the_overflow_names_the_first_output_that_does_not_fit():
    with pytest.raises(OverflowError, match=r"\[col,row\] \[1,2\]"):
        apply(CONVOLUTION, [[1, 1, 1], [1, 1, 1], [1, TOP, TOP]], [[2]])


def test_overflow_is_an_overflow_error_and_a_value_error():
    assert issubclass(ResultOverflowError, OverflowError)
    assert issubclass(ResultOverflowError, ValueError)


def test_products_that_cancel_beyond_the_limit_are_exact():
    assert apply(CONVOLUTION, [[TOP, TOP]], [[2, -2]], mode="valid").tolist() == [[0]]
    image = [[TOP, TOP, 5]]
    assert apply(Operation.LIBRARY_CROSS_CORRELATION, image, [[4, -4, 1]], mode="valid") == 5


def test_a_large_fill_value_is_exact_too():
    found = apply(CONVOLUTION, [[2**62]], [[2, 0, -2]], boundary="fill", fill_value=2**62)
    assert found.tolist() == [[0]]
    with pytest.raises(ResultOverflowError):
        apply(CONVOLUTION, [[1]], [[4, 0, 0]], boundary="fill", fill_value=2**62)


@pytest.mark.parametrize("kind", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "bool"])
def test_narrow_integers_never_wrap(kind):
    top = 1 if kind == "bool" else int(np.iinfo(kind).max)
    image, kernel = np.full((1, 1), top, kind), np.full((1, 1), top, kind)
    if top * top > TOP:
        with pytest.raises(ResultOverflowError, match=f"got {top * top} at"):
            apply(CONVOLUTION, image, kernel)
    else:
        found = apply(CONVOLUTION, image, kernel)
        assert (found.dtype, found.tolist()) == (np.int64, [[top * top]])
    with np.errstate(over="ignore"):
        wraps = int((image * kernel)[0, 0]) != top * top
    assert wraps == (kind != "bool")


def test_bools_count_as_0_and_1():
    found = apply(CONVOLUTION, [[True, False, True]], [[True, True, True]], mode="full")
    assert (found.dtype, found.tolist()) == (np.int64, [[1, 1, 2, 1, 1]])


@pytest.mark.parametrize(
    ("image", "kernel", "wanted"),
    [
        (np.float16([[1.5]]), np.float16([[2]]), np.float64),
        (np.float32([[1.5]]), [[2]], np.float64),
        ([[1]], [[0.5]], np.float64),
        (np.longdouble([[1]]), [[1]], np.longdouble),
        (np.complex64([[1j]]), [[1]], np.complex128),
        ([[1]], [[1j]], np.complex128),
        ([[2**70, 0.5]], [[1]], np.float64),
    ],
)
def test_floats_and_complex_numbers_are_computed_wide(image, kernel, wanted):
    assert apply(CONVOLUTION, image, kernel).dtype == wanted


def test_a_float_fill_value_makes_floats_and_a_zero_boundary_does_not():
    half = apply(CONVOLUTION, [[1]], [[1, 1, 1]], boundary="fill", fill_value=0.5)
    assert (half.dtype, half.tolist()) == (np.float64, [[2.0]])
    assert apply(CONVOLUTION, [[1]], [[1, 1, 1]]).dtype == np.int64


@pytest.mark.parametrize(("image", "kernel"), [([[1e308]], [[10.0]]), ([[1e308]], [[1e10j]])])
def test_a_float_result_beyond_its_type_is_refused(image, kernel):
    with pytest.raises(ResultOverflowError, match=r"got a larger one at zero-based"):
        apply(CONVOLUTION, image, kernel)


def test_both_cross_correlations_conjugate_the_kernel_and_convolution_does_not():
    found = {op: apply(op, [[1]], [[2 + 3j]]).item() for op in Operation}
    assert found == {
        Operation.CONVOLUTION: 2 + 3j,
        Operation.CROSS_CORRELATION: 2 - 3j,
        Operation.LIBRARY_CROSS_CORRELATION: 2 - 3j,
    }
    assert {op: apply(op, [[2 + 3j]], [[1]]).item() for op in Operation} == dict.fromkeys(
        Operation, 2 + 3j
    )


def _exact(operation, image, kernel):
    placed = brute.placed(image, (0, 0)), brute.placed(kernel, (0, 0))
    return brute.rows(brute.outputs(operation, "full", *placed))
