"""`list`: what there is to make."""

from __future__ import annotations

from pathlib import Path

import click

from corrconv.cli.options import lesson as lesson_option
from corrconv.pipeline.plan.request import asked_lesson
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.listing import listing
from corrconv.pipeline.report.report import say


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@lesson_option
@click.pass_obj
def command(project: Project, as_json: bool, lesson: Path | None) -> None:
    """Show every figure, its forms and its title; of a lesson also what is left out, and why."""
    say(listing(project, as_json, asked_lesson(lesson)))
