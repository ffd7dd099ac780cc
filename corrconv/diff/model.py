"""A figure as one side of a comparison has it, from a media folder or from a baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corrconv.diff.facts.facts import Facts
from corrconv.diff.images.colours import Colour
from corrconv.diff.video.steps import Cue

STILL, FILM, STEPS, FACTS = ".png", ".mp4", ".vtt", ".facts.json"
"""Endings of the files that are compared by what they hold; all others by their digest."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a figure. `sha256` and `bytes` are those of its content; the others are as
    they were listed, None where they make no sense. `path` is None in a baseline."""

    sha256: str
    bytes: float
    width: float | None = None
    height: float | None = None
    frames: float | None = None
    fps: float | None = None
    seconds: float | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Digests:
    """What a baseline knows of pictures: the fill of each drawn thing, the fields of the still
    and those of the last picture of each step."""

    fills: tuple[Colour, ...] = ()
    still: bytes = b""
    steps: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """A figure in one theme. `digests` is None where the pictures themselves are there."""

    theme: str
    files: Mapping[str, File]
    facts: Facts | None
    cues: tuple[Cue, ...] = ()
    digests: Digests | None = None

    def picture(self, ending: str) -> Path | None:
        """Where the picture or film lies, None where it is not there."""
        return self.files[ending].path if ending in self.files else None


@dataclass(frozen=True, slots=True)
class Subject:
    """A figure of one lesson in one profile. `faults` say what of it cannot be read."""

    figure: str
    name: str
    title: str
    lesson: str
    profile: str
    caption: str
    alt: str
    sights: Mapping[str, Sight]
    faults: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from all others."""
        return self.lesson, self.profile, self.figure

    @property
    def label(self) -> str:
        """What reports call it."""
        return f"{self.figure} {self.name}"


@dataclass(frozen=True, slots=True)
class Collection:
    """All figures of one side, by their keys, in the order of its list; `place` says where they
    come from."""

    place: str
    subjects: Mapping[tuple[str, str, str], Subject]
