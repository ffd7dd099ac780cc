"""`list`: what there is to make."""

from __future__ import annotations

import json
from pathlib import Path

import click

from corrconv.cli import options
from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson
from corrconv.pipeline.plan.resolve import read_lesson
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.console import print_line


@click.command("list")
@options.as_json
@options.lesson
@click.pass_obj
def command(project: Project, as_json: bool, lesson: Path | None) -> None:
    """Show every figure, its forms and its title; of a lesson also what is left out, and why."""
    chosen = read_lesson(lesson) if lesson else None
    if as_json:
        entries = [_entry(project, figure, chosen) for figure in project.catalog]
        print_line(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    rows = [(each.id, each.name, ", ".join(each.forms)) for each in project.catalog]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row, figure in zip(rows, project.catalog, strict=True):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print_line("  ".join([*cells, _title(project, figure, chosen)]))


def _title(project: Project, figure: Figure, lesson: Lesson | None) -> str:
    """Return the figure's title for the lesson, or why the lesson has it not."""
    reason = lesson and project.why_left_out(figure, lesson)
    if reason:
        return f"left out: {reason}"
    return project.variant(figure, lesson).title if lesson else figure.title


def _entry(project: Project, figure: Figure, lesson: Lesson | None) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": figure.id,
        "name": figure.name,
        "title": (project.variant(figure, lesson) if lesson else figure).title,
        "forms": list(figure.forms),
        "scene": figure.scene,
        "scene_class": figure.scene_class,
    }
    if lesson:
        entry["left_out"] = project.why_left_out(figure, lesson)
    return entry
