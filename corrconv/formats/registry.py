"""The formats that there are, and the questions that are put to all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from corrconv.formats.facts import FACTS
from corrconv.formats.format import AnimationFormat, Format, StillFormat
from corrconv.formats.gif import GIF
from corrconv.formats.mp4 import MP4
from corrconv.formats.page import PAGE
from corrconv.formats.pdf import PDF
from corrconv.formats.png import LARGE_PNG, PNG, POSTER
from corrconv.formats.subtitles import CAPTIONS
from corrconv.formats.svg import SVG
from corrconv.formats.webm import WEBM

FORMATS: Mapping[str, Format] = MappingProxyType(
    {each.name: each for each in (PNG, LARGE_PNG, SVG, PDF, MP4, WEBM, GIF, POSTER)}
)
"""The formats that can be asked for, by name."""

PUBLISHED: Mapping[str, Format] = MappingProxyType(
    {**FORMATS, **{each.name: each for each in (CAPTIONS, FACTS, PAGE)}}
)
"""The formats of all files that are published, by name: also of those that come unasked."""

CODECS = tuple(f"corrconv.formats.codec.{name}" for name in ("encoder", "gif_writer", "pixels"))
"""Modules by which all encoders are imported, for a worker to have before its task comes."""

EVERY = "all"
DEFAULT = (PNG.name, MP4.name, POSTER.name)
TRANSPARENT_DEFAULT = (PNG.name, WEBM.name, POSTER.name)
"""What is made where no format is named: on the theme's ground, and on none."""


def asked_for(formats: Iterable[str], transparent: bool) -> tuple[str, ...]:
    """Return the formats that `formats` stand for, names that are unknown among them.

    "all" is every format, and no name at all the default ones. ValueError for one that cannot be
    without a ground.
    """
    named = tuple(formats) or (TRANSPARENT_DEFAULT if transparent else DEFAULT)
    possible = tuple(name for name, each in FORMATS.items() if each.transparent or not transparent)
    if EVERY in named:
        named = (*named, *possible)
    for name in named:
        if name in FORMATS and name not in possible:
            raise ValueError(f"{name} cannot be transparent: wanted one of {', '.join(possible)}")
    return tuple(name for name in named if name != EVERY)


def animated(formats: Iterable[str]) -> bool:
    """Tell whether one of the formats is made from the frames of an animation."""
    return any(isinstance(FORMATS[name], AnimationFormat) for name in formats)


def captioned(formats: Iterable[str]) -> bool:
    """Tell whether captions come with one of the formats."""
    return any(name in FORMATS and FORMATS[name].captioned for name in formats)


def views(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the views of the final state that must be rendered for the formats."""
    stills = (FORMATS[name] for name in formats)
    return tuple(sorted({each.view for each in stills if isinstance(each, StillFormat)} - {""}))


def path_of(place: str, name: str) -> str:
    """Return where the file of format `name` of the job at `place` lies."""
    return place + (PUBLISHED[name].suffix if name in PUBLISHED else f".{name}")
