"""A figure as one side of a comparison has it, from a media folder or from a baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corrconv.diff.facts.model import ComparedFacts
from corrconv.diff.images.colours import Colour
from corrconv.diff.video.steps import Cue
from corrconv.formats.facts import FACTS as JSON
from corrconv.formats.mp4 import MP4
from corrconv.formats.png import PNG
from corrconv.formats.subtitles import CAPTIONS as VTT

SIZES = ("width", "height", "frames", "fps", "seconds")
"""Fields of a file that a manifest lists and a baseline keeps."""

STILL, ANIMATION, CAPTIONS, FACTS = (each.suffix for each in (PNG, MP4, VTT, JSON))
"""Endings of the files that are compared by what they hold; all others by their digest."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a figure: digest and length of its content; the sizes that its manifest lists,
    None where they make no sense; and its path, None in a baseline."""

    sha256: str
    bytes: float
    width: float | None = None
    height: float | None = None
    frames: float | None = None
    fps: float | None = None
    seconds: float | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class PictureDigests:
    """Stand for pictures in a baseline: the fill of each drawn thing, the fields of the still, and
    those of the last frame of each step."""

    fills: tuple[Colour, ...] = ()
    still: bytes = b""
    steps: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeVersion:
    """A figure in one theme on one side; `digests` is None where its pictures are there."""

    theme: str
    files: Mapping[str, File]
    facts: ComparedFacts | None
    cues: tuple[Cue, ...] = ()
    digests: PictureDigests | None = None

    def picture(self, ending: str) -> Path | None:
        """Return the path of the still or the animation, None where there is none."""
        return self.files[ending].path if ending in self.files else None


@dataclass(frozen=True, slots=True)
class FigureVersion:
    """A figure of one lesson in one profile on one side; `faults` say what of it cannot be read."""

    id: str
    name: str
    title: str
    lesson: str
    profile: str
    caption: str
    alt: str
    themes: Mapping[str, ThemeVersion]
    faults: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Return lesson, profile and id, which no other figure of its side shares."""
        return self.lesson, self.profile, self.id

    @property
    def label(self) -> str:
        """Return id and name, as reports call it."""
        return f"{self.id} {self.name}"


@dataclass(frozen=True, slots=True)
class Collection:
    """All figures of one side, by their keys, in the order of its list; `place` names the folder
    or the revision that they come from."""

    place: str
    figures: Mapping[tuple[str, str, str], FigureVersion]
