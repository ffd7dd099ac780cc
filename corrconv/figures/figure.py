"""A figure: what it is called, who draws it, what it is about and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from corrconv.core.operation import Operation

STILL = ("still",)
MOVING = ("animation",)
BOTH = ("still", "animation")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one core in profile blog, one theme: for the still, and what the animation adds.

    The values are measured (docs/scaling.md); only their ratios matter, and a wrong one makes
    shards less even, nothing else.
    """

    still: float
    animation: float = 0.0


UNMEASURED = Cost(0.5, 4.0)
"""The cost of a figure that has not been measured."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's identity: everything about it that is plain data.

    `id` is its number in the article ("F4") or beyond it ("B1"), `name` the word that its files
    carry. `scene` is the file that draws it, `scene_class` the class there. `operation` is the
    one that the figure is about, None where it is about several; `announced` are the operations
    whose terms its title card shows, by default that one, or those that the lesson compares.
    `lecture` is its place in a lecture; animations without one come last.
    """

    id: str
    name: str
    scene: str
    scene_class: str
    forms: tuple[str, ...]
    title: str
    operation: Operation | None = None
    announced: tuple[Operation, ...] = ()
    lecture: int | None = None
    cost: Cost = UNMEASURED

    @property
    def moves(self) -> bool:
        """Tell whether the figure has an animation."""
        return "animation" in self.forms
