"""The printed answer keys, read back from the PDFs and worked out anew from what they print."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from corrconv.core.index import Index
from corrconv.core.operation import Operation
from corrconv.lesson.lesson import load
from corrconv.products.worksheet.exercise import Exercise
from corrconv.products.worksheet.handout import Handout, HandoutSpec, handout, variants
from corrconv.products.worksheet.page_data import pages
from corrconv.products.worksheet.typesetting import PageTypesetter
from tests.products.worksheet.reading import Printed, faults, printed

pytestmark = pytest.mark.slow

EVERY = HandoutSpec(tuple(Exercise), tuple(Operation))
LESSON = load()


def read(folder: Path, handouts: tuple[Handout, ...], key: bool = True) -> list[Printed]:
    found = [page for each in handouts for page in pages(each, key)]
    (content,) = PageTypesetter().set(found, "Words", "a4", "pdf")
    path = folder / "page.pdf"
    path.write_bytes(content)
    return printed(path)


def test_every_answer_of_every_exercise_is_right(tmp_path: Path) -> None:
    found = read(tmp_path, (handout(LESSON, EVERY),))
    assert len(found) == len(Exercise) * len(Operation)
    assert {page.output for page in found} >= {(1, 1), (-1, -1)}
    assert [faults(page) for page in found] == [[]] * len(found)


def test_every_answer_of_variants_is_right(tmp_path: Path) -> None:
    found = read(tmp_path, variants(LESSON, HandoutSpec(tuple(Exercise)), 12, 7))
    assert len({str(page.kernel) for page in found}) >= 24
    assert {page.ticked for page in found} == {None, 0, 1, 2}
    assert [faults(page) for page in found] == [[]] * len(found)


def test_an_output_whose_patch_leaves_the_image_is_right(tmp_path: Path) -> None:
    spec = dataclasses.replace(EVERY, outputs=(Index(3, -3), Index(-2, 1)))
    letters = tuple(exercise for exercise in Exercise if not exercise.is_numeric)
    found = read(tmp_path, (handout(LESSON, dataclasses.replace(spec, exercises=letters)),))
    assert {len(page.rows) for page in found} == {0, 4, 9}
    assert [faults(page) for page in found] == [[]] * len(found)


@pytest.mark.parametrize("exercise", Exercise, ids=lambda each: each.slug)
def test_a_page_of_another_operation_is_found_wrong(exercise: Exercise, tmp_path: Path) -> None:
    """The key is made as for convolution, its formula and tick are those of the library's."""
    sheet = handout(LESSON, HandoutSpec((exercise,))).sheets[0]
    (right,) = read(tmp_path, (Handout((sheet,)),))
    other = dataclasses.replace(sheet, operation=Operation.LIBRARY_CROSS_CORRELATION)
    (wrong,) = read(tmp_path, (Handout((other,)),))
    mixed = dataclasses.replace(right, sums=wrong.sums, ticked=wrong.ticked)
    assert faults(right) == []
    assert faults(mixed) != []


@pytest.mark.parametrize("exercise", Exercise, ids=lambda each: each.slug)
def test_one_wrong_entry_is_found(exercise: Exercise, tmp_path: Path) -> None:
    (page,) = read(tmp_path, (handout(LESSON, HandoutSpec((exercise,))),))
    assert faults(page) == []
    rows = page.rows or page.patch
    assert rows
    for number, row in enumerate(rows):
        for column in range(len(row)):
            kept = row[column]
            row[column] = "x[9,9]"
            assert faults(page) != [], (number, column)
            row[column] = kept
    assert faults(page) == []


def test_a_wrong_result_is_found(tmp_path: Path) -> None:
    spec = HandoutSpec((Exercise.TERMS, Exercise.NUMBERS))
    pages = read(tmp_path, (handout(LESSON, spec),))
    assert len(pages) == 2
    for page in pages:
        assert faults(page) == []
        assert faults(dataclasses.replace(page, result=page.result + "1")) != []


def test_a_handout_prints_what_is_given_and_none_of_the_answers(tmp_path: Path) -> None:
    for exercise in Exercise:
        asked = handout(LESSON, HandoutSpec((exercise,)))
        (blank,), (key,) = read(tmp_path, (asked,), key=False), read(tmp_path, (asked,))
        assert blank.kernel == key.kernel
        assert (blank.ticked, blank.result, blank.centre, blank.patch) == (
            None,
            "",
            None,
            [],
        )
        given = [len(exercise.given)] * len(key.rows) if exercise.given else []
        assert [len(row) for row in blank.rows] == given
        assert not any("Answer key" in line for line in blank.lines)
        assert any("Answer key" in line for line in key.lines)
