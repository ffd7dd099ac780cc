"""`embed`: print a figure as a snippet."""

from __future__ import annotations

from pathlib import Path

import click

from corrconv.cli import options
from corrconv.pipeline.plan.limits import read_lesson
from corrconv.pipeline.plan.request import RequestError, chosen_profile, named_profile
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.report import say
from corrconv.products.site.embed import Wanted, embed
from corrconv.products.site.snippets import LANGUAGES
from corrconv.rendering.profile import BY_QUALITY, PROFILES


@click.command("embed")
@click.argument("figures", nargs=-1, required=True)
@click.option(
    "--as",
    "language",
    type=click.Choice(tuple(LANGUAGES)),
    default="html",
    help="html by default: the animation of what moves; picture is the still.",
)
@click.option("--base", default="", help="What to put before each path, such as /figures/.")
@click.option("--theme", "themes", multiple=True, help="Only in this theme; light and dark.")
@click.option("-q", "--quality", type=click.Choice(tuple(BY_QUALITY)), help="As manim's -q.")
@click.option("--profile", type=click.Choice(tuple(PROFILES)), help="blog by default.")
@click.option("--fps", type=int, help="As in build.")
@click.option("-t", "--transparent", is_flag=True, help="What was built on no ground.")
@options.lesson
@options.media
@click.pass_obj
def command(
    project: Project,
    figures: tuple[str, ...],
    language: str,
    base: str,
    themes: tuple[str, ...],
    quality: str | None,
    profile: str | None,
    fps: int | None,
    transparent: bool,
    lesson: Path | None,
    media: Path,
) -> None:
    """Print FIGURES that were built as HTML, Markdown or an equation, to paste into a page."""
    try:
        purpose = chosen_profile(named_profile(profile, quality), fps, transparent)
        wanted = Wanted(media, read_lesson(lesson).name, purpose.name, themes)
        found = project.find(figures)
    except ValueError as error:
        raise RequestError(str(error)) from error
    say(embed(found, wanted, language, base))
