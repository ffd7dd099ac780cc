"""Lesson files of a user: a new one to begin with, and what can be said of one before anything is
drawn from it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from corrconv.figures.sizing import size
from corrconv.lesson.lesson import SHIPPED, Lesson, path_of, picture_path
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.plan.resolve import read_lesson
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.names import checked_name

TEMPLATE = """# A lesson; docs/lessons.md describes every key. An index is [column, row].

name = "mine"
title = "Your title"

# The kernel, row by row: numbers such as -1, 0.25 or "1/9". Where a size is even, add
# origin = [column, row], the place of h[0,0] counted from 0.
[kernel]
values = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]

# The image: values, or picture = "file.png" with columns = 9, or columns and rows alone.
[image]
values = [
  [0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0],
  [0, 0, 1, 0, 0],
  [0, 0, 0, 2, 0],
  [0, 0, 0, 0, 0],
]
"""

_NAME = re.compile(r'^name = ".*"$', re.MULTILINE)


def write_new_lesson(path: Path, like: Path | None) -> str:
    """Write a new lesson, named after its file, from the template or like another lesson, with the
    picture of that one; return what to do next.

    RequestError, nothing being written, where the file is there already or cannot be written.
    """
    try:
        return _write_new_lesson(path, None if like is None else path_of(like))
    except FileExistsError as error:
        raise RequestError(f"{error.filename}: is there already; nothing was written") from error
    except OSError as error:
        raise RequestError(f"{error.filename}: {error.strerror}") from error
    except ValueError as error:
        raise RequestError(str(error)) from error


def _write_new_lesson(path: Path, source: Path | None) -> str:
    if path.suffix != ".toml":
        raise ValueError(f"{path}: wanted a name that ends in .toml")
    name = checked_name(path.stem, "lesson")
    text = TEMPLATE if source is None else source.read_text(encoding="utf-8")
    picture = None if source is None else picture_path(source)
    beside = None if picture is None else path.parent / picture.name
    if beside is not None and beside.exists():
        raise FileExistsError(17, "File exists", str(beside))
    with path.open("x", encoding="utf-8") as file:
        file.write(_NAME.sub(f'name = "{name}"', text, count=1))
    if picture is not None and beside is not None:
        shutil.copyfile(picture, beside)
    read_lesson(path)
    return f"{path} is written. Edit it; then: lesson check {path}"


SCHEMA = SHIPPED / "schema.json"
"""The JSON schema of lesson files, for editors."""


def lesson_schema() -> str:
    """Return the JSON schema of lesson files."""
    return SCHEMA.read_text(encoding="utf-8").rstrip()


def check_lesson(project: Project, path: Path) -> tuple[bool, str]:
    """Tell whether the file at `path` is a lesson, and return what is wrong with it, with file,
    line and key, or what it will show."""
    try:
        lesson = read_lesson(path)
    except ValueError as error:
        return False, str(error)
    return True, "\n".join(_report(project, lesson, path))


def _report(project: Project, lesson: Lesson, path: Path) -> Iterator[str]:
    sizes = ["×".join(map(str, size(support.region))) for support in (lesson.image, lesson.kernel)]
    compared = ", ".join(operation.slug for operation in lesson.operations)
    yield f"{path}: lesson {lesson.name}: image {sizes[0]}, kernel {sizes[1]}, {compared}"
    remark = lesson.kernel_symmetry
    if remark is not None:
        yield f"  {remark.value}"
    reasons = {figure: project.why_left_out(figure, lesson) for figure in project.catalog}
    there = sum(reason is None for reason in reasons.values())
    yield (
        f"  {there} of {len(reasons)} figures make sense; left out:"
        if there < len(reasons)
        else f"  all {there} figures make sense"
    )
    for figure, reason in reasons.items():
        if reason is not None:
            yield f"    {figure.id} {figure.name}: {reason}"
