"""What a figure costs to make, as measured: the weights by which shards are balanced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corrconv.formats.registry import moving
from corrconv.rendering.profile import PROFILES, Profile


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one core in profile blog: for the still, and what the animation adds."""

    still: float
    animation: float = 0.0


UNKNOWN = Cost(0.5, 4.0)
"""Of a figure that has not been measured."""

COSTS: Mapping[str, Cost] = MappingProxyType(
    {
        "sliding-kernel": Cost(1.5, 2.8),
        "sliding-convolution": Cost(0.4, 2.8),
        "sliding-cross-correlation": Cost(0.5, 2.9),
        "notation-zoo": Cost(0.3),
        "notation": Cost(0.1),
        "kernel": Cost(0.2),
        "image": Cost(0.1),
        "corner": Cost(0.2),
        "convolution-equation": Cost(0.1),
        "convolution-table": Cost(0.7, 3.8),
        "convolution-drawing": Cost(0.4, 4.1),
        "equations-compared": Cost(0.1),
        "patches": Cost(0.3, 2.4),
        "convolution-coverage": Cost(0.3, 2.2),
        "cross-correlation-coverage": Cost(0.5, 2.8),
        "cross-correlation-table": Cost(0.6, 4.1),
        "cross-correlation-drawing": Cost(0.3, 3.9),
        "title-card": Cost(0.1),
        "library": Cost(0.4),
        "traversal": Cost(0.3, 1.7),
        "learning": Cost(0.8, 4.8),
        "backpropagation": Cost(0.7, 6.7),
    }
)
"""By the figure's name, one theme. docs/scaling.md says how they were measured; only their ratios
matter, and a wrong one makes shards less even, nothing else."""


def seconds(figure: str, profile: Profile, formats: Iterable[str]) -> float:
    """Seconds of one core that the job will need. An animation's cost grows with its pixels and
    its rate."""
    cost, base = COSTS.get(figure, UNKNOWN), PROFILES["blog"]
    if not moving(formats):
        return cost.still
    speed = profile.width * profile.height * profile.fps
    return cost.still + cost.animation * speed / (base.width * base.height * base.fps)
