"""The page: everything that the manifest lists, in one file that needs no server."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corrconv.make.sources import digest
from corrconv.wardrobe import DEFAULTS, shipped

if TYPE_CHECKING:
    import jinja2

TEMPLATE = Path(__file__).parent / "templates" / "page.html.j2"

Entry = Mapping[str, Any]


def key(figures: Sequence[Entry], found: Sequence[Entry]) -> str:
    """Changes with everything that the page is made of."""
    themes = [asdict(shipped(name)) for name in DEFAULTS]
    listing = json.dumps([list(figures), list(found), themes], sort_keys=True)
    return digest(TEMPLATE.read_bytes() + listing.encode())


class Page:
    """Writes the page; the template is read when it is first needed."""

    def __init__(self) -> None:
        self._template: jinja2.Template | None = None

    def render(
        self,
        figures: Sequence[Entry],
        found: Sequence[Entry],
        media: Path,
        fresh: Mapping[str, Path],
    ) -> bytes:
        """The page's bytes. Captions are set into it, as a browser does not load them from a
        file; `fresh` tells where a path lies that is not in `media` yet."""
        if self._template is None:
            self._template = _template()
        page = self._template.render(
            sections=[_section(figures, group) for group in _groups(found)],
            themes={name: shipped(name) for name in DEFAULTS},
            track=lambda path: _track(fresh.get(path, media / path)),
        )
        return page.encode()


def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def _groups(found: Iterable[Entry]) -> list[list[Entry]]:
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in found:
        groups.setdefault((entry["lesson"], entry["profile"]), []).append(entry)
    return [groups[name] for name in sorted(groups)]


def _section(figures: Iterable[Entry], group: Sequence[Entry]) -> dict[str, Any]:
    shown = (_figure(figure, group) for figure in figures)
    return {
        "lesson": group[0]["lesson"],
        "profile": group[0]["profile"],
        "figures": [figure for figure in shown if figure["formats"]],
    }


def _figure(figure: Entry, group: Iterable[Entry]) -> dict[str, Any]:
    """A figure's entries by format and theme."""
    own = [entry for entry in group if entry["figure"] == figure["figure"]]
    formats: dict[str, dict[str, Entry]] = {}
    for entry in own:
        formats.setdefault(entry["format"], {})[entry["theme"]] = entry
    words = {name: own[0][name] if own else "" for name in ("caption", "alt")}
    return {**figure, **words, "formats": formats}


def _track(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError:
        return ""
    return "data:text/vtt;base64," + base64.b64encode(content).decode()
