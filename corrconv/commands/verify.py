"""`verify`: read what is published again."""

from __future__ import annotations

from typing import Any

import click

from corrconv.commands.options import selection
from corrconv.make.report import say


@click.command("verify")
@selection
@click.pass_context
def command(context: click.Context, /, **asked: Any) -> None:
    """Read what is published again and recompute what it shows."""
    from corrconv.make.inspection import inspection  # decoders that no other command needs

    finding = inspection(context.obj, asked)
    for problem in finding.problems:
        say(f"wrong {problem}")
    say(f"{finding.checked} files read, {len(finding.problems)} problems")
    context.exit(1 if finding.problems else 0)
