"""Whatever is no image, kernel or choice is refused in one sentence, before any sum."""

import numpy as np
import pytest

from corrconv import Index, Operation, apply, correlate
from corrconv.core.boundary import BOUNDARIES

CONVOLUTION = Operation.CONVOLUTION
GOOD = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
NAN, INF = float("nan"), float("inf")

DATA = [  # data, error, what the sentence must say
    ([1, 2, 3], ValueError, "must be 2-D, got a 1-D list"),
    ([[[1]]], ValueError, "must be 2-D, got a 3-D list"),
    (np.ones(3), ValueError, "must be 2-D, got a 1-D ndarray"),
    (np.ones((1, 1, 1)), ValueError, "must be 2-D, got a 3-D ndarray"),
    (5, ValueError, "must be 2-D, got a 0-D int"),
    ("text", ValueError, "must be 2-D, got a 0-D str"),
    (None, ValueError, "must be 2-D, got a 0-D NoneType"),
    ([], ValueError, "must be 2-D, got a 1-D list"),
    ([[]], ValueError, "must have a cell, got 0 columns and 1 rows"),
    (np.zeros((0, 3)), ValueError, "must have a cell, got 3 columns and 0 rows"),
    ([[1, 2], [3]], ValueError, "rows of one length"),
    ([1, [2]], ValueError, "rows of one length"),
    ([np.ones((2, 2)), np.ones((2, 3))], ValueError, "rows of one length"),
    ([[1, NAN, 3]], ValueError, r"finite numbers, got nan at zero-based \[col,row\] \[1,0\]"),
    ([[1, 2], [INF, NAN]], ValueError, r"finite numbers, got inf .* \[0,1\]"),
    ([[1, 2, 3], [4, 5, -INF]], ValueError, r"finite numbers, got -inf .* \[2,1\]"),
    (np.array([[1, complex(0, NAN)]]), ValueError, r"finite numbers, got .*nanj.* \[1,0\]"),
    ([[1, 2, 3], [4, None, 6]], TypeError, r"got None .* \[1,1\]"),
    ([[1, 2], [3, 4], ["5", 6]], TypeError, r"got '5' .* \[0,2\]"),
    ([["a", "b"]], TypeError, r"got 'a' .* \[0,0\]"),
    (np.array([["a", "b"]]), TypeError, r"got .*'a'.* \[0,0\]"),
    (np.array([[b"a"]]), TypeError, r"got .*b'a'.* \[0,0\]"),
    (np.array([[1, None]], object), TypeError, r"got None .* \[1,0\]"),
    (np.array([[1, 2]], object), TypeError, r"dtype object.* \[0,0\]"),
    (np.array([["2020"]], "M8[Y]"), TypeError, r"datetime64.* \[0,0\]"),
    ([[1, np.timedelta64(1)]], TypeError, r"timedelta64.* \[1,0\]"),
    (np.zeros((1, 1), [("a", int)]), TypeError, r"\[0,0\]"),
    (np.ma.array([[1, 2, 3]], mask=[[0, 1, 0]]), TypeError, "masked array"),
    ([[10**400, 0.5, 1]], ValueError, "beyond the range of float64"),
]


@pytest.mark.parametrize(("data", "error", "sentence"), DATA)
def test_bad_data_is_refused_by_name_and_first_bad_cell(data, error, sentence):
    with pytest.raises(error, match=f"image .*{sentence}") as met:
        apply(CONVOLUTION, data, GOOD)
    assert "\n" not in str(met.value)
    with pytest.raises(error, match=f"kernel .*{sentence}"):
        apply(CONVOLUTION, GOOD, data)


def test_good_data_is_not_refused():
    assert apply(CONVOLUTION, GOOD, GOOD).shape == (3, 3)


@pytest.mark.parametrize("operation", [None, 1, ("convolution", 1, -1), ["convolution"]])
def test_an_operation_that_is_none_is_refused(operation):
    with pytest.raises(TypeError, match="operation must be an Operation, got"):
        apply(operation, GOOD, GOOD)


@pytest.mark.parametrize("operation", ["Convolution", "conv", "", "correlate"])
def test_an_unknown_operation_is_refused_with_the_known_ones(operation):
    with pytest.raises(ValueError, match=r"unknown operation .*: wanted one of convolution, cross"):
        apply(operation, GOOD, GOOD)


@pytest.mark.parametrize("convention", ["Library", "scipy", "", None, 1])
def test_an_unknown_convention_is_refused_with_the_known_ones(convention):
    with pytest.raises(ValueError, match=r"unknown convention .*: wanted one of library, article"):
        correlate(GOOD, GOOD, convention)


@pytest.mark.parametrize("mode", ["Same", "", "spam", None, 1, ["same"]])
def test_an_unknown_mode_is_refused_with_the_known_ones(mode):
    with pytest.raises(ValueError, match=r"unknown mode .* wanted one of same, valid, full"):
        apply(CONVOLUTION, GOOD, GOOD, mode=mode)


@pytest.mark.parametrize("boundary", ["symm", "reflect", "constant", None, 0])
def test_an_unknown_boundary_is_refused_with_the_known_ones(boundary):
    with pytest.raises(ValueError, match="unknown boundary .* wanted one of " + BOUNDARIES[0]):
        apply(CONVOLUTION, GOOD, GOOD, boundary=boundary)


@pytest.mark.parametrize(
    ("fill", "error", "sentence"),
    [
        ([1, 2], ValueError, "one number"),
        ([], ValueError, "one number"),
        (NAN, ValueError, "finite"),
        ("0", TypeError, "got '0'"),
        (None, TypeError, "got None"),
    ],
)
def test_a_fill_value_that_is_no_number_is_refused(fill, error, sentence):
    with pytest.raises(error, match=f"fill_value .*{sentence}"):
        apply(CONVOLUTION, GOOD, GOOD, boundary="fill", fill_value=fill)


@pytest.mark.parametrize("boundary", [name for name in BOUNDARIES if name != "fill"])
def test_a_fill_value_that_no_boundary_reads_is_refused(boundary):
    with pytest.raises(ValueError, match='fill_value 5 is read by boundary "fill" only'):
        apply(CONVOLUTION, GOOD, GOOD, boundary=boundary, fill_value=5)


@pytest.mark.parametrize("shape", [(2, 2), (3, 2), (2, 3)])
def test_an_even_kernel_without_an_origin_is_refused_in_mode_same_alone(shape):
    kernel = np.ones(shape)
    with pytest.raises(ValueError, match=r"no centre element.* kernel_origin=Index\(col, row\)"):
        apply(CONVOLUTION, GOOD, kernel)
    assert apply(CONVOLUTION, GOOD, kernel, mode="valid").size
    assert apply(CONVOLUTION, GOOD, kernel, mode="full").size


@pytest.mark.parametrize("mode", ["same", "valid", "full"])
def test_an_origin_outside_the_kernel_is_refused(mode):
    with pytest.raises(ValueError, match=r"origin \[3,0\] lies outside the 3x3"):
        apply(CONVOLUTION, GOOD, GOOD, mode=mode, kernel_origin=Index(3, 0))


@pytest.mark.parametrize("origin", [(1, 1, 1), (1,), [1, 1], 1, "centre"])
def test_an_origin_that_is_no_index_is_refused(origin):
    with pytest.raises(TypeError, match=r"kernel_origin must be Index\(col, row\)"):
        apply(CONVOLUTION, GOOD, GOOD, kernel_origin=origin)


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (5, 5), (4, 1)])
def test_a_kernel_larger_than_the_image_is_refused_by_valid_alone(operation, shape):
    kernel = np.ones(shape)
    with pytest.raises(ValueError, match="kernel fits nowhere inside a 3x3 image"):
        apply(operation, GOOD, kernel, mode="valid")
    assert apply(operation, GOOD, kernel, kernel_origin=Index(0, 0)).shape == (3, 3)


@pytest.mark.parametrize("operation", Operation)
def test_sizes_that_are_not_square_work(operation):
    assert apply(operation, np.ones((2, 5)), np.ones((1, 3))).shape == (2, 5)
    assert apply(operation, np.ones((2, 5)), np.ones((1, 3)), mode="full").shape == (2, 7)
    assert apply(operation, np.ones((2, 5)), np.ones((1, 3)), mode="valid").shape == (2, 3)


def test_an_image_too_large_for_memory_is_refused_before_it_is_copied():
    huge = np.broadcast_to(np.int8(1), (10**6, 10**6))
    with pytest.raises(ValueError, match="at most 16777216 cells, got 1000000x1000000"):
        apply(CONVOLUTION, huge, GOOD)
    with pytest.raises(ValueError, match="kernel must have at most 16777216 cells"):
        apply(CONVOLUTION, GOOD, huge)


def test_a_sum_of_too_many_products_is_refused():
    ones = np.ones((1001, 1001), np.int8)
    with pytest.raises(ValueError, match="at most 4294967296 products are summed, got"):
        apply(CONVOLUTION, ones, ones)


def test_an_output_too_large_for_memory_is_refused():
    with pytest.raises(ValueError, match="output must have at most 16777216 cells"):
        apply(CONVOLUTION, np.ones((1, 5000)), np.ones((5000, 1)), mode="full")


def test_a_long_sum_of_large_integers_is_refused():
    with pytest.raises(ValueError, match="products are summed where sums may leave int64"):
        apply(CONVOLUTION, np.full((1200, 1200), 2**60), np.ones((5, 5), int))
