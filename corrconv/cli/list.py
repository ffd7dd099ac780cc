"""`list`: what there is to make."""

from __future__ import annotations

from pathlib import Path

import click

from corrconv.cli import options
from corrconv.pipeline.plan.resolve import read_lesson
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.listing import listing
from corrconv.pipeline.report.report import say


@click.command("list")
@options.as_json
@options.lesson
@click.pass_obj
def command(project: Project, as_json: bool, lesson: Path | None) -> None:
    """Show every figure, its forms and its title; of a lesson also what is left out, and why."""
    say(listing(project, as_json, read_lesson(lesson) if lesson else None))
