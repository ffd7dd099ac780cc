"""`theme`: what a theme's colours are worth."""

from __future__ import annotations

import click

from corrconv.pipeline.report.console import print_line
from corrconv.verify.lint.themes import measurements


@click.command("theme")
@click.argument("themes", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def command(context: click.Context, themes: tuple[str, ...], as_json: bool) -> None:
    """Measure THEMES, names or TOML files: contrast, and distances for every vision."""
    told = measurements(themes, as_json)
    print_line(told.text)
    context.exit(told.exit_status)
