"""The catalogue as text."""

from __future__ import annotations

import json

from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson
from corrconv.pipeline.project import Project


def listing(project: Project, as_json: bool, lesson: Lesson | None = None) -> str:
    """Every figure: its id, name, forms and title; where a lesson is given, its title there, and
    why it makes no sense if it does not."""
    if as_json:
        entries = [_entry(project, figure, lesson) for figure in project.catalog]
        return json.dumps(entries, ensure_ascii=False, indent=1)
    rows = [(each.id, each.name, ", ".join(each.forms)) for each in project.catalog]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=True)),
                   _told(project, figure, lesson)])
        for row, figure in zip(rows, project.catalog, strict=True)
    )  # fmt: skip


def _told(project: Project, figure: Figure, lesson: Lesson | None) -> str:
    """The title, or why there is none."""
    reason = lesson and project.why_left_out(figure, lesson)
    if reason:
        return f"left out: {reason}"
    return project.variant(figure, lesson).title if lesson else figure.title


def _entry(project: Project, figure: Figure, lesson: Lesson | None) -> dict[str, object]:
    own = project.variant(figure, lesson) if lesson else figure
    entry: dict[str, object] = {
        "id": figure.id,
        "name": figure.name,
        "title": own.title,
        "forms": list(figure.forms),
        "scene": figure.scene,
        "scene_class": figure.scene_class,
    }
    if lesson:
        entry["left_out"] = project.why_left_out(figure, lesson)
    return entry
