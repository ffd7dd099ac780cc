"""What can be said of a lesson file before anything is drawn from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corrconv.figures.sizing import size
from corrconv.lesson import kernel_properties
from corrconv.lesson.lesson import SHIPPED, Lesson
from corrconv.pipeline.plan.limits import read_lesson
from corrconv.pipeline.project import Project

SCHEMA = SHIPPED / "schema.json"
"""The JSON schema of lesson files, for editors."""


def schema() -> str:
    """Its text."""
    return SCHEMA.read_text(encoding="utf-8").rstrip()


def checked(project: Project, path: Path) -> tuple[bool, str]:
    """Whether the file at `path` is a lesson, and what is to be said of it: what is wrong, with
    file, line and key, or what it will show."""
    try:
        lesson = read_lesson(path)
    except ValueError as error:
        return False, str(error)
    return True, "\n".join(_report(project, lesson, path))


def _report(project: Project, lesson: Lesson, path: Path) -> Iterator[str]:
    sizes = ["×".join(map(str, size(support.region))) for support in (lesson.image, lesson.kernel)]
    compared = ", ".join(operation.slug for operation in lesson.operations)
    yield f"{path}: lesson {lesson.name}: image {sizes[0]}, kernel {sizes[1]}, {compared}"
    remark = kernel_properties.of_kernel(lesson)
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
