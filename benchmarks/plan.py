"""What is measured: figures, quality, repetitions, and where there is room for files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from corrconv import catalog
from corrconv.figures.figure import Figure
from corrconv.rendering.profile import BY_QUALITY, PROFILES, Profile

ROOT = Path(__file__).resolve().parents[1]
REPRESENTATIVE = ("F1", "F9", "F12", "F14")
"""A slide with long holds, the longest reveal, a coverage and a table with many equations."""

SMALLEST = ("F1-convolution",)
WORKERS = 2
THEME = "light"
"""Stock manim knows no other: a scene rendered by its own command takes this one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A measurement. `quality` is manim's letter; files go to `room`."""

    figures: tuple[Figure, ...]
    room: Path
    runs: int = 3
    quality: str = "h"
    stock: tuple[str, ...] = ("plain", "crf")
    quick: bool = False

    @property
    def profile(self) -> Profile:
        """What the quality stands for."""
        return PROFILES[BY_QUALITY[self.quality]]

    @property
    def animations(self) -> tuple[Figure, ...]:
        """The figures that move."""
        return tuple(figure for figure in self.figures if "animation" in figure.forms)

    @property
    def log(self) -> Path:
        """Where commands say what they do."""
        return self.room / "log"

    @contextmanager
    def folder(self, name: str) -> Iterator[Path]:
        """An empty folder, gone afterwards."""
        path = self.room / name
        path.mkdir()
        try:
            yield path
        finally:
            rmtree(path)


def chosen(patterns: tuple[str, ...], every: bool, quick: bool) -> tuple[Figure, ...]:
    """The figures that are asked for: by name, all, the smallest, or a few that stand for all."""
    if every:
        return catalog.find()
    return catalog.find(patterns or (SMALLEST if quick else REPRESENTATIVE))
