"""`lint`: layout and legibility of what is published."""

from __future__ import annotations

import click

from corrconv.cli import options
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.report.console import print_line
from corrconv.verify.lint.lint import lint


@click.command("lint")
@options.build_request(*options.SELECTION)
@options.as_json
@click.pass_context
def command(context: click.Context, request: BuildRequest, as_json: bool) -> None:
    """Look for texts that overlap, leave their cell or the safe margin, or cannot be read."""
    report = lint(context.obj, request)
    print_line(report.format(as_json))
    context.exit(report.exit_status)
