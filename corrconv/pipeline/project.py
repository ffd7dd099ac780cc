"""The project that a build works on: its figures, who draws and checks them, and its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson
from corrconv.pipeline.hooks import JoinedProduct, Oracle, PageWriter, no_oracle

IMAGE_FORMATS = tuple(f"PIL.{name}ImagePlugin" for name in ("Bmp", "Gif", "Jpeg", "Png", "Ppm"))
"""Modules that Pillow imports before it opens any file."""


@dataclass(frozen=True, slots=True)
class Project:
    """A catalogue of figures and the means to draw, check and publish them.

    `root` is the folder that sources are named from, `packages` are the project's own in it;
    `performer` is "module:function", called with a request and a sink in a worker; `preload`
    are the modules that every worker finds imported already; the project's own among them belong
    to the fingerprint of every job; `cards` are the figures that only a lecture shows.

    `why_left_out` returns why a figure makes no sense for a lesson, `variant` the figure as a
    lesson has it. `page`, `oracle` and `joined` load what is heavy to import when it is first
    needed: the writer of the page, the checks of the figures, and those of the products that are
    joined from them, by the name that their records have in place of a figure's. `command` runs
    the command line in a process of its own; `executor` is how tasks are done where a request does
    not say (`BuildRequest`).
    """

    root: Path
    packages: tuple[str, ...]
    catalog: tuple[Figure, ...]
    find: Callable[[Iterable[str]], tuple[Figure, ...]]
    caption: Callable[[Figure, Lesson], str]
    alt: Callable[[Figure, Lesson], str]
    performer: str
    preload: tuple[str, ...]
    page: Callable[[], PageWriter]
    cards: tuple[Figure, ...] = ()
    why_left_out: Callable[[Figure, Lesson], str | None] = lambda figure, lesson: None
    variant: Callable[[Figure, Lesson], Figure] = lambda figure, lesson: figure
    oracle: Callable[[], Oracle] = no_oracle
    joined: Mapping[str, Callable[[], JoinedProduct]] = field(default_factory=dict)
    command: tuple[str, ...] = ()
    executor: str | None = None

    def card(self, name: str) -> Figure | None:
        """Return the card called `name`, None where the project has none."""
        return next((each for each in self.cards if each.name == name), None)

    def publishes(self, figure: str, name: str) -> bool:
        """Tell whether what was published for this figure, under this name, is the project's."""
        own = ((each.id, each.name) for each in (*self.catalog, *self.cards))
        return figure in self.joined or (figure, name) in own
