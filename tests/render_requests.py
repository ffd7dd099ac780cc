"""What a worker is asked for, by the name of a figure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from corrconv import catalog
from corrconv.formats.registry import views
from corrconv.lesson.lesson import load
from corrconv.rendering.profile import PROFILES, Profile
from corrconv.rendering.request import RenderRequest

DRAFT = PROFILES["draft"]


def request(
    name: str,
    theme: str = "light",
    profile: Profile = DRAFT,
    formats: tuple[str, ...] = ("png",),
    lesson: Path | None = None,
    title: str | None = None,
    **more: Any,
) -> RenderRequest:
    """The figure or title card of this name, as the lesson has it, or under another title."""
    figure = catalog.variant(catalog.named(name), load(lesson))
    figure = replace(figure, title=title or figure.title)
    return RenderRequest(figure, theme, profile, views(formats), lesson, **more)
