"""The kinds of exercises, and an example: the image and the kernel that one is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from corrconv.core.index import Index, Support
from corrconv.core.rational import Number
from corrconv.lesson.lesson import Lesson

PIXEL, VALUE, INDEX, ELEMENT, PRODUCT = "pixel", "value", "index", "element", "product"
"""The columns of the table: x[i,j], its number, the kernel index, the element, their product."""


class Exercise(Enum):
    """A kind of exercise: its name, the columns of its table and which of them are filled in."""

    TERMS = ("terms", (PIXEL, INDEX, ELEMENT, PRODUCT), ())
    LETTERS = ("letters", (PIXEL, INDEX, ELEMENT, PRODUCT), (PIXEL,))
    PATCH = ("patch", (), ())
    NUMBERS = ("numbers", (PIXEL, VALUE, INDEX, ELEMENT, PRODUCT), (PIXEL,))
    WHICH = ("which", (PIXEL, ELEMENT, INDEX), (PIXEL, ELEMENT))

    def __init__(self, slug: str, columns: tuple[str, ...], given: tuple[str, ...]) -> None:
        self.slug = slug
        self.columns = columns
        self.given = given

    @classmethod
    def from_slug(cls, slug: str) -> Exercise:
        """Return the exercise called `slug`; ValueError lists the known ones."""
        for exercise in cls:
            if exercise.slug == slug:
                return exercise
        known = ", ".join(exercise.slug for exercise in cls)
        raise ValueError(f"unknown exercise {slug!r}: wanted one of {known}")

    @property
    def is_numeric(self) -> bool:
        """Tell whether the exercise is about numbers instead of letters."""
        return VALUE in self.columns

    @property
    def has_result(self) -> bool:
        """Tell whether y is to be written down."""
        return PRODUCT in self.columns

    @property
    def marks_patch(self) -> bool:
        """Tell whether the patch is to be framed in the image."""
        return PIXEL not in self.given


ZERO = "zero"


@dataclass(frozen=True, slots=True)
class ExerciseData:
    """The image and the kernel that an exercise is about.

    `elements` has what is written in each kernel cell: a name, or a number where `pixels` has one
    for each pixel. `pixels` is empty where the image is known by its indices alone; `boundary` says
    what is read outside it, by the names of `corrconv.apply`.
    """

    image: Support
    kernel: Support
    elements: Mapping[Index, str | Number]
    pixels: Mapping[Index, Number] = field(default_factory=dict)
    boundary: str = ZERO


def lettered_example(lesson: Lesson) -> ExerciseData:
    """Return the lesson's image by its indices and its kernel by what is written in it."""
    return ExerciseData(lesson.image, lesson.kernel, dict(lesson.letters), boundary=lesson.boundary)


def numbered_example(lesson: Lesson) -> ExerciseData:
    """Return the lesson's image and kernel of numbers; ValueError where it gives none."""
    if lesson.numbers is None:
        raise ValueError(
            f"lesson {lesson.name} gives no numbers for image and kernel; --variants draws some"
        )
    return number_example(lesson)


def number_example(lesson: Lesson) -> ExerciseData:
    """Return an image and a kernel that are given numbers, or have some already."""
    own = lesson.numbers
    if own is None:
        return ExerciseData(lesson.image, lesson.kernel, {}, boundary=lesson.boundary)
    return ExerciseData(
        own.image_support, own.kernel_support, dict(own.kernel), dict(own.image), own.boundary
    )
