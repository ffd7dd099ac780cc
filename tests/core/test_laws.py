"""Laws that hold for every image and kernel, looked for with random ones."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corrconv import Index, Operation, Support, apply
from corrconv.core.boundary import BOUNDARIES
from corrconv.core.operation import MODES, outputs
from tests.core import brute

CONVOLUTION = Operation.CONVOLUTION
ARTICLE = Operation.CROSS_CORRELATION
LIBRARY = Operation.LIBRARY_CROSS_CORRELATION

values = st.integers(-1000, 1000)
operations = st.sampled_from(list(Operation))
modes = st.sampled_from(MODES)


def grids(low=1, high=5):
    sizes = st.tuples(st.integers(low, high), st.integers(low, high))
    return arrays(np.int64, sizes, elements=values)


@st.composite
def kernels(draw, high=4):
    """A kernel and an origin in it."""
    kernel = draw(grids(high=high))
    rows, columns = kernel.shape
    return kernel, Index(draw(st.integers(0, columns - 1)), draw(st.integers(0, rows - 1)))


images = grids(low=4, high=6)
small = kernels()


@given(operations, modes, images, small)
def test_apply_is_the_double_sum(operation, mode, image, kernel):
    h, origin = kernel
    found = apply(operation, image, h, mode=mode, kernel_origin=origin)
    assert found.tolist() == _brute(operation, mode, image, h, origin)


@given(images, small)
def test_the_double_sum_of_another_operation_is_another(image, kernel):
    h, origin = kernel
    turned = _brute(CONVOLUTION, "full", image, h, origin)
    assume(turned != _brute(LIBRARY, "full", image, h, origin))
    assert apply(LIBRARY, image, h, mode="full").tolist() != turned


@given(operations, modes, st.sampled_from(BOUNDARIES), images, small, st.data())
def test_apply_is_linear_in_the_image(operation, mode, boundary, one, kernel, data):
    h, origin = kernel
    two = data.draw(arrays(np.int64, one.shape, elements=values))
    factor = data.draw(values)

    def of(x):
        return apply(operation, x, h, mode=mode, boundary=boundary, kernel_origin=origin)

    np.testing.assert_array_equal(of(factor * one + two), factor * of(one) + of(two))


@given(operations, modes, st.sampled_from(BOUNDARIES), images, small, st.data())
def test_apply_is_linear_in_the_kernel(operation, mode, boundary, image, kernel, data):
    one, origin = kernel
    two = data.draw(arrays(np.int64, one.shape, elements=values))
    factor = data.draw(values)

    def by(h):
        return apply(operation, image, h, mode=mode, boundary=boundary, kernel_origin=origin)

    np.testing.assert_array_equal(by(factor * one + two), factor * by(one) + by(two))


def test_a_constant_outside_is_affine_and_not_linear():
    def of(x):
        return apply(CONVOLUTION, x, [[1, 1, 1]], boundary="fill", fill_value=1)

    one = np.array([[5]])
    assert not np.array_equal(of(2 * one), 2 * of(one))


@given(operations, images, small, st.integers(0, 2), st.integers(0, 2))
def test_a_shifted_image_gives_shifted_outputs(operation, image, kernel, right, down):
    h, _ = kernel
    found = apply(operation, _shifted(image, right, down), h, mode="full")
    made = apply(operation, image, h, mode="full")
    back = operation is ARTICLE
    np.testing.assert_array_equal(found, _shifted(made, right, down, back=back))
    if made.any() and (right or down):
        assert not np.array_equal(found, _shifted(made, right, down, back=not back))


@given(modes, st.sampled_from(BOUNDARIES), images, small)
def test_library_cross_correlation_is_convolution_with_the_turned_kernel(
    mode, boundary, image, kernel
):
    h, origin = kernel
    rows, columns = h.shape
    mirrored = Index(columns - 1 - origin.col, rows - 1 - origin.row)
    found = apply(LIBRARY, image, h, mode=mode, boundary=boundary, kernel_origin=origin)
    turned = apply(
        CONVOLUTION, image, np.rot90(h, 2), mode=mode, boundary=boundary, kernel_origin=mirrored
    )
    np.testing.assert_array_equal(found, turned)


@given(modes, st.sampled_from(BOUNDARIES), images, small)
def test_the_articles_cross_correlation_is_the_library_one_turned(mode, boundary, image, kernel):
    h, origin = kernel
    article, library = (
        apply(op, image, h, mode=mode, boundary=boundary, kernel_origin=origin)
        for op in (ARTICLE, LIBRARY)
    )
    np.testing.assert_array_equal(article, np.rot90(library, 2))


@given(images, small)
def test_the_articles_cross_correlation_is_the_library_one_with_operands_exchanged(image, kernel):
    h, _ = kernel
    found = apply(ARTICLE, image, h, mode="full")
    np.testing.assert_array_equal(found, apply(LIBRARY, h, image, mode="full"))


def test_the_flip_relation_needs_the_mirrored_origin_for_even_kernels():
    image, h = np.arange(12).reshape(3, 4), np.array([[1, 2], [3, 5]])
    origin = Index(0, 0)
    found = apply(LIBRARY, image, h, kernel_origin=origin)
    turned = apply(CONVOLUTION, image, np.rot90(h, 2), kernel_origin=origin)
    assert not np.array_equal(found, turned)


@given(images, small)
def test_full_convolution_commutes(image, kernel):
    h, _ = kernel
    np.testing.assert_array_equal(
        apply(CONVOLUTION, image, h, mode="full"), apply(CONVOLUTION, h, image, mode="full")
    )


@given(images, small)
def test_full_library_cross_correlation_turns_where_convolution_commutes(image, kernel):
    h, _ = kernel
    one, two = apply(LIBRARY, image, h, mode="full"), apply(LIBRARY, h, image, mode="full")
    np.testing.assert_array_equal(one, np.rot90(two, 2))
    assume(not np.array_equal(two, np.rot90(two, 2)))
    assert not np.array_equal(one, two)


@given(images, grids(high=3), grids(high=3))
def test_full_convolution_is_associative(image, one, two):
    def full(x, h):
        return apply(CONVOLUTION, x, h, mode="full")

    np.testing.assert_array_equal(full(full(image, one), two), full(image, full(one, two)))


def test_full_library_cross_correlation_is_not_associative():
    def full(x, h):
        return apply(LIBRARY, x, h, mode="full")

    x, one, two = [[1, 0]], [[1, 2]], [[3, 4]]
    assert full(full(x, one), two).tolist() != full(x, full(one, two)).tolist()


@given(operations, images, small)
def test_all_full_outputs_sum_to_the_product_of_the_sums(operation, image, kernel):
    h, _ = kernel
    assert apply(operation, image, h, mode="full").sum() == image.sum() * h.sum()


def test_the_sum_rule_fails_for_same_outputs():
    assert apply(CONVOLUTION, [[1]], [[1, 1, 1]]).sum() != 3


@given(operations, images, small)
def test_valid_and_same_outputs_are_cut_out_of_full_by_their_indices(operation, image, kernel):
    h, origin = kernel
    shapes = [Support(*array.shape[::-1], at) for array, at in ((image, Index(1, 2)), (h, origin))]
    full = _by_index(operation, "full", image, h, *shapes)
    assert _by_index(operation, "valid", image, h, *shapes).items() <= full.items()
    assert _by_index(operation, "same", image, h, *shapes).items() <= full.items()


@given(operations, images, kernels(high=4), st.data())
def test_valid_and_full_do_not_depend_on_the_kernels_origin(operation, image, kernel, data):
    h, origin = kernel
    mode = data.draw(st.sampled_from(("valid", "full")))
    boundary = data.draw(st.sampled_from(BOUNDARIES))
    np.testing.assert_array_equal(
        apply(operation, image, h, mode=mode, boundary=boundary, kernel_origin=origin),
        apply(operation, image, h, mode=mode, boundary=boundary, kernel_origin=Index(0, 0)),
    )


@given(operations, images, small)
def test_valid_outputs_read_nothing_outside_the_image(operation, image, kernel):
    h, _ = kernel
    wanted = apply(operation, image, h, mode="valid")
    for boundary in BOUNDARIES:
        found = apply(operation, image, h, mode="valid", boundary=boundary)
        np.testing.assert_array_equal(found, wanted)


@given(st.lists(values, min_size=1, max_size=6), st.lists(values, min_size=1, max_size=6))
def test_full_convolution_of_one_row_multiplies_polynomials(one, two):
    product = [0] * (len(one) + len(two) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            product[i + j] += a * b
    assert apply(CONVOLUTION, [one], [two], mode="full").tolist() == [product]


@given(operations, images, small)
def test_a_unit_impulse_as_the_kernel_gives_the_image_back(operation, image, kernel):
    h, origin = kernel
    impulse = np.zeros_like(h)
    impulse[origin.row, origin.col] = 1
    found = apply(operation, image, impulse, kernel_origin=origin)
    np.testing.assert_array_equal(found, np.rot90(image, 2) if operation is ARTICLE else image)


def _brute(operation, mode, image, kernel, origin):
    placed = brute.placed(image, (0, 0)), brute.placed(kernel, (origin.col, origin.row))
    return brute.rows(brute.outputs(operation, mode, *placed))


def _shifted(array, right, down, *, back=False):
    """`array` with columns and rows of zeros before it, or after it where it moves back."""
    widths = ((0, down), (0, right)) if back else ((down, 0), (right, 0))
    return np.pad(array, widths)


def _by_index(operation, mode, image, kernel, image_support, kernel_support):
    made = outputs(operation, mode, image_support, kernel_support)
    found = apply(operation, image, kernel, mode=mode, kernel_origin=kernel_support.origin)
    return dict(zip(made, found.ravel().tolist(), strict=True))
