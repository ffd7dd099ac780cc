"""The one relation, its two inverses, and the outputs of each mode."""

import itertools

import pytest

from corrconv import Index, Operation, Support, patch, terms
from corrconv.core.operation import (
    MODES,
    image_ranges,
    mirror_columns,
    mirror_rows,
    outputs,
    patch_region,
    same_patch,
    turned,
    valid_outputs,
)
from tests.core import brute

EVERY = [Index(c, r) for c, r in itertools.product(range(-3, 4), repeat=2)]
OTHERS = [(one, two) for one, two in itertools.product(Operation, repeat=2) if one != two]
SUPPORTS = [
    (Support(7, 7), Support(3, 3)),
    (Support(5, 3), Support(3, 1)),
    (Support(4, 5, Index(1, 4)), Support(2, 3, Index(0, 2))),
    (Support(3, 4, Index(2, 0)), Support(3, 4, Index(1, 1))),
]


@pytest.mark.parametrize("operation", Operation)
def test_the_kernel_index_is_the_formula(operation):
    formula = brute.FORMULA[operation]
    for output, image in itertools.product(EVERY, repeat=2):
        wanted = Index(formula(output.col, image.col), formula(output.row, image.row))
        assert operation.kernel_index(output, image) == wanted


@pytest.mark.parametrize(("operation", "other"), OTHERS)
def test_no_operation_has_the_formula_of_another(operation, other):
    formula = brute.FORMULA[other]
    wanted = Index(formula(1, 2), formula(1, 2))
    assert operation.kernel_index(Index(1, 1), Index(2, 2)) != wanted


@pytest.mark.parametrize("operation", Operation)
def test_both_inverses_undo_the_relation_for_every_pair(operation):
    for output, image in itertools.product(EVERY, repeat=2):
        tap = operation.kernel_index(output, image)
        assert operation.image_index(output, tap) == image
        assert operation.output_index(image, tap) == output


@pytest.mark.parametrize("operation", Operation)
def test_the_relation_undoes_both_inverses_for_every_pair(operation):
    for one, tap in itertools.product(EVERY, repeat=2):
        assert operation.kernel_index(one, operation.image_index(one, tap)) == tap
        assert operation.kernel_index(operation.output_index(one, tap), one) == tap


@pytest.mark.parametrize(("operation", "other"), OTHERS)
def test_the_inverses_of_another_operation_do_not_undo_the_relation(operation, other):
    output, image = Index(1, 2), Index(3, -1)
    tap = operation.kernel_index(output, image)
    undone = other.image_index(output, tap) == image, other.output_index(image, tap) == output
    assert undone != (True, True)


def test_only_convolution_flips_the_kernel_and_only_it_does_not_conjugate():
    assert [operation for operation in Operation if operation.flips_kernel] == [
        Operation.CONVOLUTION
    ]
    for operation in Operation:
        assert operation.conjugates_kernel != operation.flips_kernel


@pytest.mark.parametrize("operation", Operation)
def test_flipping_is_what_the_kernel_indices_of_a_patch_show(operation):
    met = patch(operation, Index(0, 0), Support(3, 3))
    columns = [operation.kernel_index(Index(0, 0), pixel).col for pixel in met[:3]]
    assert columns == ([1, 0, -1] if operation.flips_kernel else [-1, 0, 1])


@pytest.mark.parametrize("operation", Operation)
def test_slugs_and_signs_find_their_operation(operation):
    assert Operation(operation.slug) is operation
    assert Operation.from_signs(operation.output_sign, operation.image_sign) is operation


def test_unknown_slugs_and_signs_are_refused_with_what_is_known():
    with pytest.raises(ValueError, match="unknown operation 'corr': wanted one of convolution, "):
        Operation("corr")
    with pytest.raises(ValueError, match=r"kernel = -1\*output -1\*image"):
        Operation.from_signs(-1, -1)


def test_terms_come_in_reading_order_and_say_which_kernel_elements_exist():
    kernel = Support(3, 3)
    found = terms(Operation.CONVOLUTION, Index(1, 1), Support(7, 7), kernel)
    assert [term.image for term in found] == list(Support(7, 7))
    assert all(term.exists == (term.kernel in kernel) for term in found)
    assert 0 < sum(term.exists for term in found) < len(found)


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("kernel", [kernel for _, kernel in SUPPORTS])
def test_the_patch_is_where_the_kernel_has_elements(operation, kernel):
    output = Index(2, -1)
    met = patch(operation, output, kernel)
    around = Support(31, 31)
    assert set(met) == {
        pixel for pixel in around if operation.kernel_index(output, pixel) in kernel
    }
    assert list(met) == list(patch_region(operation, output, kernel))


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize(("image", "kernel"), SUPPORTS)
@pytest.mark.parametrize("mode", MODES)
def test_the_outputs_of_a_mode_are_those_of_its_definition(operation, image, kernel, mode):
    assert set(outputs(operation, mode, image, kernel)) == _by_definition(
        operation, mode, image, kernel
    )


def test_the_definitions_of_the_modes_tell_the_operations_apart():
    image, kernel = SUPPORTS[2]
    for mode in MODES:
        found = [_by_definition(operation, mode, image, kernel) for operation in Operation]
        assert found[0] != found[1] != found[2] != found[0] or mode == "same"


def test_the_size_of_an_output_is_that_of_the_textbooks():
    image, kernel = Support(7, 6, Index(0, 0)), Support(3, 2, Index(0, 0))
    for operation in Operation:
        sizes = [outputs(operation, mode, image, kernel) for mode in ("full", "same", "valid")]
        assert [(len(made.column_range), len(made.row_range)) for made in sizes] == [
            (7 + 3 - 1, 6 + 2 - 1), (7, 6), (7 - 3 + 1, 6 - 2 + 1),
        ]  # fmt: skip


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("kernel", [Support(5, 1), Support(1, 5), Support(5, 5)])
def test_a_kernel_that_fits_nowhere_has_no_valid_outputs(operation, kernel):
    with pytest.raises(ValueError, match="fits nowhere inside a 3x3 image"):
        valid_outputs(operation, Support(3, 3), kernel)


def test_an_unknown_mode_has_no_outputs():
    with pytest.raises(ValueError, match="unknown mode 'some': wanted one of same, valid, full"):
        outputs(Operation.CONVOLUTION, "some", Support(3, 3), Support(3, 3))


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize(("image", "kernel"), SUPPORTS)
def test_the_pixels_that_one_tap_meets_are_the_image_indices_output_by_output(
    operation, image, kernel
):
    made = outputs(operation, "full", image, kernel)
    for tap in kernel:
        columns, rows = image_ranges(operation, made, tap)
        assert [Index(col, row) for row in rows for col in columns] == [
            operation.image_index(output, tap) for output in made
        ]


def test_two_mirror_steps_turn_an_index_by_180_degrees():
    for index in EVERY:
        turned = mirror_rows(mirror_columns(index))
        assert turned == Index(-index.col, -index.row) == mirror_columns(mirror_rows(index))
    assert mirror_columns(Index(1, 2)) == Index(-1, 2)
    assert mirror_rows(Index(1, 2)) == Index(1, -2)


def _by_definition(operation, mode, image, kernel):
    def ones(support):
        return {(index.col, index.row): 1 for index in support}

    return {Index(*at) for at in brute.outputs(operation, mode, ones(image), ones(kernel))}


def test_turning_is_about_the_middle_whatever_the_origin():
    kernel = Support(2, 3, Index(0, 2))
    assert [turned(tap, kernel) for tap in kernel] == sorted(
        kernel, key=lambda tap: (-tap.row, -tap.col)
    )


def test_the_same_patch_is_read_for_another_output():
    kernel = Support(2, 3, Index(0, 2))
    for one, other in itertools.permutations(Operation, 2):
        output = Index(3, -1)
        there = same_patch(one, output, other, kernel)
        assert patch(one, output, kernel) == patch(other, there, kernel)
