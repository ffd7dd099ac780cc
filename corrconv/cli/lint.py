"""`lint`: layout and legibility of what is published."""

from __future__ import annotations

from typing import Any

import click

from corrconv.cli.options import selection
from corrconv.pipeline.report.report import say
from corrconv.verify.lint.lint import lint


@click.command("lint")
@selection
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def command(context: click.Context, /, as_json: bool, **asked: Any) -> None:
    """Look for texts that overlap, leave their cell or the safe margin, or cannot be read."""
    report = lint(context.obj, asked)
    say(report.told(as_json))
    context.exit(report.exit_status)
