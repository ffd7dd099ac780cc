"""The formats of files: which there are, and what they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FORM_OF: Mapping[str, str] = {
    "png": "still",
    "svg": "still",
    "mp4": "animation",
    "gif": "animation",
}
"""The form of a figure that a format shows; the formats that can be asked for."""

USUAL = ("png", "mp4")
"""What is made where nothing is asked for."""

ALWAYS = "json"
"""The format of the facts, which come with every other."""


def moving(formats: Iterable[str]) -> bool:
    """Whether one of the formats shows an animation."""
    return any(FORM_OF[ending] == "animation" for ending in formats)
