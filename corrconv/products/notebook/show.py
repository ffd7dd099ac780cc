"""`corrconv.show`: one figure, now, in a notebook or anywhere else."""

from __future__ import annotations

import os
from pathlib import Path

from corrconv.formats.mp4 import MP4
from corrconv.formats.png import PNG
from corrconv.formats.subtitles import CAPTIONS
from corrconv.formats.svg import SVG
from corrconv.pipeline.build import AssessedJob, assess_jobs
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.store import Store
from corrconv.products.article import article
from corrconv.products.notebook.cell import CellOutput
from corrconv.products.notebook.derived_lesson import derive_lesson
from corrconv.products.notebook.subprocess_build import build_in_subprocess
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
    format: str = PNG.name,
    quality: str = "m",
    cache: str | os.PathLike[str] | None = None,
) -> CellOutput:
    """Return the figure with this id or name, as a still or `animated`, for a notebook to show.

    `lesson` is a lesson file; `kernel` and `image` are rows of numbers or letters, arrays, or what
    a lesson file has there; `output` is the (column, row) that is worked through. `format` of a
    still is "png" or "svg"; `quality` is manim's letter. A figure that was rendered once is found
    again in `cache`, the user's own by default.

    TypeError or ValueError for what cannot be shown, RuntimeError where rendering failed.

    >>> show("kernel", kernel=[[1, 0, -1]], quality="l").title
    'The kernel h'
    """
    formats = (PNG.name, MP4.name) if animated else (format,)
    if not animated and format not in (PNG.name, SVG.name):
        known = f"{PNG.name} or {SVG.name}"
        raise ValueError(f"unknown format {format!r}: wanted {known}, or animated=True")
    derived = derive_lesson(lesson, {"kernel": kernel, "image": image, "output": output}, cache)
    request = BuildRequest(
        media=derived.media, lesson=derived.lesson, figures=(figure,), themes=(theme,),
        formats=formats, quality=quality,
    )  # fmt: skip
    assessed = _assess(article(), request, animated)
    if not assessed.state.current:
        build_in_subprocess(request)
    return _published(derived.media, assessed, formats[-1])


def _assess(project: Project, request: BuildRequest, animated: bool) -> AssessedJob:
    """Return the one job that is asked for; ValueError where it is none or several."""
    if request.quality not in BY_QUALITY:
        known = ", ".join(BY_QUALITY)
        raise ValueError(f"unknown quality {request.quality!r}: wanted one of {known}")
    plan = Plan.of(project, request)
    if len(plan.figures) != 1:
        names = ", ".join(figure.name for figure in plan.figures)
        raise ValueError(f"{request.figures[0]!r} is {len(plan.figures)} figures: {names}")
    (figure,) = plan.figures
    if animated and MP4.form not in figure.forms:
        raise ValueError(f"{figure.id} {figure.name} is a still: there is no animation of it")
    (assessed,) = assess_jobs(plan)
    return assessed


def _published(media: Path, assessed: AssessedJob, form: str) -> CellOutput:
    """Return what was published for the job, as a cell shows it."""
    record = Store(media).read(assessed.job.place)
    if record is None:
        raise RuntimeError(f"{assessed.job.label}: it is not in {media}, although it was made")
    artifacts = {artifact.format: artifact for artifact in record.artifacts}
    paths = {name: media / artifact.path for name, artifact in artifacts.items()}
    profile = assessed.job.profile
    scale = PAGE / FRAME_WIDTH / profile.still_scale
    return CellOutput(
        path=paths[form],
        title=record.title,
        caption=record.caption,
        alt=record.alt,
        width=PAGE if form == MP4.name else round((artifacts[form].width or PAGE) * scale),
        poster=paths.get(PNG.name) if form == MP4.name else None,
        captions=paths.get(CAPTIONS.name) if form == MP4.name else None,
    )
