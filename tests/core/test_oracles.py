"""Published, measured and derived cases, each with its source in oracles.json."""

import json
from pathlib import Path

import numpy as np
import pytest

from corrconv import Index, Operation, Support, apply, patch, terms
from corrconv.core.operation import outputs

DATA = json.loads((Path(__file__).parent / "oracles.json").read_text(encoding="utf-8"))
CASES = {case["id"]: case for case in DATA["cases"]}
PAIRS = {case["id"]: case for case in DATA["index_pairs"]}

# Not applicable: scipy and numpy silently exchange image and kernel where the kernel is the
# larger one in mode "valid"; here that is refused. The numbers are checked the other way round.
KERNEL_LARGER = {
    "sig-convolve-valid-kernel-longer",
    "sig-convolve2d-valid-swapped",
    "sig-convolve2d-valid-complex2",
}
APPLICABLE = sorted(set(CASES) - KERNEL_LARGER)
OPERATIONS = {
    "convolve": Operation.CONVOLUTION,
    "correlate": Operation.LIBRARY_CROSS_CORRELATION,
    "correlate_post": Operation.CROSS_CORRELATION,
}


def test_every_case_is_applied_but_the_three_listed():
    assert (len(DATA["cases"]), len(CASES), len(APPLICABLE)) == (88, 88, 85)
    assert set(CASES) > KERNEL_LARGER
    assert (len(DATA["index_pairs"]), len(PAIRS)) == (9, 9)


def test_every_case_names_its_source():
    assert all(case["source"] for case in [*CASES.values(), *PAIRS.values()])


@pytest.mark.parametrize("case", APPLICABLE)
def test_the_outputs_are_those_of_the_source(case):
    assert _agrees(_applied(CASES[case]), _array(CASES[case], "expected"))


@pytest.mark.parametrize("case", APPLICABLE)
def test_a_number_changed_in_the_source_is_noticed(case):
    changed = _array(CASES[case], "expected").copy()
    changed.flat[-1] += 1
    assert not _agrees(_applied(CASES[case]), changed)


def test_the_cases_tell_the_operations_apart():
    found = {}
    for case in map(CASES.get, APPLICABLE):
        others = {name for name in OPERATIONS if name != case["op"]}
        wanted = _array(case, "expected")
        same = {name for name in others if _agrees(_applied({**case, "op": name}), wanted)}
        if same:
            found[case["id"]] = same
    assert found == BLIND


# The cases whose numbers another operation has too: the kernel is its own 180 degree turn (the
# library form and convolution agree), or the output is (the article's form agrees).
BLIND = {
    "impulse-convolve": {"correlate_post"},
    "nd-convolve26-mirror-length1": {"correlate", "correlate_post"},
    "nd-correlate07": {"convolve"},
    "nddoc-convolve-reflect": {"correlate"},
    "nddoc-convolve-reflect-diag": {"correlate"},
    "nddoc-correlate-plus": {"convolve"},
    "npdoc-correlate-valid": {"correlate_post"},
    "sig-convolve-single": {"correlate", "correlate_post"},
    "sig-convolve2d-same-symm-long-kernel": {"correlate"},
    "sig-convolve2d-same-wrap-long-kernel": {"correlate"},
    "sig-correlate-fastpath-valid": {"correlate_post"},
    "sig-correlate2d-complex-1": {"correlate_post"},
    "sig-correlate2d-complex-2": {"convolve", "correlate_post"},
    "sig-correlate2d-same-wrap-long-kernel": {"convolve"},
    "ufldl-animation-correlate": {"convolve"},
}


@pytest.mark.parametrize("case", APPLICABLE)
def test_the_first_output_stands_where_the_source_says(case):
    case = CASES[case]
    image, kernel = (Support(*_shape(case, name)[::-1], Index(0, 0)) for name in "xh")
    kernel = Support(kernel.columns, kernel.rows, _origin(case) or Index(0, 0))
    operation = OPERATIONS[case["op"]]
    made = outputs(operation, case["mode"], image, kernel)
    full = outputs(operation, "full", image, kernel)
    found = [made.first.row - full.first.row, made.first.col - full.first.col]
    assert found[-len(case["expected_shape"]) :] == case["first_output_index_in_full"]


@pytest.mark.parametrize("case", sorted(KERNEL_LARGER))
def test_a_kernel_larger_than_the_image_is_refused_and_fits_the_other_way_round(case):
    case = CASES[case]
    with pytest.raises(ValueError, match="fits nowhere inside"):
        _applied(case)
    exchanged = _applied({**case, "x": case["h"], "h": case["x"]})
    assert _agrees(exchanged, _array(case, "expected"))


@pytest.mark.parametrize("case", sorted(PAIRS))
def test_the_terms_are_the_index_pairs_of_the_source(case):
    case = PAIRS[case]
    assert _pairs(case, OPERATIONS[case["op"]]) == _wanted_pairs(case)


@pytest.mark.parametrize("case", sorted(PAIRS))
def test_the_index_pairs_are_those_of_no_other_operation(case):
    case = PAIRS[case]
    found = {op for op in Operation if _pairs(case, op) == _wanted_pairs(case)}
    if case["output"] == [0, 0] and case["op"] != "convolve":
        both = {Operation.CROSS_CORRELATION, Operation.LIBRARY_CROSS_CORRELATION}
        assert found == both  # turned by 180 degrees, [0, 0] stays where it is
    else:
        assert found == {OPERATIONS[case["op"]]}


@pytest.mark.parametrize("case", sorted(PAIRS))
def test_the_patch_spans_the_columns_and_rows_of_the_source(case):
    case = PAIRS[case]
    image = Support.centred(*[2 * case["image_half_width"] + 1] * 2)
    met = patch(OPERATIONS[case["op"]], Index(*case["output"]), Support.centred(3, 3))
    inside = [index for index in met if index in image]
    assert [inside[0].col, inside[-1].col] == case["patch_columns"]
    assert [inside[0].row, inside[-1].row] == case["patch_rows"]


def test_the_letters_over_the_patch_are_those_of_the_source():
    checked = 0
    for case in PAIRS.values():
        if case["letters_over_patch_rowwise"]:
            letters = "".join(letter for _, _, letter in _pairs(case, OPERATIONS[case["op"]]))
            assert letters == "".join(case["letters_over_patch_rowwise"])
            checked += 1
    assert checked == 7


def _applied(case):
    return apply(
        OPERATIONS[case["op"]],
        _array(case, "x"),
        _array(case, "h"),
        mode=case["mode"],
        boundary={"symm": "symmetric"}.get(case["boundary"], case["boundary"]),
        kernel_origin=_origin(case),
        fill_value=case.get("fillvalue", 0),
    )


def _agrees(found, wanted):
    if found.shape != wanted.shape:
        return False
    if wanted.dtype.kind == "i" and found.dtype.kind == "i":
        return np.array_equal(found, wanted)
    return np.allclose(found, wanted, rtol=1e-12, atol=1e-12)


def _array(case, name):
    """The numbers as an array of two axes; a case of one axis becomes one row."""
    values = np.array(case[name])
    if values.ndim > len(case["expected_shape"]):
        values = values[..., 0] + 1j * values[..., 1]
    return values.reshape(1, -1) if values.ndim == 1 else values


def _shape(case, name):
    return _array(case, name).shape


def _origin(case):
    if "kernel_centre" not in case:
        return None
    row, col = [0, *case["kernel_centre"]][-2:]
    return Index(col, row)


def _pairs(case, operation):
    image = Support.centred(*[2 * case["image_half_width"] + 1] * 2)
    kernel = Support.centred(*[2 * case["kernel_half_width"] + 1] * 2)
    letters = dict(zip(kernel, "abcdefghi", strict=True))
    found = terms(operation, Index(*case["output"]), image, kernel)
    return [(t.image, t.kernel, letters[t.kernel]) for t in found if t.exists]


def _wanted_pairs(case):
    return [(Index(*pair["x"]), Index(*pair["h"]), pair["letter"]) for pair in case["pairs"]]
