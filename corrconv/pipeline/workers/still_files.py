"""The files of a final state, written by a worker: each is read again before it is told of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from corrconv.formats.pdf import page_size, pdf, require_pdf
from corrconv.formats.png import shows, write_still
from corrconv.formats.svg import Vector, claimed, require_vector
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.workers.task import Made
from corrconv.rendering.request import RenderRequest
from corrconv.rendering.result import RenderResult
from corrconv.rendering.sink import Pixels

T = TypeVar("T")

STILL, LARGE, POSTER = "still.png", "large.png", "poster.png"
DRAWING, DOCUMENT = "still.svg", "still.pdf"


def stills(result: RenderResult, asked: RenderRequest) -> Iterator[Made]:
    """What `asked` wants of the final state, of which `result` has the pictures."""
    if "png" in asked.formats:
        yield _still(result.still, STILL, "png")
    if "png@2x" in asked.formats:
        yield _still(_twice(_made(result.large), result.still), LARGE, "png@2x")
    if "poster" in asked.formats:
        yield _still(_made(result.poster), POSTER, "poster")
    if "svg" in asked.formats:
        yield _drawing(result, asked)
    if "pdf" in asked.formats:
        yield _document(result, asked)


def made(path: Path, kind: str, ending: str, **sizes: Any) -> Made:
    """What is told of the file at `path`."""
    content = path.read_bytes()
    return Made(path.name, kind, ending, digest(content), len(content), **sizes)


def _made(rendered: T | None) -> T:
    """Return what was rendered; ValueError where the performer left it out."""
    if rendered is None:
        raise ValueError("a picture that was asked for was not rendered")
    return rendered


def _still(pixels: Pixels, name: str, ending: str) -> Made:
    path = Path(name)
    write_still(pixels, path)
    if not shows(path, pixels):
        raise ValueError("the still does not decode to what was drawn")
    height, width = pixels.shape[:2]
    return made(path, "still", ending, width=width, height=height, frames=1)


def _twice(large: Pixels, still: Pixels) -> Pixels:
    if large.shape[:2] != (2 * still.shape[0], 2 * still.shape[1]):
        raise ValueError(f"the large still is {large.shape}, wanted twice {still.shape}")
    return large


def _drawing(result: RenderResult, asked: RenderRequest) -> Made:
    path = Path(DRAWING)
    path.write_text(_made(result.svg), encoding="utf-8", newline="\n")
    wanted = _vector(result, asked)
    require_vector(path, wanted)
    size = {"width": wanted.width, "height": wanted.height}
    return made(path, "still", "svg", **size, frames=1)


def _document(result: RenderResult, asked: RenderRequest) -> Made:
    """Its sizes are told in points, rounded."""
    path, drawn = Path(DOCUMENT), _vector(result, asked)
    size = page_size(drawn.width, drawn.height, asked.profile)
    path.write_bytes(pdf(_made(result.svg), drawn, size))
    require_pdf(path, size)
    width, height = (round(side) for side in size)
    return made(path, "still", "pdf", width=width, height=height, frames=1)


def _vector(result: RenderResult, asked: RenderRequest) -> Vector:
    height, width = result.still.shape[:2]
    return Vector(width, height, asked.figure.title, asked.alt, claimed(result.facts))
