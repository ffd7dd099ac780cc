"""The formats of files, each declared once: what it shows, how its name ends, what it can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

STILL, ANIMATION = "still", "animation"


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `form` is that of the figures that have it; `ending` follows a figure's name;
    `frames` says that it is made from the frames of an animation, `clear` that its ground can be
    left out, `captioned` that captions come with it.
    """

    name: str
    form: str
    ending: str
    frames: bool = False
    clear: bool = True
    captioned: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        each.name: each
        for each in (
            Format("png", STILL, ".png"),
            Format("png@2x", STILL, "@2x.png"),
            Format("svg", STILL, ".svg"),
            Format("pdf", STILL, ".pdf"),
            Format("mp4", ANIMATION, ".mp4", frames=True, clear=False, captioned=True),
            Format("webm", ANIMATION, ".webm", frames=True, captioned=True),
            Format("gif", ANIMATION, ".gif", frames=True, clear=False),
            Format("poster", ANIMATION, ".poster.png"),
        )
    }
)
"""The formats that can be asked for."""

EVERY = "all"
USUAL = ("png", "mp4", "poster")
CLEAR_USUAL = ("png", "webm", "poster")
"""What is made where nothing is asked for: on the theme's ground, and on none."""

CAPTIONS = "vtt"
ALWAYS = "json"
"""The format of the facts, which come with every other."""

_ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        **{name: each.ending for name, each in FORMATS.items()},
        CAPTIONS: ".vtt",
        ALWAYS: ".facts.json",
    }
)


def asked_for(formats: Iterable[str], transparent: bool) -> tuple[str, ...]:
    """What `formats` stand for, names that are unknown among them: "all" is every format, and
    none at all the usual ones. ValueError for one that cannot be without a ground."""
    named = tuple(formats) or (CLEAR_USUAL if transparent else USUAL)
    clear = tuple(name for name, each in FORMATS.items() if each.clear)
    if EVERY in named:
        named = (*named, *(clear if transparent else FORMATS))
    for name in named:
        if transparent and name in FORMATS and name not in clear:
            raise ValueError(f"{name} cannot be transparent: wanted one of {', '.join(clear)}")
    return tuple(name for name in named if name != EVERY)


def moving(formats: Iterable[str]) -> bool:
    """Whether one of the formats is made from the frames of an animation."""
    return any(FORMATS[name].frames for name in formats)


def captioned(formats: Iterable[str]) -> bool:
    """Whether captions come with one of the formats."""
    return any(name in FORMATS and FORMATS[name].captioned for name in formats)


def path_of(place: str, name: str) -> str:
    """Where the file of format `name` of the job at `place` lies."""
    return place + _ENDINGS.get(name, f".{name}")
