"""The slide file that `manim-slides` presents and converts.

The format is that of manim-slides 5.5 to 5.7 (`manim_slides.config.PresentationConfig`): paths are
relative to the folder that the file's own folder is in. A slide plays its clip and waits.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from corrconv.formats.mp4 import MP4
from corrconv.pipeline.store.plain_data import plain
from corrconv.products.lecture.timeline import Step


class Slide(msgspec.Struct, frozen=True, kw_only=True):
    """A slide. No clip runs backwards: going back parts the clip again."""

    type: str = "video"
    file: str
    rev_file: str
    loop: bool = False
    auto_next: bool = False
    playback_rate: float = 1.0
    reversed_playback_rate: float = 1.0
    notes: str
    dedent_notes: bool = False


class SlideFile(msgspec.Struct, frozen=True, kw_only=True):
    """All slides; `resolution` is in pixels."""

    slides: tuple[Slide, ...]
    resolution: tuple[int, int]
    background_color: str

    @classmethod
    def of(
        cls, folder: str, steps: Sequence[Step], resolution: tuple[int, int], paper: str
    ) -> SlideFile:
        """Return the slides of clips in `folder`; `paper` is the ground's colour."""
        files = [(f"{folder}/{step.name}{MP4.suffix}", step.own.text) for step in steps]
        slides = tuple(Slide(file=file, rev_file=file, notes=words) for file, words in files)
        return cls(slides=slides, resolution=resolution, background_color=paper)

    def dump(self) -> str:
        """Return the slide file as JSON."""
        return json.dumps(plain(self), ensure_ascii=False, indent=1) + "\n"
