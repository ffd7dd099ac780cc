"""What an exercise is about: an image and a kernel, of letters or of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corrconv.core.index import Index, Support
from corrconv.core.rational import Number
from corrconv.lesson.lesson import Lesson

ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Example:
    """`elements` has what is written in each kernel cell: a name, or a number where `pixels`
    has one for each pixel. `pixels` is empty where the image is known by its indices alone;
    `boundary` says what is read outside it, by the names of `corrconv.apply`."""

    image: Support
    kernel: Support
    elements: Mapping[Index, str | Number]
    pixels: Mapping[Index, Number] = field(default_factory=dict)
    boundary: str = ZERO


def lettered(lesson: Lesson) -> Example:
    """The lesson's image by its indices and its kernel by what is written in it."""
    return Example(lesson.image, lesson.kernel, dict(lesson.letters), boundary=lesson.boundary)


def numbered(lesson: Lesson) -> Example:
    """The lesson's image and kernel of numbers; ValueError where it gives none."""
    if lesson.numbers is None:
        raise ValueError(
            f"lesson {lesson.name} gives no numbers for image and kernel; --variants draws some"
        )
    return to_be_numbered(lesson)


def to_be_numbered(lesson: Lesson) -> Example:
    """An image and a kernel that are given numbers, or have some already."""
    own = lesson.numbers
    if own is None:
        return Example(lesson.image, lesson.kernel, {}, boundary=lesson.boundary)
    return Example(
        own.image_support, own.kernel_support, dict(own.kernel), dict(own.image), own.boundary
    )
