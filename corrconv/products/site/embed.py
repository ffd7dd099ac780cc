"""Snippets of published figures, for somebody's own page."""

from __future__ import annotations

from pathlib import Path

from corrconv.figures.figure import Figure
from corrconv.pipeline.plan.request import BuildRequest, RequestError, refusing
from corrconv.pipeline.plan.resolve import find_profile, read_lesson
from corrconv.pipeline.plan.selection import Selection
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.manifest import ListedFigure, find_entries
from corrconv.pipeline.store.store import Store
from corrconv.products.site import page
from corrconv.products.site.snippets import Snippets


@refusing()
def embed(project: Project, request: BuildRequest, language: str, base: str = "") -> str:
    """Return the snippets of the request's figures, an empty line between them; RequestError where
    one is not published."""
    selection = Selection(
        lesson=read_lesson(request.lesson).name,
        profile=find_profile(request).name,
        themes=frozenset(request.themes),
    )
    figures = project.find(request.figures)
    published = find_entries(Store(request.media).records())
    entries = [each for each in published if selection.includes(each)]
    snippets, found = Snippets(), []
    for figure in figures:
        own = [each for each in entries if each.figure == figure.id]
        if not own:
            raise RequestError(_absent(figure, request.media, selection))
        named = ListedFigure(figure=figure.id, name=figure.name, title=figure.title)
        view = page.view_published(named, own, lambda path: request.media / path)
        snippet = snippets.snippet(view, language, base)
        if not snippet:
            raise RequestError(_absent(figure, request.media, selection))
        found.append(snippet)
    return "\n\n".join(found)


def _absent(figure: Figure, media: Path, selection: Selection) -> str:
    where = f"lesson {selection.lesson}, profile {selection.profile}"
    theme = f", theme {' or '.join(sorted(selection.themes))}" if selection.themes else ""
    return f"{figure.id} is not in {media} ({where}{theme}): make it first, with build {figure.id}"
