"""`diff`: what changed between two sets of figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corrconv.cli import options
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.report import say
from corrconv.rendering.profile import BY_QUALITY


@click.command("diff")
@click.argument("sides", nargs=-1, metavar="[BASE] [HEAD]")
@click.option("--baseline", is_flag=True, help="BASE is the baseline of the repository.")
@click.option("--baseline-dir", type=click.Path(path_type=Path), default="baseline")
@click.option("-f", "--figure", "figures", multiple=True, help="An id or name, also a glob.")
@click.option("-q", "--quality", type=click.Choice(tuple(BY_QUALITY)), help="As manim's -q.")
@click.option("--profile", default="", help="Only this profile, such as draft.")
@click.option("--theme", "themes", multiple=True, help="Only this theme; also several.")
@click.option("--thresholds", type=click.Path(path_type=Path), help="TOML, a table a figure.")
@click.option("--scratch", type=click.Path(path_type=Path), help="Keep what revisions build here.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file that ends in .html, .md, .json or .xml; also several.",
)
@options.lesson
@options.media
@click.pass_context
def command(context: click.Context, /, **asked: Any) -> None:
    """Say what changed from BASE to HEAD, each a media folder or a git revision.

    HEAD is the media folder by default. The exit status is 0 where nothing changed, 1 where
    something did.
    """
    from corrconv.diff.report.reports import (
        print_result,
        require_known_suffixes,
        summary_lines,
        write_reports,
    )
    from corrconv.diff.request import Request, chosen, comparison

    project: Project = context.obj
    base, head = sides(asked)
    require_known_suffixes(asked["reports"])
    request = Request(
        base=base,
        head=head,
        baseline=asked["baseline_dir"],
        choice=chosen(asked),
        lesson=asked["lesson"],
        thresholds=asked["thresholds"],
        scratch=asked["scratch"],
    )
    with comparison(project, request, print_result) as met:
        write_reports(met, asked["reports"])
        for line in summary_lines(met):
            say(line)
        changed = met.changed
    context.exit(1 if changed else 0)


def sides(asked: dict[str, Any]) -> tuple[str | None, str]:
    """Base and head; the base is None for the baseline."""
    given, most = asked["sides"], 1 if asked["baseline"] else 2
    if len(given) > most or (not asked["baseline"] and not given):
        raise click.UsageError(f"wanted {'[HEAD]' if asked['baseline'] else 'BASE [HEAD]'}")
    media = str(asked["media"])
    if asked["baseline"]:
        return None, given[0] if given else media
    return given[0], given[1] if len(given) == 2 else media
