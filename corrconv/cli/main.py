"""The entry of the command line: imports the commands where no Ctrl-C can break that off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corrconv.cli.interrupts import held_back

if TYPE_CHECKING:
    from corrconv.pipeline.project import Project


def main(
    arguments: Sequence[str] | None = None,
    project: Project | None = None,
    name: str = "corrconv",
) -> int:
    """Run the command called `name` for the user; return the exit status."""
    with held_back():
        from corrconv.cli.commands import run

        return run(arguments, project, name)
