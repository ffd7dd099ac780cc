"""`worksheet`: a handout to print, and its answer key."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corrconv.cli import options
from corrconv.core.operation import Operation
from corrconv.formats.pdf import PDF
from corrconv.formats.png import PNG
from corrconv.formats.svg import SVG
from corrconv.pipeline.report.console import print_line
from corrconv.products.worksheet.exercise import Exercise

EXERCISES = tuple(exercise.slug for exercise in Exercise)
OPERATIONS = tuple(operation.slug for operation in Operation)


@click.command("worksheet")
@options.lesson
@click.option(
    "-e",
    "--exercise",
    "exercises",
    multiple=True,
    type=click.Choice(EXERCISES),
    help="What is to be done, also several; terms by default.",
)
@click.option(
    "--operation",
    "operations",
    multiple=True,
    type=click.Choice(OPERATIONS),
    help="Also several; convolution by default.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="M,N",
    help="Which output, also several; the lesson's worked one by default.",
)
@click.option("--variants", type=int, metavar="N", help="So many different handouts.")
@click.option("--seed", type=int, help="Draws other variants; 0 by default.")
@click.option("--paper", type=click.Choice(("a4", "letter")), default="a4", help="a4 by default.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([PDF.name, SVG.name, PNG.name]),
    help=f"Also several; {PDF.name} by default.",
)
@click.option(
    "-o",
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default="worksheets",
    help="Where the files go; worksheets by default.",
)
@click.option("--name", help="What the files are called; by default what was asked for.")
def command(
    lesson: Path | None,
    exercises: tuple[str, ...],
    operations: tuple[str, ...],
    outputs: tuple[str, ...],
    variants: int | None,
    seed: int | None,
    paper: str,
    formats: tuple[str, ...],
    folder: Path,
    name: str | None,
) -> None:
    """Make a handout to print, its answer key, and the answers as JSON and CSV."""
    from corrconv.products.worksheet.production import write_worksheet
    from corrconv.products.worksheet.request import worksheet_request

    request = worksheet_request(
        lesson=lesson,
        exercises=exercises,
        operations=operations,
        outputs=outputs,
        count=variants,
        seed=seed,
        paper=paper,
        formats=formats,
        folder=folder,
        name=name,
    )
    for sentence in request.warnings:
        print_line(f"warning: {sentence}", sys.stderr)
    for path in write_worksheet(request):
        print_line(str(path))
