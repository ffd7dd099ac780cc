"""`diff`: what changed between two sets of figures."""

from __future__ import annotations

from pathlib import Path

import click

from corrconv.cli import options
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.report.console import print_line


@click.command("diff")
@click.argument("sides", nargs=-1, metavar="[BASE] [HEAD]")
@click.option("--baseline", "with_baseline", is_flag=True, help="BASE is the baseline.")
@options.baseline_dir
@options.build_request(
    options.figure,
    options.quality,
    click.option("--profile", help="Only this profile, such as draft."),
    options.themes("Only this theme; also several."),
    options.lesson,
    options.media,
)
@click.option(
    "--thresholds", type=options.FILE, help="A TOML file that says what may differ, by figure."
)
@click.option("--scratch", type=options.FILE, help="Keep here what is built of revisions.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=options.FILE,
    help="A file that ends in .html, .md, .json or .xml; also several.",
)
@click.pass_context
def command(
    context: click.Context,
    sides: tuple[str, ...],
    with_baseline: bool,
    baseline_dir: Path,
    request: BuildRequest,
    thresholds: Path | None,
    scratch: Path | None,
    reports: tuple[Path, ...],
) -> None:
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
    from corrconv.diff.request import DiffRequest, open_comparison, select

    base, head = base_and_head(sides, with_baseline, request.media)
    require_known_suffixes(reports)
    compared = DiffRequest(
        base=base,
        head=head,
        baseline=baseline_dir,
        selection=select(request),
        lesson=request.lesson,
        thresholds=thresholds,
        scratch=scratch,
    )
    with open_comparison(context.obj, compared, print_result) as found:
        write_reports(found, reports)
        for line in summary_lines(found):
            print_line(line)
        changed = found.changed
    context.exit(1 if changed else 0)


def base_and_head(
    sides: tuple[str, ...], with_baseline: bool, media: Path
) -> tuple[str | None, str]:
    """Return the names of base and head; None stands for the baseline."""
    fewest, most = (0, 1) if with_baseline else (1, 2)
    if not fewest <= len(sides) <= most:
        raise click.UsageError(f"wanted {'[HEAD]' if with_baseline else 'BASE [HEAD]'}")
    base = None if with_baseline else sides[0]
    return base, sides[-1] if len(sides) == most else str(media)
