"""Numbers on which scipy or numpy are silent or odd, and what happens here instead."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage, signal

from corrconv import Index, Operation, apply
from corrconv.core.dtypes import ResultOverflowError

DATA = json.loads((Path(__file__).parent / "oracles.json").read_text(encoding="utf-8"))
SPECIAL = {case["id"]: case for case in DATA["special_values"]}
NAN = np.zeros((5, 5))
NAN[2, 2] = np.nan
ONES, TWO = np.ones((3, 3)), np.ones((2, 2))
IMPULSE = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
UINT8 = np.array([[200, 100], [50, 255]], np.uint8), np.array([[2]], np.uint8)
LARGE = np.array([[2**62]]), np.array([[4]])
BOOL = np.array([[True, False, True]]), np.array([[True]])
HALF = np.array([[1.5, 2]], np.float16), np.array([[2]], np.float16)
OBJECT = np.array([[1]], object), np.array([[1]], object)


def scipy_full(image, kernel):
    return lambda: signal.convolve2d(image, kernel)


def ours(image, kernel, **options):
    return lambda: apply(Operation.CONVOLUTION, image, kernel, **options)


def same(image, kernel):
    return lambda: str(int(np.isnan(signal.convolve2d(image, kernel, "same")).sum()))


# id: (the source's call, the same asked of apply, what apply answers)
TABLE = {
    "nan-local": (same(NAN, ONES), ours(NAN, ONES), ValueError),
    "nan-fft": (
        lambda: str(int(np.isnan(signal.fftconvolve(NAN, ONES, "same")).sum())),
        ours(NAN, ONES),
        ValueError,
    ),
    "nan-zero-weight": (same(NAN, IMPULSE), ours(NAN, IMPULSE), ValueError),
    "uint8-wrap": (scipy_full(*UINT8), ours(*UINT8), [[400, 200], [100, 510]]),
    "int64-wrap": (scipy_full(*LARGE), ours(*LARGE), ResultOverflowError),
    "bool": (scipy_full(*BOOL), ours(*BOOL), [[1, 0, 1]]),
    "float16": (scipy_full(*HALF), ours(*HALF), [[3.0, 4.0]]),
    "object": (scipy_full(*OBJECT), ours(*OBJECT), TypeError),
    "empty-image": (
        lambda: str(signal.convolve2d(np.zeros((0, 0)), np.ones((1, 1))).shape),
        ours(np.zeros((0, 0)), np.ones((1, 1))),
        ValueError,
    ),
    "empty-kernel": (
        scipy_full(TWO, np.zeros((0, 0))),
        ours(TWO, np.zeros((0, 0))),
        ValueError,
    ),
    "np-empty-a": (lambda: np.convolve([], [1, 2]), ours([[]], [[1, 2]]), ValueError),
    "np-empty-v": (lambda: np.convolve([1, 2], []), ours([[1, 2]], [[]]), ValueError),
    "valid-mixed-larger": (
        lambda: signal.convolve2d(np.ones((2, 3)), np.ones((3, 2)), "valid"),
        ours(np.ones((2, 3)), np.ones((3, 2)), mode="valid"),
        ValueError,
    ),
    "dims-1d": (scipy_full([3], [4]), ours([3], [4]), ValueError),
    "dims-3d": (scipy_full([[[3]]], [[[4]]]), ours([[[3]]], [[[4]]]), ValueError),
    "fillvalue-vector": (
        lambda: signal.convolve2d([[1]], [[1, 2]], fillvalue=[1, 2]),
        ours([[1]], [[1, 2]], mode="full", boundary="fill", fill_value=[1, 2]),
        ValueError,
    ),
    "fillvalue-empty": (
        lambda: signal.convolve2d([[1]], [[1, 2]], fillvalue=[]),
        ours([[1]], [[1, 2]], mode="full", boundary="fill", fill_value=[]),
        ValueError,
    ),
    "bad-mode": (
        lambda: signal.convolve([1], [1], mode="spam"),
        ours([[1]], [[1]], mode="spam"),
        ValueError,
    ),
    "nd-bad-origin": (
        lambda: ndimage.correlate1d(np.arange(10), np.ones(3), origin=-2),
        ours([range(10)], [[1, 1, 1]], kernel_origin=Index(-1, 0)),
        ValueError,
    ),
}


def test_every_special_value_is_in_the_table():
    assert set(TABLE) == set(SPECIAL)
    assert len(DATA["special_values"]) == len(TABLE) == 19


@pytest.mark.parametrize("case", sorted(TABLE))
def test_the_source_still_does_what_was_written_down(case):
    call, _, _ = TABLE[case]
    wanted = SPECIAL[case]
    if wanted["raises"]:
        with pytest.raises(ValueError):  # with the library's own message
            call()
    else:
        found = call()
        assert (found if isinstance(found, str) else str(found.tolist())) == wanted["result"]


@pytest.mark.parametrize("case", sorted(TABLE))
def test_special_values_are_exact_or_refused(case):
    _, call, wanted = TABLE[case]
    if isinstance(wanted, list):
        assert call().tolist() == wanted
        assert str(wanted) != SPECIAL[case]["result"]
    else:
        with pytest.raises(wanted):
            call()
