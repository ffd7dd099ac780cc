"""The second path itself: its own numbers, and that it is a second one."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrconv.lesson.lesson import BUILT_IN, Lesson, load
from corrconv.theme.loader import shipped
from corrconv.verify.oracle.brute_force import (
    ADDED_TO,
    indices_asked,
    operations_computed,
    patch,
    square_around,
    terms_of,
    valid,
)
from corrconv.verify.oracle.check_entries import check
from corrconv.verify.oracle.check_picture import check_picture
from corrconv.verify.oracle.expected_entries import Words
from corrconv.verify.oracle.spelling import argument, heading, substituted
from tests.verify.oracle.rendering import rendered

LETTERS = dict(
    zip([(col, row) for row in (-1, 0, 1) for col in (-1, 0, 1)], "abcdefghi", strict=True)
)
PIXELS = [(col, row) for row in range(-3, 4) for col in range(-3, 4)]


@pytest.mark.parametrize(
    ("slug", "output", "read"),
    [
        ("convolution", (1, 1), "ihgfedcba"),
        ("cross-correlation", (-1, -1), "abcdefghi"),
        ("library-cross-correlation", (1, 1), "abcdefghi"),
    ],
)
def test_the_articles_patch(slug: str, output: tuple[int, int], read: str) -> None:
    """All three read x[0..2,0..2]; of the 49 terms 40 have no element."""
    found = terms_of(slug, output, PIXELS, LETTERS)
    assert sorted(found) == [(col, row) for col in range(3) for row in range(3)]
    assert "".join(LETTERS[found[col, row]] for row in range(3) for col in range(3)) == read
    asked = indices_asked(slug, output, PIXELS)
    assert len(asked) == 49
    assert sum(tap not in LETTERS for tap in asked.values()) == 40


def test_the_first_table_meets_no_element_1_2() -> None:
    """Of the terms that are shown; the second table does meet it."""
    corner = [(col, row) for row in range(4) for col in range(4)]
    first = indices_asked("convolution", (1, 1), corner)
    assert {tap for tap in first.values() if tap not in LETTERS} == {
        *((-2, row) for row in (1, 0, -1, -2)),
        *((col, -2) for col in (1, 0, -1)),
    }
    assert (1, 2) in indices_asked("cross-correlation", (-1, -1), corner).values()


def test_coverage() -> None:
    """25 outputs of nine terms; the first reads the first patch, or the last one."""
    for slug, corner in (("convolution", (-3, -3)), ("cross-correlation", (1, 1))):
        outputs = valid(slug, PIXELS, LETTERS)
        assert len(outputs) == 25
        assert min(outputs[-2, -2]) == corner == min(patch(slug, (-2, -2), LETTERS))


def test_what_a_form_computes_is_found_by_trying() -> None:
    assert operations_computed(lambda out, k: ((out[0] + k[0], out[1] + k[1]), k)) == [
        "library-cross-correlation"
    ]
    assert operations_computed(lambda out, k: (k, k)) == []
    assert list(ADDED_TO) == ["convolution", "cross-correlation", "library-cross-correlation"]
    assert len(square_around([(1, -1)])) == 49


def test_spelling() -> None:
    assert substituted("convolution", (1, -1), (-2, 0)) == "x[−2,0]·h[1−(−2),−1−0]"
    assert substituted("library-cross-correlation", (-1, 1), (0, 2)) == "x[0,2]·h[0−(−1),2−1]"
    assert heading("cross-correlation", (-1, -1)) == "h[−1+i,−1+j]"
    assert [argument("m", "k", signs) for signs in ((1, -1), (-1, 1), (0, -1), (-1, -1))] == [
        "m−k",
        "k−m",
        "−k",
        "−m−k",
    ]


def test_words_name_nothing_else() -> None:
    words = Words(frozenset({"y[1,1]"}), frozenset({"9", "49"}))
    assert words.fits("9 of the 49 terms of y[1,1]")
    assert not words.fits("8 of the 49 terms")
    assert not words.fits("9 of the terms of y[1,2]")
    assert Words().fits("SciPy convolve2d, turned by 180°")
    assert not Words().fits(" ")


OTHER = {
    'name = "post"': 'name = "other"',
    'order = "reading"': 'order = "reverse reading"',
    "\nconvolution = [1, 1]": "\nconvolution = [-1, 0]",
    "corner = [[0, 0], [3, 3]]": "corner = [[-2, -1], [1, 2]]",
    '["a", "b", "c"]': '["p", "q", "r"]',
}


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = BUILT_IN.read_text(encoding="utf-8")
    for old, new in OTHER.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = tmp_path_factory.mktemp("other") / "other.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["sliding-convolution", "corner", "title-card", "patches"])
def test_another_lesson_is_recomputed_too(name: str, other: Path, post: Lesson) -> None:
    result = rendered(name, lesson=other)
    assert check(result.facts, load(other)) == []
    assert check_picture(result.facts, result.still, shipped("light")) == []
    assert len(check(result.facts, post)) > 1
