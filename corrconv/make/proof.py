"""The second path: what a figure's facts say, recomputed from the lesson by brute force."""

from __future__ import annotations

from typing import Any

from corrconv.lesson import Lesson


def check(facts: dict[str, Any], lesson: Lesson) -> list[str]:
    """Problems, each naming figure and cell. Nothing is recomputed yet."""
    return []
