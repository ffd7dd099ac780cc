"""The page: everything that the manifest lists, in one file that needs no server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from corrconv.formats.facts import FACTS
from corrconv.formats.subtitles import CAPTIONS
from corrconv.pipeline.cache.fingerprint import WORDS, Fingerprint, of_code
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.facts_reader import read_facts
from corrconv.pipeline.store.manifest import Entry, ListedFigure
from corrconv.pipeline.store.plain_data import plain
from corrconv.products.site.figure_view import FigureView, files_of, view_figure
from corrconv.products.site.long_description import (
    description,
    operation_of,
    write_equations,
)
from corrconv.products.site.snippets import Snippets
from corrconv.theme.loader import DEFAULTS, shipped

TEMPLATE = "page.html.j2"

Place = Callable[[str], Path]
"""Where the file of a path lies now."""


@dataclass(frozen=True, slots=True)
class FigureSection:
    """A figure of the page, and its snippets by name."""

    figure: FigureView
    snippets: tuple[tuple[str, str], ...]


class HtmlPage:
    """Write the page, and remember what was written of each figure."""

    def __init__(self) -> None:
        self._snippets = Snippets()
        self._known: dict[tuple[ListedFigure, tuple[Entry, ...]], FigureSection] = {}

    def fingerprint(self, figures: Sequence[ListedFigure], found: Sequence[Entry]) -> str:
        """Return a digest that changes with everything that the page is made of."""
        themes = [asdict(shipped(name)) for name in DEFAULTS]
        listing = json.dumps(plain([figures, found, themes]), sort_keys=True)
        words = {f"{WORDS}:listing": digest(listing.encode())}
        return Fingerprint({**self._code, **words}).digest

    @cached_property
    def _code(self) -> Mapping[str, str]:
        """Return what can change the page of everything else; it is that of the running process."""
        return of_code(__file__)

    def render(
        self,
        figures: Sequence[ListedFigure],
        found: Sequence[Entry],
        media: Path,
        fresh: Mapping[str, Path],
    ) -> bytes:
        """Return the page's bytes. Captions are set into it, as a browser does not load them from a
        file; `fresh` has the places of paths that are not in `media` yet."""

        def place(path: str) -> Path:
            return fresh.get(path, media / path)

        page = self._snippets.environment.get_template(TEMPLATE).render(
            sections=[self._section(figures, group, place) for group in _groups(found)],
            themes={name: shipped(name) for name in DEFAULTS},
            track=lambda path: _track(place(path)),
        )
        return page.encode()

    def _section(
        self, figures: Iterable[ListedFigure], group: Sequence[Entry], place: Place
    ) -> Mapping[str, object]:
        own: dict[str, list[Entry]] = {}
        for entry in group:
            own.setdefault(entry.figure, []).append(entry)
        return {
            "lesson": group[0].lesson,
            "profile": group[0].profile,
            "lectures": [each for each in group if each.kind == "player"],
            "figures": [
                self._figure_section(each, tuple(own[each.figure]), place)
                for each in figures
                if each.figure in own
            ],
        }

    def _figure_section(
        self, figure: ListedFigure, entries: tuple[Entry, ...], place: Place
    ) -> FigureSection:
        known = figure, entries
        if known not in self._known:
            view = view_published(figure, entries, place)
            self._known[known] = FigureSection(view, self._snippets.every(view))
        return self._known[known]


def view_published(figure: ListedFigure, entries: Iterable[Entry], place: Place) -> FigureView:
    """Return the view of the figure whose files are `entries`, with what its facts say."""
    files = files_of(entries)
    facts = _facts(files.get(FACTS.name, {}), place)
    return view_figure(figure, files, description(facts), write_equations(operation_of(facts)))


def _facts(entries: Mapping[str, Entry], place: Place) -> Mapping[str, object]:
    """Read the facts in the first theme, the same in every one; none where they cannot be read."""
    for entry in entries.values():
        try:
            return read_facts(place(entry.path))
        except (OSError, ValueError):
            continue
    return {}


def _groups(found: Iterable[Entry]) -> list[list[Entry]]:
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in found:
        groups.setdefault((entry.lesson, entry.profile), []).append(entry)
    return [groups[name] for name in sorted(groups)]


def _track(path: Path) -> str:
    try:
        return CAPTIONS.data_uri(path.read_bytes())
    except OSError:
        return ""
