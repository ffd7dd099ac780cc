"""A comparison as one page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from PIL import Image

from corrconv.diff.change import split
from corrconv.diff.comparison import Comparison, Result, Status, View
from corrconv.diff.model import FILM, STILL, File, Sight
from corrconv.diff.report.pictures import difference, embedded, jpeg, png, still_bytes
from corrconv.diff.video.animations import FilmDifference, Shot
from corrconv.theme.loader import DEFAULTS, shipped

TEMPLATE = Path(__file__).parent / "templates" / "report.html.j2"

LARGEST = 64 << 20
"""Bytes of pictures that a page may hold; a browser must still open it."""

CELLS = 60
"""Drawn things that are listed with their pixels."""


WORDS = frozenset({"caption", "alt", "title"})
"""Kinds of changes whose texts are shown in full."""


class _Album:
    """Pictures as data URIs, as long as there is room."""

    def __init__(self) -> None:
        self.room = LARGEST

    def uri(self, content: bytes | None) -> str:
        """The picture, "" where there is none or no room."""
        if content is None or len(content) > self.room:
            return ""
        self.room -= len(content)
        return embedded(content)


@dataclass(frozen=True, slots=True)
class _Layer:
    """A picture of a stage: its share of the stage's width, in percent."""

    uri: str
    width: float
    height: float
    share: float


def page(comparison: Comparison) -> bytes:
    """The page's bytes."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    album = _Album()
    results = [result for result in comparison.results if result.status.changed]
    rendered = template.render(
        comparison=comparison,
        counts=[(status, count) for status, count in comparison.counts.items() if count],
        themes={name: shipped(name) for name in DEFAULTS},
        figures=[_figure(result, album) for result in results],
        within=[each for each in comparison.results if each.status is Status.WITHIN],
        same=[each for each in comparison.results if each.status is Status.UNCHANGED],
    )
    return rendered.encode()


def _figure(result: Result, album: _Album) -> dict[str, Any]:
    subject = result.subject
    return {
        "result": result,
        "subject": subject,
        "anchor": f"{subject.lesson}-{subject.profile}-{subject.name}",
        "words": {
            change: split(change.before, change.after)
            for change in result.changes
            if change.kind in WORDS
        },
        "views": [_view(view, album) for view in result.views.values()],
        "own": {theme for change in result.changes for theme in change.themes},
    }


def _view(view: View, album: _Album) -> dict[str, Any]:
    one_sided = view.before is None or view.after is None
    shown = one_sided or view.still is not None
    return {
        "theme": view.theme,
        "before": _still(view.before, view.after, album) if shown else None,
        "after": _still(view.after, view.before, album) if shown else None,
        "difference": _difference(view, album),
        "cells": view.still.cells[:CELLS] if view.still else (),
        "more": max(0, len(view.still.cells) - CELLS) if view.still else 0,
        "pixels": view.still.pixels if view.still else 0,
        "film": _film(view, view.film, album) if view.film else None,
    }


def _still(sight: Sight | None, other: Sight | None, album: _Album) -> _Layer | None:
    content = still_bytes(sight)
    if sight is None or content is None:
        return None
    sizes = [each.files.get(STILL) for each in (sight, other) if each is not None]
    widest = max((file.width or 1 for file in sizes if file), default=1)
    file = sight.files[STILL]
    width, height = file.width or 1, file.height or 1
    return _Layer(album.uri(content), width, height, round(100 * width / widest, 3))


def _difference(view: View, album: _Album) -> _Layer | None:
    if view.still is None or view.after is None:
        return None
    picture = difference(view.after, view.still)
    return _Layer(album.uri(png(picture)), picture.width, picture.height, 100)


def _film(view: View, film: FilmDifference, album: _Album) -> dict[str, Any]:
    assert view.before is not None
    assert view.after is not None
    old, new = view.before.files[FILM], view.after.files[FILM]
    return {
        "first": _shot(film.first, album) if film.first else None,
        "place": _place(film.place, new) if film.place else None,
        "strip": [_shot(shot, album) for shot in film.strip],
        "last": film.last,
        "frames": film.frames,
        "rows": list(_rows(old, new)),
    }


def _shot(shot: Shot, album: _Album) -> dict[str, Any]:
    def uri(image: Image.Image | None) -> str:
        return album.uri(jpeg(image)) if image else ""

    return {"shot": shot, "before": uri(shot.before), "after": uri(shot.after)}


def _place(place: tuple[int, int, int, int], film: File) -> dict[str, float]:
    """Where the frame differs, in percent of it."""
    width, height = film.width or 1, film.height or 1
    left, top, right, bottom = place
    return {
        "left": round(100 * left / width, 2),
        "top": round(100 * top / height, 2),
        "width": round(100 * (right - left) / width, 2),
        "height": round(100 * (bottom - top) / height, 2),
    }


def _rows(old: File, new: File) -> Iterator[tuple[str, str, str]]:
    """What a film is, before and after."""
    kinds: tuple[tuple[str, Callable[[File], str]], ...] = (
        ("length", lambda file: f"{file.seconds or 0:.2f} s"),
        ("frames", lambda file: f"{file.frames or 0:.0f}"),
        ("picture", lambda file: f"{file.width or 0:.0f}×{file.height or 0:.0f} px"),
        ("file", lambda file: f"{file.bytes / 1000:.0f} kB"),
    )
    for name, told in kinds:
        yield name, told(old), told(new)
