"""The request for one rendered figure: of a lesson, in a theme, for a purpose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corrconv.figures.figure import Figure
from corrconv.rendering.profile import Profile
from corrconv.theme.theme import Theme

SVG_VIEW, LARGE_VIEW, POSTER_VIEW = "svg", "large", "poster"
"""Views of the final state, each a field of `RenderResult`: as paths, in twice the pixels each way,
and in the frame of the animation."""


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """Describe one figure to render.

    `figure` is what the lesson has of it: its title and operation, and where its scene lies.
    `lesson` is the path of a lesson file, None for the built-in one. `views` are the pictures of
    the final state that are wanted beside the still. `transparent` leaves the background
    unpainted. `alt` is the alternative text that an SVG and a PDF carry. `look` is the theme
    itself, None for the one that ships under the name `theme`.
    """

    figure: Figure
    theme: str
    profile: Profile
    views: tuple[str, ...] = ()
    lesson: Path | None = None
    transparent: bool = False
    alt: str = ""
    look: Theme | None = None
