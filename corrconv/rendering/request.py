"""What one worker is asked to make: a figure of a lesson, in a theme, for a purpose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corrconv.rendering.profile import Profile
from corrconv.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """One figure to perform.

    `lesson` is the path of a lesson file, None for the built-in one. `formats` are names such as
    "png" and "mp4"; facts are always written. `transparent` leaves the ground unpainted. `title`
    and `alt` are the words that an SVG and a PDF carry. `look` is the theme itself, None for the
    one that ships under the name `theme`.
    """

    figure: str
    theme: str
    profile: Profile
    formats: tuple[str, ...] = ("png",)
    lesson: Path | None = None
    transparent: bool = False
    title: str = ""
    alt: str = ""
    look: Theme | None = None
