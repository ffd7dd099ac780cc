"""Text of others in Markdown: it stays text, whatever it holds."""

from __future__ import annotations

import re

from corrconv.diff.change import Change
from corrconv.diff.sources.reading import text

_TICKS = re.compile("`+")


def code(told: str) -> str:
    """A code span: no markup, link, mention or HTML in it has a meaning. A fence that is longer
    than any in the text cannot be closed by it."""
    line = text(told, "a text")
    if not line:
        return "–"
    fence = "`" * (max((len(run) for run in _TICKS.findall(line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def item(change: Change) -> str:
    """A change as an entry of a list."""
    return f"- {code(change.sentence)}"
