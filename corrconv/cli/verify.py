"""`verify`: read what is published again."""

from __future__ import annotations

from typing import Any

import click

from corrconv.cli.options import selection
from corrconv.pipeline.report.report import say


@click.command("verify")
@selection
@click.pass_context
def command(context: click.Context, /, **asked: Any) -> None:
    """Read what is published again and recompute what it shows."""
    from corrconv.verify.request import inspection

    finding = inspection(context.obj, asked)
    for problem in finding.problems:
        say(f"wrong {problem}")
    say(f"{finding.checked} files read, {len(finding.problems)} problems")
    context.exit(1 if finding.problems else 0)
