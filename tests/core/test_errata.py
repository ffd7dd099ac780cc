"""Where the article slips: what its formulas give instead (E6 is about colours, not here)."""

import itertools

import numpy as np
import pytest

from corrconv import Index, Operation, Support, apply, patch, terms
from corrconv.core.operation import MODES, outputs

CONVOLUTION = Operation.CONVOLUTION
ARTICLE = Operation.CROSS_CORRELATION
LIBRARY = Operation.LIBRARY_CROSS_CORRELATION
IMAGE, KERNEL = Support(7, 7), Support(3, 3)
X = np.arange(49).reshape(7, 7) ** 2 % 101
H = np.array([[1, -2, 3], [4, 5, -12], [21, 8, -9]])
RED = {Index(i, j) for i in range(3) for j in range(3)}


def test_e1_the_convolution_example_never_meets_kernel_element_1_2():
    missing = _missing(CONVOLUTION, Index(1, 1))
    assert missing == (
        {Index(-2, row) for row in (-2, -1, 0, 1)} | {Index(col, -2) for col in (-2, -1, 0, 1)}
    )
    assert Index(1, 2) not in missing


def test_e1_the_cross_correlation_example_does_meet_it():
    assert Index(1, 2) in _missing(ARTICLE, Index(-1, -1))


@pytest.mark.parametrize("k", range(1, 5))
def test_e2_indices_from_minus_k_to_k_are_2k_plus_1_on_a_side(k):
    support = Support(2 * k + 1, 2 * k + 1)
    assert (support.first, support.last) == (Index(-k, -k), Index(k, k))
    assert len(support) == (2 * k + 1) ** 2 != k * k


@pytest.mark.parametrize("operation", Operation)
def test_e3_the_sum_is_the_same_in_every_order_of_terms_and_of_outputs(operation):
    wanted = apply(operation, X, H)
    for traversal in (list(IMAGE), list(reversed(list(IMAGE)))):
        for order in (1, -1):
            made = {output: _value(operation, output, order) for output in traversal}
            assert [made[at] for at in IMAGE] == wanted.ravel().tolist()


def test_e3_in_reading_order_the_two_patches_walk_opposite_ways():
    made = [Index(m, 0) for m in (-2, -1, 0, 1, 2)]
    starts = {op: [patch(op, at, KERNEL)[0].col for at in made] for op in Operation}
    assert starts[CONVOLUTION] == starts[LIBRARY] == [-3, -2, -1, 0, 1]
    assert starts[ARTICLE] == [1, 0, -1, -2, -3]


def test_e3_a_product_left_out_does_change_the_sum():
    assert _value(CONVOLUTION, Index(1, 1), 1, skip=1) != _value(CONVOLUTION, Index(1, 1), 1)


SIZES = [((7, 7), (3, 3), None), ((4, 5), (3, 1), None), ((5, 4), (2, 4), Index(3, 0))]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("image", "kernel", "origin"), SIZES)
def test_e4_the_articles_form_is_the_library_form_turned_by_180_degrees(
    image, kernel, origin, mode
):
    x = np.arange(np.prod(image)).reshape(image) ** 2
    h = np.arange(np.prod(kernel)).reshape(kernel) - 3
    article, library = (
        apply(op, x, h, mode=mode, kernel_origin=origin) for op in (ARTICLE, LIBRARY)
    )
    np.testing.assert_array_equal(article, np.rot90(library, 2))
    assert not np.array_equal(article, library)


@pytest.mark.parametrize("mode", MODES)
def test_e4_index_by_index_y_at_m_n_is_the_library_y_at_minus_m_minus_n(mode):
    image, kernel = Support(4, 5, Index(1, 4)), Support(2, 3, Index(0, 2))
    made = outputs(ARTICLE, mode, image, kernel)
    turned = {Index(-at.col, -at.row) for at in outputs(LIBRARY, mode, image, kernel)}
    assert set(made) == turned != {Index(at.col + 1, at.row) for at in made}
    for output in made:
        mirrored = Index(-output.col, -output.row)
        assert patch(ARTICLE, output, kernel) == patch(LIBRARY, mirrored, kernel)


def test_e4_under_the_librarys_sign_the_red_patch_gives_y_1_1_for_both():
    assert set(patch(CONVOLUTION, Index(1, 1), KERNEL)) == RED
    assert set(patch(LIBRARY, Index(1, 1), KERNEL)) == RED
    assert set(patch(ARTICLE, Index(1, 1), KERNEL)) != RED
    assert set(patch(ARTICLE, Index(-1, -1), KERNEL)) == RED


def test_e4_the_green_and_the_red_patch_share_the_centre_alone():
    green = set(patch(ARTICLE, Index(1, 1), KERNEL))
    assert green == {Index(i, j) for i in range(-2, 1) for j in range(-2, 1)}
    assert green & RED == {Index(0, 0)}


@pytest.mark.parametrize("mode", MODES)
def test_e5_a_kernel_equal_to_its_own_turn_cannot_tell_the_operations_apart(mode):
    own_turn = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
    assert np.array_equal(own_turn, np.rot90(own_turn, 2))
    assert _same(CONVOLUTION, LIBRARY, own_turn, mode)
    assert not _same(CONVOLUTION, LIBRARY, H, mode)


def test_e5_the_original_clip_shows_434_243_234_under_both_operations():
    image = [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
    kernel = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
    wanted = [[4, 3, 4], [2, 4, 3], [2, 3, 4]]
    for operation in (CONVOLUTION, LIBRARY):
        assert apply(operation, image, kernel, mode="valid").tolist() == wanted
    assert apply(ARTICLE, image, kernel, mode="valid").tolist() == [
        line[::-1] for line in wanted[::-1]
    ]


def test_e7_an_even_kernel_has_no_centre_so_same_needs_an_origin():
    with pytest.raises(ValueError, match="2x1 kernel has no centre element"):
        apply(CONVOLUTION, [[1, 2, 3]], [[1, 10]])


def test_e7_the_two_origins_of_an_even_kernel_give_the_four_rules_of_libraries():
    x, h = [[1, 2, 3, 4, 5]], [[10, 1]]
    rules = {  # (operation, zero-based origin): what the libraries named in the docs print
        (LIBRARY, 1): [1, 12, 23, 34, 45],
        (LIBRARY, 0): [12, 23, 34, 45, 50],
        (CONVOLUTION, 0): [10, 21, 32, 43, 54],
        (CONVOLUTION, 1): [21, 32, 43, 54, 5],
    }
    found = {(op, at): apply(op, x, h, kernel_origin=Index(at, 0)).tolist()[0] for op, at in rules}
    assert found == rules
    assert len({tuple(row) for row in rules.values()}) == 4


@pytest.mark.parametrize("operation", Operation)
def test_e8_an_element_that_does_not_exist_counts_as_zero(operation):
    padded = np.pad(H, 2)
    np.testing.assert_array_equal(apply(operation, X, padded), apply(operation, X, H))
    filled = np.pad(H, 2, constant_values=1)
    assert not np.array_equal(apply(operation, X, filled), apply(operation, X, H))


def _missing(operation, output):
    """The kernel elements met in the article's corner, i and j from 0 to 3, that do not exist."""
    corner = [Index(i, j) for i, j in itertools.product(range(4), repeat=2)]
    found = terms(operation, output, IMAGE, KERNEL)
    return {term.kernel for term in found if term.image in corner and not term.exists}


def _value(operation, output, order, skip=0):
    found = [term for term in terms(operation, output, IMAGE, KERNEL) if term.exists][::order]
    return sum(
        int(X[term.image.row + 3, term.image.col + 3])
        * int(H[term.kernel.row + 1, term.kernel.col + 1])
        for term in found[skip:]
    )


def _same(one, two, kernel, mode):
    return np.array_equal(apply(one, X, kernel, mode=mode), apply(two, X, kernel, mode=mode))
