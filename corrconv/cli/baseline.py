"""`baseline`: what was drawn, kept as text in the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corrconv.cli import options
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.report import say
from corrconv.rendering.profile import BY_QUALITY


@click.group("baseline")
def command() -> None:
    """Keep what the figures show as text that a review can read; `diff --baseline` compares."""


@command.command("update")
@click.option("-f", "--figure", "figures", multiple=True, help="An id or name, also a glob.")
@click.option("-q", "--quality", type=click.Choice(tuple(BY_QUALITY)), help="As manim's -q.")
@click.option("--profile", default="", help="Such as draft; that of the baseline by default.")
@click.option("--baseline-dir", type=click.Path(path_type=Path), default="baseline")
@options.lesson
@options.media
@click.pass_obj
def update(project: Project, /, **asked: Any) -> None:
    """Take the figures of the media folder for what they should be. Build them first."""
    from corrconv.diff.request import chosen
    from corrconv.diff.sources.baseline import update_baseline

    choice = chosen({**asked, "themes": ()})
    folder = asked["baseline_dir"]
    for line in update_baseline(project, asked["media"], folder, choice, asked["lesson"]):
        say(line)
