"""Arrays addressed by index, and the numbers of the article's neighbours."""

import dataclasses

import numpy as np
import pytest

from corrconv import Index, Operation, Support, apply
from corrconv.core.array import CentredArray
from corrconv.core.operation import outputs

LETTERED = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


def test_an_element_is_looked_up_by_column_and_row_from_the_centre():
    array = CentredArray.from_rows(LETTERED)
    assert (array[Index(0, 0)], array[Index(1, 0)], array[Index(0, 1)]) == (5, 6, 8)
    assert array[Index(1, 0)] != array[Index(0, 1)]
    assert [array[index] for index in array.support] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_an_origin_moves_the_indices():
    array = CentredArray.from_rows([[1, 2], [3, 4]], Index(1, 0))
    assert (array[Index(-1, 0)], array[Index(0, 1)]) == (1, 4)


def test_items_are_what_a_look_up_gives():
    array = CentredArray.from_rows([[1, 2, 3], [4, 5, 6]], Index(1, 0))
    assert list(array.items()) == [(index, array[index]) for index in array.support]
    assert [value for _, value in array.items()] == [1, 2, 3, 4, 5, 6]
    assert {type(value) for _, value in array.items()} == {int}


def test_an_even_array_without_an_origin_is_refused():
    with pytest.raises(ValueError, match="2x1 support has no centre element"):
        CentredArray.from_rows([[1, 2]])


@pytest.mark.parametrize("outside", [Index(2, 0), Index(0, -2), Index(-2, 2)])
def test_an_index_without_an_element_is_refused_and_never_counts_from_the_end(outside):
    array = CentredArray.from_rows(LETTERED)
    with pytest.raises(IndexError, match=r"wanted \[-1,-1\] to \[1,1\]"):
        array[outside]


@pytest.mark.parametrize("address", [0, (0, 0, 0), [0, 0], slice(0, 1), (slice(0, 1), 0)])
def test_an_address_that_is_no_index_is_refused(address):
    with pytest.raises(TypeError, match="must be"):
        CentredArray.from_rows(LETTERED)[address]


def test_a_pair_is_column_first():
    array = CentredArray.from_rows(LETTERED)
    assert array[1, 0] == array[Index(1, 0)] != array[0, 1]


def test_an_array_is_a_frozen_copy():
    data = np.array(LETTERED)
    array = CentredArray(data, Support(3, 3))
    data[1, 1] = 99
    assert array[Index(0, 0)] == 5
    with pytest.raises(ValueError, match="read-only"):
        array.values[0, 0] = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        array.values = data


def test_values_and_support_must_have_one_shape():
    with pytest.raises(ValueError, match=r"\(rows, columns\) = \(1, 3\), got \(3, 1\)"):
        CentredArray(np.ones((3, 1)), Support(3, 1))


def test_outputs_are_looked_up_by_the_index_that_the_formula_gives_them():
    image, kernel = Support(7, 7), Support(3, 3)
    x = np.arange(49).reshape(7, 7)
    patch = x[3:6, 3:6]
    flipped = int((patch * np.array(LETTERED)[::-1, ::-1]).sum())
    straight = int((patch * np.array(LETTERED)).sum())
    wanted = {
        Operation.CONVOLUTION: (Index(1, 1), flipped),
        Operation.CROSS_CORRELATION: (Index(-1, -1), straight),
        Operation.LIBRARY_CROSS_CORRELATION: (Index(1, 1), straight),
    }
    assert flipped != straight
    for operation, (output, value) in wanted.items():
        for mode in ("same", "valid", "full"):
            made = outputs(operation, mode, image, kernel)
            found = CentredArray(apply(operation, x, LETTERED, mode=mode), made)
            assert found[output] == value != found[Index(0, 0)]


def test_the_example_of_song_ho_ahn_comes_out_as_printed():
    image, kernel = LETTERED, [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
    wanted = np.array([[-13, -20, -17], [-18, -24, -18], [13, 20, 17]])
    np.testing.assert_array_equal(apply(Operation.CONVOLUTION, image, kernel), wanted)
    library = apply(Operation.LIBRARY_CROSS_CORRELATION, image, kernel)
    np.testing.assert_array_equal(library, -wanted)
    assert not np.array_equal(library, wanted)


def test_the_letters_example_weighs_each_pixel_with_its_letter():
    x = {(i, j): 10 ** (3 * j + i) for i in range(3) for j in range(3)}
    image = [[x.get((i, j), 0) for i in range(-3, 4)] for j in range(-3, 4)]
    a, b, c, d, e, f, g, h, i = range(1, 10)
    y = apply(Operation.CONVOLUTION, image, [[a, b, c], [d, e, f], [g, h, i]])
    assert y[1 + 3, 1 + 3] == (
        x[0, 0] * i + x[1, 0] * h + x[2, 0] * g
        + x[0, 1] * f + x[1, 1] * e + x[2, 1] * d
        + x[0, 2] * c + x[1, 2] * b + x[2, 2] * a
    )  # fmt: skip
    assert y[1 + 3, 1 + 3] == 123456789
    library = apply(Operation.LIBRARY_CROSS_CORRELATION, image, [[a, b, c], [d, e, f], [g, h, i]])
    assert library[1 + 3, 1 + 3] == 987654321


@pytest.mark.parametrize("operation", Operation)
def test_the_inputs_are_left_as_they_were(operation):
    image, kernel = np.arange(9).reshape(3, 3), np.arange(4, 13).reshape(3, 3)
    before = image.copy(), kernel.copy()
    out = apply(operation, image, kernel)
    out[:] = 0
    np.testing.assert_array_equal(image, before[0])
    np.testing.assert_array_equal(kernel, before[1])


@pytest.mark.parametrize("operation", Operation)
def test_the_memory_layout_of_the_inputs_does_not_matter(operation):
    image, kernel = np.arange(42).reshape(6, 7), np.arange(9).reshape(3, 3)
    wanted = apply(operation, image.tolist(), kernel.tolist())
    for layout in (np.asfortranarray, lambda a: np.repeat(a, 2, axis=1)[:, ::2], tuple):
        np.testing.assert_array_equal(apply(operation, layout(image), layout(kernel)), wanted)
