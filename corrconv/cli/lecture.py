"""`lecture`: all animations as one video."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from corrconv.cli import options
from corrconv.formats.mp4 import MP4
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.report.console import print_line
from corrconv.pipeline.report.reporter import make_reporter


@click.command("lecture")
@options.build_request(
    options.figures,
    options.quality,
    options.profile("lecture (1080p60)"),
    options.fps,
    options.themes("light by default; also several, or a TOML file."),
    click.option("--pace", type=float, help="Pauses last 1/PACE as long; 1 by default."),
    options.lesson,
    options.media,
    *options.WORKERS,
)
@click.option("--name", default="lecture", help="What its files are called; lecture by default.")
@options.explain
@click.option("-p", "--preview", "open_player", is_flag=True, help="Open the player afterwards.")
@options.verbosity
@click.pass_context
def command(
    context: click.Context,
    request: BuildRequest,
    name: str,
    explain: bool,
    open_player: bool,
    verbosity: str,
) -> None:
    """Join animations, in teaching order and with title cards, to one video with chapters,
    captions, a player, and a clip for each step: those of FIGURES, all by default."""
    from corrconv.products.lecture.lecture import find_lecture
    from corrconv.products.lecture.production import explanation_of, produce

    profile = request.profile or (None if request.quality else "lecture")
    themes = request.themes or ("light",)
    request = replace(request, profile=profile, themes=themes, formats=(MP4.name,))
    joined = find_lecture(Plan.of(context.obj, request), name)
    for sentence in joined.left_out:
        print_line(f"left out {sentence}")
    if explain:
        print_line(explanation_of(joined))
        return
    status = produce(joined, make_reporter(verbosity))
    if open_player and not status:
        place = joined.place(joined.plan.themes[0], joined.name)
        click.launch(str(Path(joined.plan.media, f"{place}.html")))
    context.exit(status)
