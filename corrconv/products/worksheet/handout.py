"""Handouts: the pages that one reader gets, from the lesson itself or as variants of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from corrconv.core.index import Index
from corrconv.core.operation import Operation, valid_outputs
from corrconv.core.traversal import Traversal
from corrconv.lesson.lesson import Lesson
from corrconv.products.worksheet.exercise import (
    ZERO,
    Exercise,
    ExerciseData,
    lettered_example,
    number_example,
    numbered_example,
)
from corrconv.products.worksheet.sheet import Sheet

MOST_VARIANTS = 500
MOST_PAGES = 1000
"""Of all variants together."""

ATTEMPTS = 500
"""Draws for one variant until its answers differ from those of all before it."""

PIXELS = range(1, 10)
WEIGHTS = (-4, -3, -2, -1, 1, 2, 3, 4)
"""Numbers of a variant, small enough to be multiplied by heart and without 0: every product
counts."""


@dataclass(frozen=True, slots=True)
class HandoutSpec:
    """The exercises, operations and outputs that every handout has.

    Without operations the lesson's first one, and for `which` in variants any; without outputs the
    lesson's worked one, or one that tells the operations apart where that does not, and in variants
    any whole patch.
    """

    exercises: tuple[Exercise, ...] = (Exercise.TERMS,)
    operations: tuple[Operation, ...] = ()
    outputs: tuple[Index, ...] = ()

    @property
    def pages(self) -> int:
        """Count the pages of a handout."""
        return len(self.exercises) * max(1, len(self.operations)) * max(1, len(self.outputs))


@dataclass(frozen=True, slots=True)
class Handout:
    """The pages of one reader; `variant` counts from 1 and is None where there are no variants."""

    sheets: tuple[Sheet, ...]
    variant: int | None = None


def handout(lesson: Lesson, spec: HandoutSpec) -> Handout:
    """Return a handout with the lesson's own letters and numbers; ValueError where an output has no
    term."""
    sheets = []
    for exercise in spec.exercises:
        example = _example(lesson, exercise)
        for operation in spec.operations or lesson.operations[:1]:
            if spec.outputs:
                sheets += [Sheet(exercise, operation, each, example) for each in spec.outputs]
            else:
                sheets.append(_worked(lesson, exercise, operation, example))
    return Handout(tuple(sheets))


def variants(lesson: Lesson, spec: HandoutSpec, count: int, seed: int) -> tuple[Handout, ...]:
    """Return `count` handouts whose every page has another answer than the same page of all others,
    and an answer that no other operation gives.

    The first of them are the same for any count. ValueError where the lesson and the spec do not
    hold as many.
    """
    if not 1 <= count <= MOST_VARIANTS:
        raise ValueError(f"{count} variants: wanted 1 to {MOST_VARIANTS}")
    return tuple(_variants(lesson, spec, count, seed))


def _variants(lesson: Lesson, spec: HandoutSpec, count: int, seed: int) -> Iterator[Handout]:
    pages = spec.pages
    if pages * count > MOST_PAGES:
        raise ValueError(f"{pages} pages in {count} variants: wanted at most {MOST_PAGES} in all")
    previous: list[set[tuple[object, ...]]] = [set() for _ in range(pages)]
    for number in range(1, count + 1):
        sheets = _new(lesson, spec, SeededRandom(seed, number), previous)
        if sheets is None:
            raise ValueError(
                f"found {number - 1} variants with different answers, wanted {count}: ask for fewer"
            )
        for sheet, answers in zip(sheets, previous, strict=True):
            answers.add(sheet.answer)
        yield Handout(sheets, number)


def _new(
    lesson: Lesson,
    spec: HandoutSpec,
    random: SeededRandom,
    previous: Sequence[set[tuple[object, ...]]],
) -> tuple[Sheet, ...] | None:
    """Draw pages with answers that no earlier variant has, None where none were found; ValueError
    where no draw could tell the operations apart."""
    confused: list[Sheet] = []
    for _ in range(ATTEMPTS):
        sheets = _drawn(lesson, spec, random)
        unclear = [sheet for sheet in sheets if sheet.confused_with]
        confused += unclear[:1]
        pairs = zip(sheets, previous, strict=True)
        if not unclear and all(sheet.answer not in answers for sheet, answers in pairs):
            return sheets
    if len(confused) == ATTEMPTS:
        raise ValueError(_confusion(confused[-1]))
    return None


def _confusion(sheet: Sheet) -> str:
    others = " and ".join(each.slug for each in sheet.confused_with)
    return (
        f"y{sheet.output} comes out the same by {sheet.operation.slug} and {others}: "
        "wanted another output, or a kernel that is not its own turn"
    )


def _drawn(lesson: Lesson, spec: HandoutSpec, random: SeededRandom) -> tuple[Sheet, ...]:
    """Draw one handout at random: a kernel and an image for all its pages."""
    drawn = {
        kind: _random_numbers(number_example(lesson), random)
        if kind
        else _shuffled_letters(lettered_example(lesson), random)
        for kind in sorted({exercise.is_numeric for exercise in spec.exercises})
    }
    sheets = []
    for exercise in spec.exercises:
        example = drawn[exercise.is_numeric]
        free = tuple(Operation) if exercise is Exercise.WHICH else lesson.operations[:1]
        for operation in spec.operations or (random.pick(free),):
            whole = tuple(valid_outputs(operation, example.image, example.kernel))
            for output in spec.outputs or (random.pick(whole),):
                sheets.append(Sheet(exercise, operation, output, example))
    return tuple(sheets)


def _shuffled_letters(example: ExerciseData, random: SeededRandom) -> ExerciseData:
    """Return the example with the same letters in other cells."""
    letters = random.shuffled(tuple(example.elements.values()))
    return replace(example, elements=dict(zip(example.elements, letters, strict=True)))


def _random_numbers(example: ExerciseData, random: SeededRandom) -> ExerciseData:
    """Return the example with other numbers in the same cells."""
    return replace(
        example,
        elements={index: random.pick(WEIGHTS) for index in example.kernel},
        pixels={index: random.pick(PIXELS) for index in example.image},
    )


def _example(lesson: Lesson, exercise: Exercise) -> ExerciseData:
    return numbered_example(lesson) if exercise.is_numeric else lettered_example(lesson)


def _worked(
    lesson: Lesson, exercise: Exercise, operation: Operation, example: ExerciseData
) -> Sheet:
    """Return the sheet of the lesson's worked output, or of the last whole patch that tells the
    operations apart where that one does not; where none does, of the last one."""
    whole = valid_outputs(operation, example.image, example.kernel)
    worked = lesson.worked[operation]
    order = [*Traversal.REVERSE_READING.order(whole)]
    if worked in whole or (not example.pixels and example.boundary == ZERO):
        order = [worked, *order]
    sheets = [Sheet(exercise, operation, output, example) for output in order]
    return next((sheet for sheet in sheets if not sheet.confused_with), sheets[0])


Item = TypeVar("Item")

_RANGE = 1 << 64


class SeededRandom:
    """A stream of draws that follows from `seed` alone: SHA-256 of the seed and a counter.

    The standard library promises the same floats for a seed, not the same choices.
    """

    def __init__(self, *seed: int | str) -> None:
        self._seed = "/".join(map(str, seed))
        self._count = 0

    def below(self, limit: int) -> int:
        """Draw a whole number from 0 to `limit` - 1, each as likely as the others."""
        if limit < 1:
            raise ValueError(f"no whole number from 0 to {limit - 1}")
        fair = _RANGE - _RANGE % limit
        while (drawn := self._next()) >= fair:
            pass
        return drawn % limit

    def pick(self, items: Sequence[Item]) -> Item:
        """Draw one of `items`."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """Return all of `items` in a random order."""
        left = list(items)
        return tuple(left.pop(self.below(len(left))) for _ in items)

    def _next(self) -> int:
        self._count += 1
        content = hashlib.sha256(f"{self._seed}/{self._count}".encode()).digest()
        return int.from_bytes(content[:8], "big")
