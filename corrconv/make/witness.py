"""Who can tell whether a project's figures show what they must."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corrconv.lesson import Lesson
from corrconv.theme import Theme


def _trusting(*_: Any) -> list[str]:
    """Finds nothing."""
    return []


@dataclass(frozen=True, slots=True)
class Witness:
    """`facts` recomputes what a figure's facts say from the lesson; `picture` looks whether a
    still, height x width x 4, shows it. Both give sentences that name figure and cell."""

    facts: Callable[[dict[str, Any], Lesson], list[str]] = _trusting
    picture: Callable[[dict[str, Any], NDArray[np.uint8], Theme], list[str]] = _trusting


TRUSTING = Witness()
"""One that finds nothing."""
