"""What a lesson may hold, so that its figures can be drawn and set: checked before rendering."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corrconv.lesson import Lesson, load
from corrconv.make.names import checked_name

MOST_CELLS = 225
"""Of an image or a kernel; more cannot be told apart in a picture."""

LARGEST_LESSON = 1 << 18
"""Bytes of a lesson file."""


def read_lesson(path: Path | None) -> Lesson:
    """The lesson at `path`, fit for files and pictures; ValueError in one sentence."""
    if path is not None and path.is_file() and path.stat().st_size > LARGEST_LESSON:
        raise ValueError(f"lesson {path}: has more than {LARGEST_LESSON} bytes")
    lesson = load(path)
    checked_name(lesson.name, "lesson")
    _require_few_cells(lesson)
    _require_letters(lesson)
    return lesson


def _require_few_cells(lesson: Lesson) -> None:
    sliding = lesson.sliding
    supports = {
        "image": lesson.image,
        "kernel": lesson.kernel,
        "sliding image": sliding.image_support,
        "sliding kernel": sliding.kernel_support,
    }
    for what, support in supports.items():
        cells = support.columns * support.rows
        if cells > MOST_CELLS:
            raise ValueError(
                f"lesson {lesson.name}: its {what} has {cells} cells, wanted at most {MOST_CELLS}"
            )


def _require_letters(lesson: Lesson) -> None:
    """Names are set as mathematics, where a longer text would be a program."""
    for name in _names(lesson):
        if len(name) != 1 or not name.isalpha():
            raise ValueError(
                f"lesson {lesson.name}: the name {name!r} cannot be set, wanted one letter"
            )


def _names(lesson: Lesson) -> Iterator[str]:
    yield from lesson.letters.values()
    for form in lesson.forms:
        names = form.names
        yield from (names.output, names.image, names.kernel, *names.at, *names.over)
