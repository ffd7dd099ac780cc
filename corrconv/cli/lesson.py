"""`lesson`: begin a lesson file, check one, get its schema."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corrconv.pipeline.report.console import print_line
from corrconv.products.lesson_file import check_lesson, lesson_schema, write_new_lesson


@click.group("lesson")
def command() -> None:
    """Lesson files: your own image, kernel and words; see docs/lessons.md."""


@command.command("new")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--like", type=click.Path(path_type=Path), help="A lesson to begin with.")
def new(file: Path, like: Path | None) -> None:
    """Write a new lesson FILE (.toml) to edit; nothing is ever overwritten."""
    print_line(write_new_lesson(file, like))


@command.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...]) -> None:
    """Say what is wrong with lesson FILES, or which figures each will have."""
    good = True
    for file in files:
        fine, words = check_lesson(context.obj, file)
        print_line(words if fine else f"error: {words}", sys.stdout if fine else sys.stderr)
        good = good and fine
    context.exit(0 if good else 2)


@command.command("schema")
def print_schema() -> None:
    """Print the JSON schema of lesson files, for editors."""
    print_line(lesson_schema())
