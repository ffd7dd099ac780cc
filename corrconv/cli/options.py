"""Options that several commands share, and the request that their values become."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from corrconv.formats.mp4 import MP4
from corrconv.formats.png import PNG, POSTER
from corrconv.formats.registry import EVERY, FORMATS
from corrconv.formats.webm import WEBM
from corrconv.pipeline.plan.request import LEVELS, BuildRequest
from corrconv.rendering.profile import BY_QUALITY, PROFILES

Command = Callable[..., Any]
Option = Callable[[Command], Command]
FILE = click.Path(path_type=Path)

media = click.option(
    "--media_dir",
    "--media-dir",
    "media",
    type=FILE,
    default="media",
    help="Where the pictures lie; media by default.",
)
lesson = click.option(
    "--lesson",
    type=FILE,
    metavar="FILE|NAME",
    help="A lesson file (TOML), or the name of one that ships.",
)
figures = click.argument("figures", nargs=-1)
figure = click.option(
    "-f", "--figure", "figures", multiple=True, help="An id or name, also a glob; also several."
)
quality = click.option(
    "-q", "--quality", type=click.Choice(tuple(BY_QUALITY)), help="A profile by manim's letter."
)
fps = click.option(
    "--fps",
    "--frame_rate",
    "fps",
    type=int,
    help="Frames per second, other than the profile's.",
)
jobs = click.option(
    "-j", "--jobs", default="auto", help="Workers: a number, or auto (usual), one for each CPU."
)
verbosity = click.option(
    "-v",
    "--verbosity",
    type=click.Choice(LEVELS),
    default="INFO",
    help="How much is told; INFO by default.",
)
explain = click.option(
    "--explain", is_flag=True, help="Say what would be made and why; make nothing."
)
baseline_dir = click.option(
    "--baseline-dir", type=FILE, default="baseline", help="The folder of the baseline."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
reports = click.option(
    "--report",
    "reports",
    multiple=True,
    type=FILE,
    help="Write a report here, .xml (JUnit) or .jsonl; also several.",
)


def profile(usual: str) -> Option:
    """Return the option for a profile that ships; `usual` is the one by default."""
    choices = click.Choice(tuple(PROFILES))
    return click.option("--profile", type=choices, help=f"What it is for; {usual} by default.")


def themes(text: str) -> Option:
    """Return the option for themes, with `text` as its help."""
    return click.option("--theme", "themes", multiple=True, help=text)


SELECTION = (
    figures,
    quality,
    profile("blog"),
    click.option("--preview", is_flag=True, help="Small and quick, for reviewers."),
    fps,
    click.option(
        "--format",
        "formats",
        multiple=True,
        help=f"{', '.join(FORMATS)}, also several, or {EVERY}; "
        f"{PNG.name}, {MP4.name} and {POSTER.name} by default.",
    ),
    themes("light, dark, post, print or a TOML file, also several; light and dark by default."),
    click.option(
        "-t", "--transparent", is_flag=True, help=f"No background: stills and {WEBM.name}."
    ),
    lesson,
    media,
)
"""Options that say which figures are meant, and for what purpose."""

WORKERS = (
    jobs,
    click.option(
        "--timeout",
        type=click.FloatRange(min=0.1),
        default=BuildRequest().timeout,
        help="Seconds that one figure may take; 1800 by default.",
    ),
    click.option(
        "--memory",
        type=click.IntRange(min=64),
        default=BuildRequest().memory,
        help="MiB that one worker may use; 8192 by default.",
    ),
)
"""Options that say how figures are rendered."""


def build_request(*options: Option) -> Option:
    """Return a decorator that adds `options` to a command, and calls it with one BuildRequest as
    `request` in place of the values of options that belong to a request."""
    names = frozenset(field.name for field in fields(BuildRequest))

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def called(*arguments: Any, **values: Any) -> Any:
            named = {name: values.pop(name) for name in names & values.keys()}
            return command(*arguments, request=BuildRequest(**named), **values)

        decorated: Command = called
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate
