"""Variants: drawn by a seed alone, each with answers of its own that no other operation gives."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

import pytest

from corrconv.core.index import Index, Support
from corrconv.core.operation import Operation
from corrconv.lesson.lesson import Lesson, load
from corrconv.products.worksheet import handout as module
from corrconv.products.worksheet.exercise import Exercise, ExerciseData
from corrconv.products.worksheet.handout import (
    Handout,
    HandoutSpec,
    SeededRandom,
    handout,
    variants,
)
from corrconv.products.worksheet.sheet import Sheet

pytestmark = pytest.mark.slow

LESSON = load()
FORMULA = {
    "convolution": lambda m, i: m - i,
    "cross-correlation": lambda m, i: m + i,
    "library-cross-correlation": lambda m, i: i - m,
}

DRAWN = [3, 1, 9, 4, 9, 2, 8, 7, 9, 0, 7, 0]
SHUFFLED = ("c", "g", "a", "e", "d", "f", "b")


def result(sheet: Sheet, slug: str) -> object:
    """What a reader writes who computes by `slug`: y, or which element meets which pixel."""
    example, formula = sheet.example, FORMULA[slug]
    kernel = {(at.col, at.row): element for at, element in example.elements.items()}
    m, n = sheet.output.col, sheet.output.row
    met = {
        (at.col, at.row): kernel[formula(m, at.col), formula(n, at.row)]
        for at in example.image
        if (formula(m, at.col), formula(n, at.row)) in kernel
    }
    if not sheet.exercise.is_numeric:
        return tuple(sorted(met.items()))
    pixels = {(at.col, at.row): value for at, value in example.pixels.items()}
    return sum(pixels[at] * int(element) for at, element in met.items())


def shared(handouts: Sequence[Handout]) -> list[object]:
    """Answers that two handouts have in the same place."""
    found = Counter(
        (place, result(sheet, sheet.operation.slug))
        for each in handouts
        for place, sheet in enumerate(each.sheets)
    )
    return [answer for answer, count in found.items() if count > 1]


def undetected(handouts: Sequence[Handout]) -> list[Sheet]:
    """Pages on which another operation gives the answer too."""
    return [
        sheet
        for each in handouts
        for sheet in each.sheets
        for slug in FORMULA
        if slug != sheet.operation.slug
        and result(sheet, slug) == result(sheet, sheet.operation.slug)
    ]


@pytest.mark.parametrize(
    ("operation", "exercises"),
    [
        (Operation.CONVOLUTION, tuple(Exercise)),
        (Operation.CROSS_CORRELATION, (Exercise.LETTERS, Exercise.NUMBERS)),
        (Operation.LIBRARY_CROSS_CORRELATION, (Exercise.NUMBERS,)),
    ],
)
def test_a_hundred_variants_have_a_hundred_answers_and_tell_operations_apart(
    operation: Operation, exercises: tuple[Exercise, ...]
) -> None:
    made = variants(LESSON, HandoutSpec(exercises, (operation,)), 100, 7)
    assert [each.variant for each in made] == [*range(1, 101)]
    assert len(made[0].sheets) == len(exercises)
    assert shared(made) == []
    assert undetected(made) == []
    outputs = {sheet.output for each in made for sheet in each.sheets}
    assert len(outputs) >= 8


def test_the_same_answer_twice_and_a_kernel_that_is_its_own_turn_would_be_noticed() -> None:
    made = variants(LESSON, HandoutSpec((Exercise.NUMBERS,)), 5, 7)
    assert shared([*made, made[0]]) != []
    (sheet,) = made[0].sheets
    even = {at: abs(at.col) + abs(at.row) for at in sheet.example.kernel}
    turned = dataclasses.replace(sheet, example=dataclasses.replace(sheet.example, elements=even))
    assert undetected([Handout((turned,))]) == [turned]
    assert turned.confused_with == (Operation.LIBRARY_CROSS_CORRELATION,)


def test_the_operation_of_which_differs_from_variant_to_variant() -> None:
    made = variants(LESSON, HandoutSpec((Exercise.WHICH,)), 100, 7)
    operations = Counter(each.sheets[0].operation for each in made)
    assert set(operations) == set(Operation)
    assert min(operations.values()) > 15
    assert shared(made) == undetected(made) == []


def test_a_seed_gives_the_same_variants_and_another_gives_others() -> None:
    spec = HandoutSpec((Exercise.TERMS, Exercise.NUMBERS))
    made = variants(LESSON, spec, 20, 7)
    assert variants(LESSON, spec, 20, 7) == made
    assert variants(LESSON, spec, 8, 7) == made[:8]
    assert variants(LESSON, spec, 20, 8) != made


def test_a_given_output_stays() -> None:
    made = variants(LESSON, HandoutSpec((Exercise.LETTERS,), outputs=(Index(2, -1),)), 10, 1)
    assert {each.sheets[0].output for each in made} == {Index(2, -1)}
    assert shared(made) == undetected(made) == []


@pytest.mark.parametrize("count", [0, -1, module.MOST_VARIANTS + 1])
def test_too_few_and_too_many_variants_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} variants: wanted 1 to 500"):
        variants(LESSON, HandoutSpec(), count, 7)


def test_too_many_pages_are_refused() -> None:
    spec = HandoutSpec(tuple(Exercise), tuple(Operation))
    with pytest.raises(ValueError, match="15 pages in 200 variants: wanted at most 1000 in all"):
        variants(LESSON, spec, 200, 7)


def test_answers_that_run_out_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PIXELS", (1, 2))
    monkeypatch.setattr(module, "ATTEMPTS", 60)
    monkeypatch.setattr(module, "WEIGHTS", (1, 2))
    with pytest.raises(ValueError, match=r"found \d+ variants .*, wanted 50: ask for fewer"):
        variants(LESSON, HandoutSpec((Exercise.NUMBERS,)), 50, 7)


def test_what_no_kernel_can_tell_apart_is_refused() -> None:
    spec = HandoutSpec((Exercise.TERMS,), (Operation.CROSS_CORRELATION,), (Index(0, 0),))
    with pytest.raises(ValueError, match=r"y\[0,0\] comes out the same by cross-correlation and"):
        variants(LESSON, spec, 2, 7)


def test_the_lessons_own_page_tells_the_operations_apart() -> None:
    """y[1,1] of the lesson's numbers is 3 for two operations: another output is taken."""
    own = handout(LESSON, HandoutSpec(tuple(Exercise), tuple(Operation)))
    assert undetected([own]) == []
    spec = HandoutSpec((Exercise.NUMBERS,), outputs=(Index(1, 1),))
    assert len(undetected([handout(LESSON, spec)])) == 1


def test_an_output_without_a_term_is_refused() -> None:
    with pytest.raises(ValueError, match=r"y\[5,0\] has no term .* from \[-4,-4\] to \[4,4\]"):
        handout(LESSON, HandoutSpec(outputs=(Index(5, 0),)))


def test_a_kernel_too_large_for_a_table_is_refused() -> None:
    support = Support.centred(9, 7)
    example = ExerciseData(Support.centred(11, 11), support, dict.fromkeys(support, "a"))
    with pytest.raises(ValueError, match="63 elements, wanted at most 25 in the table"):
        Sheet(Exercise.TERMS, Operation.CONVOLUTION, Index(0, 0), example)


def test_a_kernel_that_fits_nowhere_is_refused() -> None:
    small: Lesson = dataclasses.replace(LESSON, image=Support.centred(1, 1))
    with pytest.raises(ValueError, match="3x3 kernel fits nowhere"):
        variants(small, HandoutSpec(), 2, 7)


def test_chance_is_the_same_everywhere() -> None:
    """Written down once: another Python, machine or hash seed must draw these."""
    random = SeededRandom(7, 1)
    assert [random.below(10) for _ in range(12)] == DRAWN
    assert SeededRandom("a").shuffled("abcdefg") == SHUFFLED
    assert [SeededRandom(8, 1).below(10) for _ in range(12)] != DRAWN


def test_chance_is_fair_and_stays_within_its_limit() -> None:
    random = SeededRandom("fair")
    counts = Counter(random.below(5) for _ in range(5000))
    assert set(counts) == {*range(5)}
    assert all(900 < count < 1100 for count in counts.values())
    assert Counter(random.shuffled("aabc")) == Counter("aabc")
    with pytest.raises(ValueError, match="no whole number"):
        random.below(0)
