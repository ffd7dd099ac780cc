"""`verify`: read what is published again."""

from __future__ import annotations

import click

from corrconv.cli import options
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.report.console import print_line


@click.command("verify")
@options.build_request(*options.SELECTION)
@click.pass_context
def command(context: click.Context, request: BuildRequest) -> None:
    """Read what is published again and recompute what it shows."""
    from corrconv.verify.files import verify

    found = verify(context.obj, request)
    for problem in found.problems:
        print_line(f"wrong {problem}")
    print_line(f"{found.checked} files read, {len(found.problems)} problems")
    context.exit(1 if found.problems else 0)
