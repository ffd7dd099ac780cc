"""A comparison as one HTML page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from PIL import Image

from corrconv.diff.change import split_difference
from corrconv.diff.comparison import Comparison, ComparisonStatus, FigureResult, ThemeResult
from corrconv.diff.model import ANIMATION, STILL, File, ThemeVersion
from corrconv.diff.report.pictures import difference, embedded, jpeg, png, still_bytes
from corrconv.diff.video.animations import AnimationDifference, KeyFrame
from corrconv.theme.loader import DEFAULTS, shipped

TEMPLATE = Path(__file__).parent / "templates" / "report.html.j2"

LARGEST = 64 << 20
"""Bytes of pictures that a page may hold; a browser must still open it."""

CELLS = 60
"""Drawn things that are listed with their pixels."""


WORDS = frozenset({"caption", "alt", "title"})
"""Kinds of changes whose texts are shown in full."""


class _ImageBudget:
    """Embed pictures as data URIs, as long as there is room."""

    def __init__(self) -> None:
        self.room = LARGEST

    def uri(self, content: bytes | None) -> str:
        """Return the picture as a data URI, "" where there is none or no room."""
        if content is None or len(content) > self.room:
            return ""
        self.room -= len(content)
        return embedded(content)


@dataclass(frozen=True, slots=True)
class _StageImage:
    """Describe a picture of a stage: its data URI, its size, and its share of the stage's width in
    percent."""

    uri: str
    width: float
    height: float
    share: float


def page(comparison: Comparison) -> bytes:
    """Return the bytes of the page."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    budget = _ImageBudget()
    results = [result for result in comparison.results if result.status.changed]
    rendered = template.render(
        comparison=comparison,
        counts=[(status, count) for status, count in comparison.counts.items() if count],
        themes={name: shipped(name) for name in DEFAULTS},
        figures=[_figure(result, budget) for result in results],
        within=[each for each in comparison.results if each.status is ComparisonStatus.WITHIN],
        same=[each for each in comparison.results if each.status is ComparisonStatus.UNCHANGED],
    )
    return rendered.encode()


def _figure(result: FigureResult, budget: _ImageBudget) -> dict[str, Any]:
    figure = result.figure
    return {
        "result": result,
        "figure": figure,
        "anchor": f"{figure.lesson}-{figure.profile}-{figure.name}",
        "words": {
            change: split_difference(change.before, change.after)
            for change in result.changes
            if change.kind in WORDS
        },
        "themes": [_view(themed, budget) for themed in result.themes.values()],
        "own": {theme for change in result.changes for theme in change.themes},
    }


def _view(themed: ThemeResult, budget: _ImageBudget) -> dict[str, Any]:
    one_sided = themed.before is None or themed.after is None
    has_still = one_sided or themed.still is not None
    return {
        "theme": themed.theme,
        "before": _still(themed.before, themed.after, budget) if has_still else None,
        "after": _still(themed.after, themed.before, budget) if has_still else None,
        "difference": _difference(themed, budget),
        "things": themed.still.things[:CELLS] if themed.still else (),
        "more": max(0, len(themed.still.things) - CELLS) if themed.still else 0,
        "pixels": themed.still.pixels if themed.still else 0,
        "animation": _animation(themed, themed.animation, budget) if themed.animation else None,
    }


def _still(
    version: ThemeVersion | None, other: ThemeVersion | None, budget: _ImageBudget
) -> _StageImage | None:
    content = still_bytes(version)
    if version is None or content is None:
        return None
    sizes = [each.files.get(STILL) for each in (version, other) if each is not None]
    widest = max((file.width or 1 for file in sizes if file), default=1)
    file = version.files[STILL]
    width, height = file.width or 1, file.height or 1
    return _StageImage(budget.uri(content), width, height, round(100 * width / widest, 3))


def _difference(themed: ThemeResult, budget: _ImageBudget) -> _StageImage | None:
    if themed.still is None or themed.after is None:
        return None
    picture = difference(themed.after, themed.still)
    return _StageImage(budget.uri(png(picture)), picture.width, picture.height, 100)


def _animation(
    themed: ThemeResult, animation: AnimationDifference, budget: _ImageBudget
) -> dict[str, Any]:
    assert themed.before is not None
    assert themed.after is not None
    old, new = themed.before.files[ANIMATION], themed.after.files[ANIMATION]
    return {
        "first": _key_frame(animation.first, budget) if animation.first else None,
        "place": _place(animation.place, new) if animation.place else None,
        "strip": [_key_frame(key_frame, budget) for key_frame in animation.strip],
        "last": animation.last,
        "frames": animation.frames,
        "rows": list(_rows(old, new)),
    }


def _key_frame(key_frame: KeyFrame, budget: _ImageBudget) -> dict[str, Any]:
    def uri(image: Image.Image | None) -> str:
        return budget.uri(jpeg(image)) if image else ""

    return {"key_frame": key_frame, "before": uri(key_frame.before), "after": uri(key_frame.after)}


def _place(place: tuple[int, int, int, int], animation: File) -> dict[str, float]:
    """Return where the frame differs, in percent of it."""
    width, height = animation.width or 1, animation.height or 1
    left, top, right, bottom = place
    return {
        "left": round(100 * left / width, 2),
        "top": round(100 * top / height, 2),
        "width": round(100 * (right - left) / width, 2),
        "height": round(100 * (bottom - top) / height, 2),
    }


def _rows(old: File, new: File) -> Iterator[tuple[str, str, str]]:
    """Yield length, frames, picture size and file size of an animation, before and after."""
    kinds: tuple[tuple[str, Callable[[File], str]], ...] = (
        ("length", lambda file: f"{file.seconds or 0:.2f} s"),
        ("frames", lambda file: f"{file.frames or 0:.0f}"),
        ("picture", lambda file: f"{file.width or 0:.0f}×{file.height or 0:.0f} px"),
        ("file", lambda file: f"{file.bytes / 1000:.0f} kB"),
    )
    for name, describe in kinds:
        yield name, describe(old), describe(new)
