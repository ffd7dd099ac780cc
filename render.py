"""Make the figures: list, build, merge, verify, doctor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from corrconv.make import order
from corrconv.make.build import Hire, build
from corrconv.make.display import reporter
from corrconv.make.doctor import examine, told
from corrconv.make.explain import explanation
from corrconv.make.exports import export, require_known
from corrconv.make.hiring import require_cluster
from corrconv.make.listing import listing
from corrconv.make.merge import merge
from corrconv.make.project import Project, article
from corrconv.make.report import open_streams, say
from corrconv.make.workshop import WorkshopError
from corrconv.profile import BY_QUALITY, PROFILES

Command = TypeVar("Command", bound=Callable[..., Any])

OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.argument("figures", nargs=-1),
    click.option("-q", "--quality", type=click.Choice(tuple(BY_QUALITY)), help="As manim's -q."),
    click.option("--profile", type=click.Choice(tuple(PROFILES)), help="blog by default."),
    click.option(
        "--fps",
        "--frame_rate",
        "fps",
        type=int,
        help="Frames per second, other than the profile's.",
    ),
    click.option(
        "--format",
        "formats",
        multiple=True,
        help="png, svg, mp4 or gif, also several; png and mp4 by default.",
    ),
    click.option("--theme", "themes", multiple=True, help="light or dark; both by default."),
    click.option("-t", "--transparent", is_flag=True, help="Stills on no ground."),
    click.option("--lesson", type=click.Path(path_type=Path), help="A lesson file (TOML)."),
    click.option(
        "--media_dir", "--media-dir", "media", type=click.Path(path_type=Path), default="media"
    ),
)


def selection(command: Command) -> Command:
    """The options that say what is meant, for every command that needs them."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def cli(context: click.Context) -> None:
    """Every figure of the article, right by construction."""
    context.obj = context.obj or article()


@cli.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def list_(project: Project, as_json: bool) -> None:
    """Show every figure, its forms and its title."""
    say(listing(project, as_json))


@cli.command("build")
@selection
@click.option("-j", "--jobs", default="auto", help="Workers: a number, or auto.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=order.DEFAULT_TIMEOUT)
@click.option("--memory", type=click.IntRange(min=64), default=order.DEFAULT_MEMORY >> 20)
@click.option("--shard", metavar="I/N", help="Only part I of N, for builds on N machines.")
@click.option("--scheduler", metavar="ADDRESS", help="Render on the cluster of a dask scheduler.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first failure.")
@click.option("--explain", is_flag=True, help="Say what would be made and why; make nothing.")
@click.option("--prune", is_flag=True, help="Remove files of figures that are no more.")
@click.option("--report", "reports", multiple=True, type=click.Path(path_type=Path))
@click.option("-s", "--save_last_frame", "stills", is_flag=True, help="Stills only.")
@click.option("-p", "--preview", is_flag=True, help="Open the page afterwards.")
@click.option("-v", "--verbosity", type=click.Choice(order.LEVELS), default="INFO")
@click.pass_context
def build_(context: click.Context, /, **asked: Any) -> None:
    """Make what is not current: FIGURES by id or name, also globs; all by default."""
    wanted = order.read(context.obj, asked)
    for path in asked["reports"]:
        require_known(path)
    if asked["explain"]:
        say(explanation(context.obj, wanted))
        return
    hire = cluster(context.obj, wanted, asked["scheduler"])
    summary = build(context.obj, wanted, reporter(asked["verbosity"]), asked["prune"], hire)
    for path in asked["reports"]:
        export(summary, path)
    if asked["preview"]:
        click.launch(str(wanted.media / "index.html"))
    context.exit(summary.exit_status)


def cluster(project: Project, wanted: order.Order, address: str | None) -> Hire | None:
    """How to hire the workers of the scheduler at `address`."""
    if address is None:
        return None
    require_cluster(address)
    from corrconv.make.cluster import Cluster  # a library that nothing else needs

    return lambda keys: Cluster(address, project, keys, wanted.limits.seconds)


@cli.command("merge")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--media_dir", "--media-dir", "media", type=click.Path(path_type=Path), default="media"
)
@click.pass_context
def merge_(context: click.Context, folders: tuple[Path, ...], media: Path) -> None:
    """Join media FOLDERS, such as those of shards, into one."""
    merged = merge(context.obj, folders, media)
    for sentence in (
        *merged.missing,
        *(f"{stray}: belongs to no figure" for stray in merged.strays),
    ):
        say(f"warning: {sentence}", sys.stderr)
    say(f"{merged.files} files of {merged.jobs} jobs joined in {media}")
    context.exit(merged.exit_status)


@cli.command("verify")
@selection
@click.pass_context
def verify_(context: click.Context, /, **asked: Any) -> None:
    """Read what is published again and recompute what it shows."""
    from corrconv.make.inspection import inspection  # decoders that nothing else needs

    finding = inspection(context.obj, asked)
    for problem in finding.problems:
        say(f"wrong {problem}")
    say(f"{finding.checked} files read, {len(finding.problems)} problems")
    context.exit(1 if finding.problems else 0)


@cli.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option(
    "--media_dir", "--media-dir", "media", type=click.Path(path_type=Path), default="media"
)
@click.pass_context
def doctor_(context: click.Context, as_json: bool, media: Path) -> None:
    """Look whether everything that a build needs is there."""
    checks = examine(media)
    say(told(checks, as_json))
    context.exit(0 if all(check.good for check in checks) else 1)


def main(arguments: Sequence[str] | None = None, project: Project | None = None) -> int:
    """Run the command; the exit status."""
    open_streams()
    try:
        status = cli.main(arguments, "render.py", standalone_mode=False, obj=project)
    except click.ClickException as error:
        error.show()
        return 2
    except (order.OrderError, WorkshopError) as error:
        say(f"error: {error}", sys.stderr)
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    except OSError as error:
        say(f"error: {error}", sys.stderr)
        return 1
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    sys.exit(main())
