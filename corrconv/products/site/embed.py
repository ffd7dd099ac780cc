"""`embed`: a published figure as a snippet for somebody's own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corrconv.figures.figure import Figure
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.store import manifest
from corrconv.pipeline.store.store import Store
from corrconv.products.site import page
from corrconv.products.site.snippets import Snippets


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files are meant: those in `themes`, or in every one where it is empty."""

    media: Path
    lesson: str
    profile: str
    themes: tuple[str, ...] = ()

    def holds(self, entry: Mapping[str, Any]) -> bool:
        """Whether `entry` is meant."""
        if (entry["lesson"], entry["profile"]) != (self.lesson, self.profile):
            return False
        return not self.themes or entry["theme"] in self.themes


def embed(figures: Iterable[Figure], wanted: Wanted, language: str, base: str = "") -> str:
    """The snippets, an empty line between them; RequestError where a figure is not published."""
    entries = [
        each for each in manifest.entries(Store(wanted.media).records()) if wanted.holds(each)
    ]
    snippets, found = Snippets(), []
    for figure in figures:
        own = [each for each in entries if each["figure"] == figure.id]
        if not own:
            raise RequestError(_absent(figure, wanted))
        named = {"figure": figure.id, "name": figure.name, "title": figure.title}
        view = page.view_published(named, own, lambda path: wanted.media / path)
        snippet = snippets.snippet(view, language, base)
        if not snippet:
            raise RequestError(_absent(figure, wanted))
        found.append(snippet)
    return "\n\n".join(found)


def _absent(figure: Figure, wanted: Wanted) -> str:
    where = f"lesson {wanted.lesson}, profile {wanted.profile}"
    theme = f", theme {' or '.join(wanted.themes)}" if wanted.themes else ""
    return (
        f"{figure.id} is not in {wanted.media} ({where}{theme}): "
        f"make it first, with build {figure.id}"
    )
