"""The group of all commands, each imported only when it is called, and what errors become."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from corrconv.cli.interrupts import let_through
from corrconv.pipeline.plan.request import ConfigurationError, RequestError
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.console import open_streams, print_line
from corrconv.pipeline.workers.interrupt import EXIT_STATUS
from corrconv.products.article import article

COMMANDS = (
    "list",
    "lesson",
    "build",
    "lecture",
    "merge",
    "verify",
    "embed",
    "lint",
    "diff",
    "baseline",
    "theme",
    "watch",
    "worksheet",
    "doctor",
)
"""In the order of the help. `corrconv.cli.<name>.command` is the command."""


class Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"corrconv.cli.{cmd_name}")
        found: click.Command = module.command
        return found

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except KeyboardInterrupt:
            print_line("interrupted", sys.stderr)
            ctx.exit(EXIT_STATUS)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def cli(context: click.Context) -> None:
    """Every figure of the article, right by construction."""
    context.obj = context.obj or article()
    context.with_resource(let_through())


def run(arguments: Sequence[str] | None, project: Project | None, name: str) -> int:
    """Run the command called `name` with `arguments`, those of the process for None, on a project,
    the article for None; return the exit status."""
    open_streams()
    try:
        status = cli.main(arguments, name, standalone_mode=False, obj=project)
    except click.ClickException as error:
        error.show()
        return 2
    except (RequestError, ConfigurationError) as error:
        print_line(f"error: {error}", sys.stderr)
        return 2
    except click.Abort:
        return EXIT_STATUS
    except OSError as error:
        print_line(f"error: {error}", sys.stderr)
        return 1
    return status if isinstance(status, int) else 0
