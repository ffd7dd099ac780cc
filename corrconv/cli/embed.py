"""`embed`: print a figure as a snippet."""

from __future__ import annotations

import click

from corrconv.cli import options
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.console import print_line
from corrconv.products.site.embed import embed
from corrconv.products.site.snippets import LANGUAGES


@click.command("embed")
@options.build_request(
    click.argument("figures", nargs=-1, required=True),
    options.themes("Only in this theme; light and dark."),
    options.quality,
    options.profile("blog"),
    options.fps,
    click.option("-t", "--transparent", is_flag=True, help="What was built without background."),
    options.lesson,
    options.media,
)
@click.option(
    "--as",
    "language",
    type=click.Choice(tuple(LANGUAGES)),
    default="html",
    help="html by default: the animation of what moves; picture is the still.",
)
@click.option("--base", default="", help="What to put before each path, such as /figures/.")
@click.pass_obj
def command(project: Project, request: BuildRequest, language: str, base: str) -> None:
    """Print FIGURES that were built as HTML, Markdown or an equation, to paste into a page."""
    print_line(embed(project, request, language, base))
