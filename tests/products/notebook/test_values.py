"""Kernels and images as they are written in a notebook."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from corrconv import Index
from corrconv.products.notebook.values import index, table

SAME = [[1, 0, -1], [2, 0, -2]]


@pytest.mark.parametrize(
    "data",
    [
        SAME,
        tuple(map(tuple, SAME)),
        np.array(SAME),
        np.array(SAME, np.int8),
        np.array(SAME, float),
        [np.array(row) for row in SAME],
        [[np.int64(cell) for cell in row] for row in SAME],
        [[True, False, -1], [2.0, 0, np.float32(-2)]],
        {"values": np.array(SAME)},
    ],
)
def test_numbers_in_any_guise_are_the_same_rows(data: object) -> None:
    assert table(data, "kernel") == {"values": SAME}


def test_letters_are_rows_of_letters_or_of_words() -> None:
    wanted = {"letters": [["a", "b"], ["c", "d"]]}
    assert table(["ab", "cd"], "kernel") == wanted
    assert table([["a", "b"], ["c", "d"]], "kernel") == wanted
    assert table(np.array([["a", "b"], ["c", "d"]]), "kernel") == wanted
    assert table([["a", "b"], ["d", "c"]], "kernel") != wanted


def test_fractions_and_floats_stay_exact() -> None:
    found = table([[Fraction(1, 9), 0.25, "1/3"]], "kernel")
    assert found == {"values": [["1/9", 0.25, "1/3"]]}


def test_other_keys_of_a_lesson_are_passed_on() -> None:
    found = table({"values": [[1, 2]], "origin": np.array([0, 0])}, "kernel")
    assert found == {"values": [[1, 2]], "origin": [0, 0]}
    assert table({"columns": 9, "rows": 5}, "image") == {"columns": 9, "rows": 5}


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (5, TypeError, "kernel must be rows such as [[1, 0, -1]], got int"),
        (None, TypeError, "kernel must be rows such as [[1, 0, -1]], got NoneType"),
        ("abc", TypeError, "got str"),
        ([1, 2, 3], ValueError, "kernel must be 2-D"),
        (np.arange(3), ValueError, "kernel must be 2-D"),
        (np.zeros((2, 2, 2)), TypeError, "numbers or letters, got [0.0, 0.0]"),
        ([], ValueError, "kernel must have rows of one length, got none"),
        ([[]], ValueError, "got 0"),
        ([[1, 2], [3]], ValueError, "kernel must have rows of one length, got 2, 1"),
        (["ab", "c"], ValueError, "got 2, 1"),
        ([[1, "a"]], ValueError, "kernel must hold numbers or letters, got both"),
        ([[1, 2], [3, float("nan")]], ValueError, "got nan at zero-based [col,row] [1,1]"),
        ([[1, float("inf")]], ValueError, "got inf at zero-based [col,row] [1,0]"),
        ([[1j]], TypeError, "kernel must hold numbers or letters, got 1j"),
        ([[1, None]], TypeError, "got None at zero-based [col,row] [1,0]"),
        ({"values": [[1], [2, 3]]}, ValueError, "kernel values must have rows of one length"),
    ],
)
def test_anything_else_is_refused_in_one_sentence(
    data: object, error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as raised:
        table(data, "kernel")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_index_is_a_pair_of_whole_numbers() -> None:
    assert (
        index(Index(1, -2), "output")
        == index((1, -2), "output")
        == index(np.array([1, -2]), "output")
        == [1, -2]
    )
    with pytest.raises(ValueError, match=r"output must be \(column, row\)"):
        index((1, 2, 3), "output")
    with pytest.raises(TypeError, match="two whole numbers"):
        index((1, 0.5), "output")
