"""The time that words stay, so that they can be read."""

from __future__ import annotations

FASTEST = 20.0
"""Characters per second that no caption may exceed, spaces counted. Netflix's timed text style
guide and the BBC's subtitle guidelines draw the line near here for adults."""

USUAL = 17.0
"""Characters per second at pace 1."""

SLOWEST_PACE, FASTEST_PACE = 0.25, 4.0


def reading_seconds(text: str, pace: float = 1.0) -> float:
    """Return how many seconds `text` has to stand at `pace`: a faster lecture shortens them as far
    as it can be read, a slower one gives more time."""
    return len(text) / min(FASTEST, USUAL * pace)


def require_pace(pace: float) -> float:
    """Return `pace` where it is one; ValueError otherwise."""
    if not SLOWEST_PACE <= pace <= FASTEST_PACE:
        raise ValueError(f"pace {pace:g}: wanted {SLOWEST_PACE:g} to {FASTEST_PACE:g}, 1 is usual")
    return pace
