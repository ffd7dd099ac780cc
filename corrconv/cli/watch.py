"""`watch`: make what an edit touches, and show it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from corrconv.cli import options
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.report.console import print_line
from corrconv.pipeline.workers.interrupt import EXIT_STATUS

OWN = ("port", "open_page")
"""Parameters that a build does not know."""


@click.command("watch")
@options.build_request(*options.SELECTION, options.jobs)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0, any that is free.")
@click.option("-p", "--open", "open_page", is_flag=True, help="Open the page in a browser.")
@click.pass_context
def command(context: click.Context, request: BuildRequest, port: int, open_page: bool) -> None:
    """Build, then build again what each edit touches; the page reloads by itself."""
    from corrconv.products.site.watch.events import EventLog
    from corrconv.products.site.watch.server import WatchServer
    from corrconv.products.site.watch.watcher import Watched, Watcher

    project, media = context.obj, Plan.of(context.obj, request).media
    events = EventLog()
    watched = Watched.of(project, files(request))
    arguments = build_arguments(context.command.params, context.params)
    watcher = Watcher([*project.command, "build", *arguments], watched, media, events, print_line)
    site = WatchServer(media, events, port)
    print_line(f"watching {', '.join(path.name for path in (*watched.folders, *watched.files))}")
    print_line(f"page {site.url} (this machine only); Ctrl-C ends it")
    if open_page:
        click.launch(site.url)
    try:
        watcher.run()
    finally:
        site.close()
    context.exit(EXIT_STATUS)


def files(request: BuildRequest) -> Iterator[Path]:
    """Yield every file that the request names: a lesson, a theme."""
    for name in (request.lesson, *request.themes):
        if name is not None and str(name).endswith(".toml"):
            yield Path(name)


def build_arguments(parameters: Sequence[click.Parameter], values: Mapping[str, Any]) -> list[str]:
    """Return the arguments that make `build` of the values that `watch` was given."""
    arguments: list[str] = []
    for parameter in parameters:
        value = values[str(parameter.name)]
        if not isinstance(parameter, click.Option) or parameter.name in OWN or value is None:
            continue
        if parameter.is_flag:
            arguments += [parameter.opts[0]] if value else []
            continue
        for each in value if parameter.multiple else (value,):
            arguments.append(f"{_long_name(parameter)}={each}")
    return [*arguments, "--", *values["figures"]]


def _long_name(option: click.Option) -> str:
    """Return an option's long name, which takes its value after an equals sign."""
    return next(name for name in option.opts if name.startswith("--"))
