"""`baseline`: what was drawn, kept as text in the repository."""

from __future__ import annotations

from pathlib import Path

import click

from corrconv.cli import options
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.console import print_line


@click.group("baseline")
def command() -> None:
    """Keep what the figures show as text that a review can read; `diff --baseline` compares."""


@command.command("update")
@options.build_request(
    options.figure,
    options.quality,
    click.option("--profile", help="Such as draft; that of the baseline by default."),
    options.lesson,
    options.media,
)
@options.baseline_dir
@click.pass_obj
def update(project: Project, request: BuildRequest, baseline_dir: Path) -> None:
    """Take the figures of the media folder for what they should be. Build them first."""
    from corrconv.diff.request import select
    from corrconv.diff.sources.baseline import update_baseline

    selection = select(request)
    for line in update_baseline(project, request.media, baseline_dir, selection, request.lesson):
        print_line(line)
