"""What a lesson's file may be, so that its figures can be named and drawn."""

from __future__ import annotations

from pathlib import Path

from corrconv import catalog
from corrconv.lesson.lesson import Lesson, load, path_of
from corrconv.pipeline.store.names import checked_name

LARGEST_LESSON = 1 << 18
"""Bytes of a lesson file."""


def read_lesson(path: Path | None) -> Lesson:
    """The lesson at `path`, or of this name; ValueError in one sentence."""
    file = path_of(path)
    if file.is_file() and file.stat().st_size > LARGEST_LESSON:
        raise ValueError(f"lesson {file}: has more than {LARGEST_LESSON} bytes")
    figures = [figure.name for figure in (*catalog.find(), *catalog.title_cards())]
    lesson = load(file, figures)
    checked_name(lesson.name, "lesson")
    return lesson
