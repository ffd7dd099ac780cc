"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from corrconv.rendering.profile import BY_QUALITY, PROFILES

Command = TypeVar("Command", bound=Callable[..., Any])

media = click.option(
    "--media_dir",
    "--media-dir",
    "media",
    type=click.Path(path_type=Path),
    default="media",
    help="Where the pictures lie; media by default.",
)

lesson = click.option(
    "--lesson",
    type=click.Path(path_type=Path),
    metavar="FILE|NAME",
    help="A lesson file (TOML), or the name of one that comes along.",
)

_SELECTION: tuple[Callable[[Any], Any], ...] = (
    click.argument("figures", nargs=-1),
    click.option("-q", "--quality", type=click.Choice(tuple(BY_QUALITY)), help="As manim's -q."),
    click.option("--profile", type=click.Choice(tuple(PROFILES)), help="blog by default."),
    click.option("--preview", is_flag=True, help="Small and quick, for reviewers."),
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
        help="png, png@2x, svg, pdf, mp4, webm, gif, poster, also several, or all; "
        "png, mp4 and poster by default.",
    ),
    click.option(
        "--theme",
        "themes",
        multiple=True,
        help="light, dark, post, print or a TOML file, also several; light and dark by default.",
    ),
    click.option("-t", "--transparent", is_flag=True, help="On no ground: stills and webm."),
    lesson,
    media,
)


def selection(command: Command) -> Command:
    """The options that say what is meant, for every command that needs them."""
    for option in reversed(_SELECTION):
        command = option(command)
    return command
