"""`lecture`: all animations as one video."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corrconv.cli import options
from corrconv.pipeline.plan import request
from corrconv.pipeline.report.display import reporter
from corrconv.pipeline.report.report import say
from corrconv.rendering.profile import BY_QUALITY, PROFILES


@click.command("lecture")
@click.argument("figures", nargs=-1)
@click.option("-q", "--quality", type=click.Choice(tuple(BY_QUALITY)), help="As manim's -q.")
@click.option("--profile", type=click.Choice(tuple(PROFILES)), help="lecture (1080p60) by default.")
@click.option("--fps", "--frame_rate", "fps", type=int, help="Other than the profile's.")
@click.option(
    "--theme", "themes", multiple=True, help="light by default; also several, or a TOML file."
)
@click.option("--pace", type=float, help="Pauses last 1/PACE as long; 1 by default.")
@click.option("--name", default="lecture", help="What its files are called; lecture by default.")
@options.lesson
@options.media
@click.option("-j", "--jobs", default="auto", help="Workers: a number, or auto.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=request.DEFAULT_TIMEOUT)
@click.option("--memory", type=click.IntRange(min=64), default=request.DEFAULT_MEMORY >> 20)
@click.option("--explain", is_flag=True, help="Say what would be made and why; make nothing.")
@click.option("-p", "--preview", is_flag=True, help="Open the player afterwards.")
@click.option("-v", "--verbosity", type=click.Choice(request.LEVELS), default="INFO")
@click.pass_context
def command(context: click.Context, /, name: str, **asked: Any) -> None:
    """Join animations, in teaching order and with title cards, to one video with chapters,
    captions, a player, and a clip for each step: those of FIGURES, all by default."""
    from corrconv.products.lecture.plan import lecture
    from corrconv.products.lecture.production import explained, produce

    profile = asked["profile"] or (None if asked["quality"] else "lecture")
    fixed = {"formats": ("mp4",), "transparent": False, "profile": profile}
    chosen = request.read(context.obj, {**asked, **fixed, "themes": asked["themes"] or ("light",)})
    wanted = lecture(context.obj, chosen, name)
    for sentence in wanted.left_out:
        say(f"left out {sentence}")
    if asked["explain"]:
        say(explained(wanted))
        return
    status = produce(wanted, reporter(asked["verbosity"]))
    if asked["preview"] and not status:
        place = wanted.place(wanted.order.themes[0], wanted.name)
        click.launch(str(Path(wanted.order.media, f"{place}.html")))
    context.exit(status)
