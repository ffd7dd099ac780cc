"""`corrconv.show`: one figure, now, in a notebook or anywhere else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from corrconv.pipeline.build import Need, needs
from corrconv.pipeline.plan import request
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.store import Store
from corrconv.products.article import article
from corrconv.products.notebook.cell import Shown
from corrconv.products.notebook.derived_lesson import DerivedLesson, recipe
from corrconv.products.notebook.subprocess_build import cook
from corrconv.rendering.profile import BY_QUALITY, FRAME_WIDTH

PAGE = 720
"""Pixels of a page that a picture as wide as a frame takes."""


def show(
    figure: str,
    *,
    lesson: str | os.PathLike[str] | None = None,
    kernel: object = None,
    image: object = None,
    output: object = None,
    theme: str = "light",
    animated: bool = False,
    format: str = "png",
    quality: str = "m",
    cache: str | os.PathLike[str] | None = None,
) -> Shown:
    """The figure with this id or name, as a still or `animated`, for a notebook to show.

    `lesson` is a lesson file; `kernel` and `image` are rows of numbers or letters, arrays, or
    what a lesson file has there; `output` is the (column, row) that is worked through. `format`
    is "png" or "svg" for a still; `quality` is manim's letter. What was rendered once for the
    same values is found again in `cache`, the user's own where none is given.

    Raises TypeError or ValueError for what cannot be shown, RuntimeError where rendering failed,
    each in one sentence.
    """
    formats = ["png", "mp4"] if animated else [format]
    if not animated and format not in ("png", "svg"):
        raise ValueError(f"unknown format {format!r}: wanted png or svg, or animated=True")
    made = recipe(lesson, {"kernel": kernel, "image": image, "output": output}, cache)
    asked = _asked(figure, made, theme, formats, quality)
    need = _need(article(), asked, animated)
    if not need.state.current:
        cook(asked)
    return _shown(made.media, need, formats[-1])


def _asked(
    figure: str, made: DerivedLesson, theme: str, formats: list[str], quality: str
) -> dict[str, Any]:
    """The same as the command line would have it."""
    return {
        "figures": [figure],
        "lesson": made.lesson,
        "media": made.media,
        "themes": [theme],
        "formats": formats,
        "quality": quality,
        "profile": None,
        "fps": None,
        "transparent": False,
    }


def _need(project: Project, asked: dict[str, Any], animated: bool) -> Need:
    """The one job that is asked for; ValueError where it is none or several."""
    if asked["quality"] not in BY_QUALITY:
        known = ", ".join(BY_QUALITY)
        raise ValueError(f"unknown quality {asked['quality']!r}: wanted one of {known}")
    wanted = request.read(project, asked)
    if len(wanted.figures) != 1:
        names = ", ".join(figure.name for figure in wanted.figures)
        raise ValueError(f"{asked['figures'][0]!r} is {len(wanted.figures)} figures: {names}")
    (figure,) = wanted.figures
    if animated and "animation" not in figure.forms:
        raise ValueError(f"{figure.id} {figure.name} is a still: there is no animation of it")
    (need,) = needs(project, wanted)
    return need


def _shown(media: Path, need: Need, form: str) -> Shown:
    record = Store(media).read(need.job.place)
    if record is None:
        raise RuntimeError(f"{need.job.label}: it is not in {media}, although it was made")
    made = {artifact.format: artifact for artifact in record.artifacts}
    paths = {name: media / artifact.path for name, artifact in made.items()}
    profile = need.job.profile
    scale = PAGE / FRAME_WIDTH / profile.still_scale
    return Shown(
        path=paths[form],
        title=record.title,
        caption=record.caption,
        alt=record.alt,
        width=PAGE if form == "mp4" else round((made[form].width or PAGE) * scale),
        poster=paths.get("png") if form == "mp4" else None,
        captions=paths.get("vtt") if form == "mp4" else None,
    )
