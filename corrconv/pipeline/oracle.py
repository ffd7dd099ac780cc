"""Who can tell whether a project's figures show what they must."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corrconv.lesson.lesson import Lesson
from corrconv.theme.theme import Theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def _trusting(*_: Any) -> list[str]:
    """Finds nothing."""
    return []


@dataclass(frozen=True, slots=True)
class Oracle:
    """`facts` recomputes what a figure's facts say from the lesson; `picture` looks whether a
    still, height x width x 4, shows it. Both give sentences that name figure and cell."""

    facts: Callable[[dict[str, Any], Lesson], list[str]] = _trusting
    picture: Callable[[dict[str, Any], NDArray[np.uint8], Theme], list[str]] = _trusting


def trusting() -> Oracle:
    """One that finds nothing."""
    return Oracle()


def proof() -> Oracle:
    """The one that recomputes the article's figures; it needs numpy, which a build does not."""
    from corrconv.verify.oracle.facts import check
    from corrconv.verify.oracle.picture import check_picture

    return Oracle(check, check_picture)
