"""`list`: what there is to make."""

from __future__ import annotations

import click

from corrconv.make.listing import listing
from corrconv.make.project import Project
from corrconv.make.report import say


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def command(project: Project, as_json: bool) -> None:
    """Show every figure, its forms and its title."""
    say(listing(project, as_json))
