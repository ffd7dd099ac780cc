"""The kinds of exercises, and what a page of each leaves blank."""

from __future__ import annotations

from enum import Enum

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
        """The exercise called `slug`; ValueError lists the known ones."""
        for exercise in cls:
            if exercise.slug == slug:
                return exercise
        known = ", ".join(exercise.slug for exercise in cls)
        raise ValueError(f"unknown exercise {slug!r}: wanted one of {known}")

    @property
    def is_numeric(self) -> bool:
        """Whether it is about numbers instead of letters."""
        return VALUE in self.columns

    @property
    def has_result(self) -> bool:
        """Whether y is to be written down."""
        return PRODUCT in self.columns

    @property
    def marks_patch(self) -> bool:
        """Whether the patch is to be framed in the image."""
        return PIXEL not in self.given
