"""`build`: make what is not current."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corrconv.cli.options import selection
from corrconv.pipeline.build import Hire, build
from corrconv.pipeline.plan import request
from corrconv.pipeline.plan.explain import explanation
from corrconv.pipeline.project import Project
from corrconv.pipeline.remote.requirements import require_cluster
from corrconv.pipeline.report.display import reporter
from corrconv.pipeline.report.exports import export, require_known
from corrconv.pipeline.report.report import say
from corrconv.rendering.profile import PREVIEW


@click.command("build")
@selection
@click.option("-j", "--jobs", default="auto", help="Workers: a number, or auto.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=request.DEFAULT_TIMEOUT)
@click.option("--memory", type=click.IntRange(min=64), default=request.DEFAULT_MEMORY >> 20)
@click.option(
    "--executor",
    type=click.Choice(request.EXECUTORS),
    help="Workers forked from a server (usual), a new Python for each, or this process itself.",
)
@click.option("--shard", metavar="I/N", help="Only part I of N, for builds on N machines.")
@click.option("--scheduler", metavar="ADDRESS", help="Render on the cluster of a dask scheduler.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first failure.")
@click.option("--explain", is_flag=True, help="Say what would be made and why; make nothing.")
@click.option("--prune", is_flag=True, help="Remove files of figures that are no more.")
@click.option("--report", "reports", multiple=True, type=click.Path(path_type=Path))
@click.option("-s", "--save_last_frame", "stills", is_flag=True, help="Stills only.")
@click.option("-p", "--open", "look", is_flag=True, help="Open the page afterwards.")
@click.option("-v", "--verbosity", type=click.Choice(request.LEVELS), default="INFO")
@click.pass_context
def command(context: click.Context, /, **asked: Any) -> None:
    """Make what is not current: FIGURES by id or name, also globs; all by default."""
    wanted = request.read(context.obj, asked)
    for path in asked["reports"]:
        require_known(path)
    if asked["explain"]:
        say(
            "\n".join(
                [
                    *(f"left out {each}" for each in wanted.left_out),
                    explanation(context.obj, wanted),
                ]
            )
        )
        return
    for sentence in wanted.left_out:
        say(f"left out {sentence}")
    hire = cluster(context.obj, wanted, asked["scheduler"])
    summary = build(context.obj, wanted, reporter(asked["verbosity"]), asked["prune"], hire)
    for path in asked["reports"]:
        export(summary, path)
    if wanted.profile.name.partition("-")[0] == PREVIEW:
        contact_sheets(wanted.media)
    if asked["look"]:
        click.launch(str(wanted.media / "index.html"))
    context.exit(summary.exit_status)


def contact_sheets(media: Path) -> None:
    """Bring the contact sheets of `media` up to date and say where they are."""
    from corrconv.products.site.contact_sheet import write_sheets

    for path in write_sheets(media):
        say(f"contact sheet {path}")


def cluster(project: Project, wanted: request.BuildRequest, address: str | None) -> Hire | None:
    """How to hire the workers of the scheduler at `address`."""
    if address is None:
        return None
    require_cluster(address)
    from corrconv.pipeline.remote.dask_executor import DaskExecutor

    return lambda keys: DaskExecutor(address, project, keys, wanted.limits.seconds)
