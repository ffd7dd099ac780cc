"""`watch`: make what an edit touches, and show it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from corrconv.cli.options import selection
from corrconv.pipeline.plan import request
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.report import say
from corrconv.pipeline.workers.interrupt import EXIT_STATUS

OWN = ("port", "look")
"""Parameters that a build does not know."""


@click.command("watch")
@selection
@click.option("-j", "--jobs", default="auto", help="Workers: a number, or auto.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0, any that is free.")
@click.option("-p", "--open", "look", is_flag=True, help="Open the page in a browser.")
@click.pass_context
def command(context: click.Context, /, **asked: Any) -> None:
    """Build, then build again what each edit touches; the page reloads by itself."""
    from corrconv.products.site.watch.events import EventLog
    from corrconv.products.site.watch.server import WatchServer
    from corrconv.products.site.watch.watcher import Watched, Watcher

    project: Project = context.obj
    wanted = request.read(project, asked)
    events = EventLog()
    watched = Watched.of(project, files(asked))
    again = [*project.command, "build", *replayed(context.command.params, asked)]
    watcher = Watcher(again, watched, wanted.media, events, say)
    site = WatchServer(wanted.media, events, asked["port"])
    say(f"watching {', '.join(path.name for path in (*watched.folders, *watched.files))}")
    say(f"page {site.url} (this machine only); Ctrl-C ends it")
    if asked["look"]:
        click.launch(site.url)
    try:
        watcher.run()
    finally:
        site.close()
    context.exit(EXIT_STATUS)


def files(asked: Mapping[str, Any]) -> Iterator[Path]:
    """Every file that the order names: a lesson, a theme."""
    for value in asked.values():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str | Path) and str(each).endswith(".toml"):
                yield Path(each)


def replayed(parameters: Sequence[click.Parameter], asked: Mapping[str, Any]) -> list[str]:
    """The arguments that make `build` of the values that `watch` was given."""
    options: list[str] = []
    for parameter in parameters:
        value = asked[str(parameter.name)]
        if not isinstance(parameter, click.Option) or parameter.name in OWN or value is None:
            continue
        if parameter.is_flag:
            options += [parameter.opts[0]] if value else []
            continue
        for each in value if parameter.multiple else (value,):
            options.append(f"{_long(parameter)}={each}")
    return [*options, "--", *asked["figures"]]


def _long(option: click.Option) -> str:
    """An option's long name, which takes its value after an equals sign."""
    return next(name for name in option.opts if name.startswith("--"))
