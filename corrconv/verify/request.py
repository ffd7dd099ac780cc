"""Verification as it is asked for on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corrconv.pipeline.plan import request
from corrconv.pipeline.project import Project
from corrconv.theme.loader import SHIPPED, shipped
from corrconv.verify.files import Finding, Known, Wanted, verify
from corrconv.verify.freshness import stale


def inspection(project: Project, asked: Mapping[str, Any]) -> Finding:
    """Check what was named, all that is published where nothing was; also whether it is
    current."""
    wanted = request.read(project, asked)
    named = bool(asked["profile"] or asked["quality"] or asked["fps"] or asked["transparent"])
    figures = [figure.id for figure in wanted.figures] if asked["figures"] else []
    filters = Wanted(
        figures=frozenset(figures),
        profiles=frozenset([wanted.profile.name] if named else []),
        themes=frozenset(theme.name for theme in wanted.themes if asked["themes"]),
        formats=frozenset(asked["formats"]),
        lessons=frozenset([wanted.lesson.name] if asked["lesson"] else []),
    )
    themes = {theme.name: theme for theme in (*map(shipped, SHIPPED), *wanted.themes)}
    joined = {name: load() for name, load in project.joined.items()}
    known = Known(wanted.lesson, project.oracle(), themes, joined)
    found = verify(wanted.media, known, filters)
    looks = {name: themes[name] for name in filters.themes or themes}
    old = stale(project, wanted, looks)
    return Finding(
        found.checked, (*found.problems, *(text for text in old if _meant(text, filters)))
    )


def _meant(text: str, filters: Wanted) -> bool:
    return not filters.figures or text.partition(" ")[0] in filters.figures
