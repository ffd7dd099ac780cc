"""`build`: make what is not current."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from corrconv.cli import options
from corrconv.formats.png import PNG
from corrconv.pipeline.build import ConnectExecutor, build, explanation
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import EXECUTORS, BuildRequest
from corrconv.pipeline.remote.requirements import require_cluster
from corrconv.pipeline.report.console import print_line
from corrconv.pipeline.report.exports import require_known_suffix, write_report
from corrconv.pipeline.report.reporter import make_reporter
from corrconv.rendering.profile import PREVIEW


@click.command("build")
@options.build_request(*options.SELECTION, *options.WORKERS)
@click.option(
    "--executor",
    type=click.Choice(EXECUTORS),
    help="Workers forked from a server (usual), a new Python for each, or this process itself.",
)
@click.option("--shard", metavar="I/N", help="Only part I of N, for builds on N machines.")
@click.option("--scheduler", metavar="ADDRESS", help="Render on the cluster of a dask scheduler.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first failure.")
@options.explain
@click.option("--prune", is_flag=True, help="Remove files of figures that are no more.")
@options.reports
@click.option("-s", "--save_last_frame", "stills", is_flag=True, help="Stills only.")
@click.option("-p", "--open", "open_page", is_flag=True, help="Open the page afterwards.")
@options.verbosity
@click.pass_context
def command(
    context: click.Context,
    request: BuildRequest,
    scheduler: str | None,
    explain: bool,
    prune: bool,
    reports: tuple[Path, ...],
    stills: bool,
    open_page: bool,
    verbosity: str,
) -> None:
    """Make what is not current: FIGURES by id or name, also globs; all by default."""
    plan = Plan.of(context.obj, replace(request, formats=(PNG.name,)) if stills else request)
    for path in reports:
        require_known_suffix(path)
    if explain:
        print_line("\n".join([*(f"left out {each}" for each in plan.left_out), explanation(plan)]))
        return
    for sentence in plan.left_out:
        print_line(f"left out {sentence}")
    summary = build(plan, make_reporter(verbosity), prune, connection(plan, scheduler))
    for path in reports:
        write_report(summary, path)
    if plan.profile.name.partition("-")[0] == PREVIEW:
        write_contact_sheets(plan.media)
    if open_page:
        click.launch(str(plan.media / "index.html"))
    context.exit(summary.exit_status)


def write_contact_sheets(media: Path) -> None:
    """Bring the contact sheets of `media` up to date and say where they are."""
    from corrconv.products.site.contact_sheet import write_sheets

    for path in write_sheets(media):
        print_line(f"contact sheet {path}")


def connection(plan: Plan, address: str | None) -> ConnectExecutor | None:
    """Return how to connect to the scheduler at `address`, None where there is none."""
    if address is None:
        return None
    require_cluster(address)
    from corrconv.pipeline.remote.dask_executor import DaskExecutor

    return lambda fingerprints: DaskExecutor(
        address, plan.project, fingerprints, plan.limits.seconds
    )
