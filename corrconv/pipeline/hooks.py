"""Hooks for the packages above the pipeline, which check, list and join its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corrconv.lesson.lesson import Lesson
from corrconv.rendering.result import Facts
from corrconv.theme.theme import Theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corrconv.pipeline.store.manifest import Entry, ListedFigure
    from corrconv.pipeline.store.record import Record
    from corrconv.pipeline.store.store import Store


@dataclass(frozen=True, slots=True)
class Oracle:
    """Recompute what a figure must show, by another path than the one that drew it.

    `facts` compares a figure's facts with the lesson; `picture` compares a still, height x width
    x 4, with its facts. Both return sentences that name figure and cell.
    """

    facts: Callable[[Facts, Lesson], list[str]]
    picture: Callable[[Facts, NDArray[np.uint8], Theme], list[str]]


def no_oracle() -> Oracle:
    """Return an oracle that finds nothing, for projects without one."""
    return Oracle(lambda facts, lesson: [], lambda facts, still, theme: [])


class PageWriter(Protocol):
    """Write the page that shows all that is published."""

    def fingerprint(self, figures: Sequence[ListedFigure], entries: Sequence[Entry]) -> str:
        """Return a digest that changes with everything that the page is made of."""

    def render(
        self,
        figures: Sequence[ListedFigure],
        entries: Sequence[Entry],
        media: Path,
        fresh: Mapping[str, Path],
    ) -> bytes:
        """Return the page's bytes; `fresh` tells where a path lies that is not in `media` yet."""


@dataclass(frozen=True, slots=True)
class JoinedProduct:
    """Check a product that is joined from published figures, such as a lecture.

    `outdated` returns what has changed since the product of a record, in a theme, was joined;
    `problems` finds what is wrong with one of its files, which the manifest lists as the entry.
    """

    outdated: Callable[[Store, Record, Theme], tuple[str, ...]]
    problems: Callable[[Path, Entry], Iterator[str]]
