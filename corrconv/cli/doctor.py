"""`doctor`: is everything there that a build needs?"""

from __future__ import annotations

from pathlib import Path

import click

from corrconv.cli import options
from corrconv.pipeline.report.console import print_line
from corrconv.verify.doctor import examine, format_checks


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.media
@click.pass_context
def command(context: click.Context, as_json: bool, media: Path) -> None:
    """Look whether everything that a build needs is there."""
    checks = examine(media)
    print_line(format_checks(checks, as_json))
    context.exit(0 if all(check.good for check in checks) else 1)
