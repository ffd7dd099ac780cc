"""`merge`: join the media folders of several builds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corrconv.cli import options
from corrconv.cli.build import write_contact_sheets
from corrconv.pipeline.report.console import print_line
from corrconv.pipeline.store.merge import merge


@click.command("merge")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.media
@click.pass_context
def command(context: click.Context, folders: tuple[Path, ...], media: Path) -> None:
    """Join media FOLDERS, such as those of shards, into one."""
    merged = merge(context.obj, folders, media)
    for sentence in (
        *merged.missing,
        *(f"{stray}: belongs to no figure" for stray in merged.strays),
    ):
        print_line(f"warning: {sentence}", sys.stderr)
    print_line(f"{merged.files} files of {merged.jobs} jobs joined in {media}")
    write_contact_sheets(media)
    context.exit(merged.exit_status)
