"""The article's two worked tables and both coverage maps, typed out, against all 49 indices."""

import pytest

from corrconv import Index, Operation, Support, apply, patch, terms
from corrconv.core.operation import valid_outputs
from tests.core import brute

IMAGE, KERNEL = Support(7, 7), Support(3, 3)
LETTERS = {
    (-1, -1): "a", (0, -1): "b", (1, -1): "c",
    (-1, 0): "d", (0, 0): "e", (1, 0): "f",
    (-1, 1): "g", (0, 1): "h", (1, 1): "i",
}  # fmt: skip

NOT = None
T1 = {  # convolution y[1,1], (i, j): (kernel col, kernel row, letter)
    (0, 0): (1, 1, "i"), (1, 0): (0, 1, "h"), (2, 0): (-1, 1, "g"), (3, 0): (-2, 1, NOT),
    (0, 1): (1, 0, "f"), (1, 1): (0, 0, "e"), (2, 1): (-1, 0, "d"), (3, 1): (-2, 0, NOT),
    (0, 2): (1, -1, "c"), (1, 2): (0, -1, "b"), (2, 2): (-1, -1, "a"), (3, 2): (-2, -1, NOT),
    (0, 3): (1, -2, NOT), (1, 3): (0, -2, NOT), (2, 3): (-1, -2, NOT), (3, 3): (-2, -2, NOT),
}  # fmt: skip
T2 = {  # cross-correlation y[-1,-1]
    (0, 0): (-1, -1, "a"), (1, 0): (0, -1, "b"), (2, 0): (1, -1, "c"), (3, 0): (2, -1, NOT),
    (0, 1): (-1, 0, "d"), (1, 1): (0, 0, "e"), (2, 1): (1, 0, "f"), (3, 1): (2, 0, NOT),
    (0, 2): (-1, 1, "g"), (1, 2): (0, 1, "h"), (2, 2): (1, 1, "i"), (3, 2): (2, 1, NOT),
    (0, 3): (-1, 2, NOT), (1, 3): (0, 2, NOT), (2, 3): (1, 2, NOT), (3, 3): (2, 2, NOT),
}  # fmt: skip
WORKED = [
    pytest.param(Operation.CONVOLUTION, (1, 1), T1, id="T1"),
    pytest.param(Operation.CROSS_CORRELATION, (-1, -1), T2, id="T2"),
]

CONVOLUTION_COVERAGE = {  # output (m, n): upper left and lower right pixel of its patch
    (-2, -2): (-3, -3, -1, -1), (-1, -2): (-2, -3, 0, -1), (0, -2): (-1, -3, 1, -1),
    (1, -2): (0, -3, 2, -1), (2, -2): (1, -3, 3, -1),
    (-2, -1): (-3, -2, -1, 0), (-1, -1): (-2, -2, 0, 0), (0, -1): (-1, -2, 1, 0),
    (1, -1): (0, -2, 2, 0), (2, -1): (1, -2, 3, 0),
    (-2, 0): (-3, -1, -1, 1), (-1, 0): (-2, -1, 0, 1), (0, 0): (-1, -1, 1, 1),
    (1, 0): (0, -1, 2, 1), (2, 0): (1, -1, 3, 1),
    (-2, 1): (-3, 0, -1, 2), (-1, 1): (-2, 0, 0, 2), (0, 1): (-1, 0, 1, 2),
    (1, 1): (0, 0, 2, 2), (2, 1): (1, 0, 3, 2),
    (-2, 2): (-3, 1, -1, 3), (-1, 2): (-2, 1, 0, 3), (0, 2): (-1, 1, 1, 3),
    (1, 2): (0, 1, 2, 3), (2, 2): (1, 1, 3, 3),
}  # fmt: skip
CROSS_CORRELATION_COVERAGE = {
    (-2, -2): (1, 1, 3, 3), (-1, -2): (0, 1, 2, 3), (0, -2): (-1, 1, 1, 3),
    (1, -2): (-2, 1, 0, 3), (2, -2): (-3, 1, -1, 3),
    (-2, -1): (1, 0, 3, 2), (-1, -1): (0, 0, 2, 2), (0, -1): (-1, 0, 1, 2),
    (1, -1): (-2, 0, 0, 2), (2, -1): (-3, 0, -1, 2),
    (-2, 0): (1, -1, 3, 1), (-1, 0): (0, -1, 2, 1), (0, 0): (-1, -1, 1, 1),
    (1, 0): (-2, -1, 0, 1), (2, 0): (-3, -1, -1, 1),
    (-2, 1): (1, -2, 3, 0), (-1, 1): (0, -2, 2, 0), (0, 1): (-1, -2, 1, 0),
    (1, 1): (-2, -2, 0, 0), (2, 1): (-3, -2, -1, 0),
    (-2, 2): (1, -3, 3, -1), (-1, 2): (0, -3, 2, -1), (0, 2): (-1, -3, 1, -1),
    (1, 2): (-2, -3, 0, -1), (2, 2): (-3, -3, -1, -1),
}  # fmt: skip
COVERAGE = [
    pytest.param(Operation.CONVOLUTION, CONVOLUTION_COVERAGE, id="convolution"),
    pytest.param(Operation.CROSS_CORRELATION, CROSS_CORRELATION_COVERAGE, id="cross-correlation"),
]


@pytest.mark.parametrize(("operation", "output", "table"), WORKED)
def test_the_terms_of_the_corner_are_the_worked_table(operation, output, table):
    assert _corner(operation, output) == table


@pytest.mark.parametrize(("operation", "output", "table"), WORKED)
def test_the_worked_table_is_that_of_no_other_operation(operation, output, table):
    others = [other for other in Operation if other is not operation]
    assert all(_corner(other, output) != table for other in others)


@pytest.mark.parametrize(("operation", "output", "table"), WORKED)
def test_the_worked_table_is_the_formula_over_all_49_indices(operation, output, table):
    formula, found = brute.FORMULA[operation], {}
    for j in range(-3, 4):
        for i in range(-3, 4):
            tap = (formula(output[0], i), formula(output[1], j))
            found[i, j] = (*tap, LETTERS.get(tap))
    assert {at: row for at, row in found.items() if min(at) >= 0} == table
    missing = [at for at, row in found.items() if row[2] is None]
    assert len(missing) == 40
    assert {at for at in found if min(at) < 0} < set(missing)
    assert len([at for at in found if min(at) < 0]) == 33


@pytest.mark.parametrize(("operation", "output", "table"), WORKED)
def test_of_all_49_terms_40_have_no_kernel_element(operation, output, table):
    found = terms(operation, Index(*output), IMAGE, KERNEL)
    assert len(found) == 49
    assert sum(not term.exists for term in found) == 40
    outside = [term for term in found if min(term.image.col, term.image.row) < 0]
    assert len(outside) == 33
    assert not any(term.exists for term in outside)


def test_terms_are_read_row_by_row():
    found = terms(Operation.CONVOLUTION, Index(1, 1), IMAGE, KERNEL)
    letters = [LETTERS[term.kernel.col, term.kernel.row] for term in found if term.exists]
    assert letters == list("ihgfedcba")
    found = terms(Operation.CROSS_CORRELATION, Index(-1, -1), IMAGE, KERNEL)
    letters = [LETTERS[term.kernel.col, term.kernel.row] for term in found if term.exists]
    assert letters == list("abcdefghi")


@pytest.mark.parametrize(("operation", "coverage"), COVERAGE)
def test_the_coverage_map_is_the_patch_of_each_valid_output(operation, coverage):
    assert {(m.col, m.row) for m in valid_outputs(operation, IMAGE, KERNEL)} == set(coverage)
    assert _patches(operation, coverage) == coverage


@pytest.mark.parametrize(("operation", "coverage"), COVERAGE)
def test_the_coverage_map_is_the_formula_over_all_49_indices(operation, coverage):
    formula = brute.FORMULA[operation]
    for (m, n), (left, top, right, bottom) in coverage.items():
        met = {
            (i, j)
            for i in range(-3, 4)
            for j in range(-3, 4)
            if (formula(m, i), formula(n, j)) in LETTERS
        }
        assert met == {(i, j) for i in range(left, right + 1) for j in range(top, bottom + 1)}
        assert len(met) == 9


def test_the_two_coverage_maps_agree_on_the_centre_alone():
    pairs = [(CONVOLUTION_COVERAGE[at], CROSS_CORRELATION_COVERAGE[at]) for at in LETTERS]
    assert sum(one == two for one, two in pairs) == 1
    assert _patches(Operation.CONVOLUTION, CROSS_CORRELATION_COVERAGE) == CONVOLUTION_COVERAGE
    assert CONVOLUTION_COVERAGE != CROSS_CORRELATION_COVERAGE


def test_the_library_form_covers_as_convolution_does():
    library = Operation.LIBRARY_CROSS_CORRELATION
    assert _patches(library, CONVOLUTION_COVERAGE) == CONVOLUTION_COVERAGE


@pytest.mark.parametrize("operation", Operation)
def test_outputs_at_the_rim_have_fewer_terms_because_pixels_are_missing(operation):
    def counts(reach):
        around = range(-reach, reach + 1)
        return {
            sum(term.exists for term in terms(operation, Index(m, n), IMAGE, KERNEL))
            for m in around
            for n in around
        }

    assert (counts(2), counts(3), counts(4)) == ({9}, {4, 6, 9}, {1, 2, 3, 4, 6, 9})


@pytest.mark.parametrize(("operation", "output", "table"), WORKED)
def test_each_letter_weighs_the_pixel_of_its_table_row(operation, output, table):
    assert _weighed(operation, output) == {
        at: letter for at, (_, _, letter) in table.items() if letter
    }


def test_weights_of_another_output_are_not_those_of_the_table():
    shifted = _weighed(Operation.CONVOLUTION, (0, 1))
    assert shifted != {at: letter for at, (_, _, letter) in T1.items() if letter}


def _corner(operation, output):
    found = terms(operation, Index(*output), IMAGE, KERNEL)
    rows = {}
    for term in found:
        if min(term.image.col, term.image.row) >= 0:
            tap = (term.kernel.col, term.kernel.row)
            assert term.exists == (tap in LETTERS)
            rows[term.image.col, term.image.row] = (*tap, LETTERS.get(tap))
    return rows


def _patches(operation, coverage):
    found = {}
    for m, n in coverage:
        met = patch(operation, Index(m, n), KERNEL)
        assert len(met) == 9
        found[m, n] = (met[0].col, met[0].row, met[-1].col, met[-1].row)
    return found


def _weighed(operation, output):
    """Which letter each pixel is multiplied with, read off sums of single pixels."""
    kernel = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    found = {}
    for i in range(-3, 4):
        for j in range(-3, 4):
            image = [[int((c, r) == (i, j)) for c in range(-3, 4)] for r in range(-3, 4)]
            value = apply(operation, image, kernel)[output[1] + 3, output[0] + 3]
            if value:
                found[i, j] = "abcdefghi"[value - 1]
    return found
