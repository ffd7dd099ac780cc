"""What an exercise is about: an image and a kernel, of letters or of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corrconv.index import Index, Support
from corrconv.lesson import Lesson
from corrconv.value import Number, spelled


@dataclass(frozen=True, slots=True)
class Example:
    """`elements` has what is written in each kernel cell: a letter, or a number where `pixels`
    has one for each pixel. `pixels` is empty where the image is known by its indices alone."""

    image: Support
    kernel: Support
    elements: Mapping[Index, str | int]
    pixels: Mapping[Index, int] = field(default_factory=dict)


def lettered(lesson: Lesson) -> Example:
    """The lesson's image by its indices and its kernel by its letters."""
    return Example(lesson.image, lesson.kernel, dict(lesson.letters))


def numbered(lesson: Lesson) -> Example:
    """The lesson's image and kernel of numbers; ValueError where one is not whole."""
    own = lesson.sliding
    return Example(own.image_support, own.kernel_support, _whole(own.kernel), _whole(own.image))


def _whole(numbers: Mapping[Index, Number]) -> dict[Index, int]:
    for number in numbers.values():
        if not isinstance(number, int):
            raise ValueError(f"{spelled(number)} is no whole number, which a worksheet wants")
    return {index: int(number) for index, number in numbers.items()}
