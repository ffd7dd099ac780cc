"""What a figure costs to make, as measured: the weights by which shards are balanced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corrconv.make.formats import moving
from corrconv.profile import PROFILES, Profile


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one core in profile blog: for the still, and what the animation adds."""

    still: float
    animation: float = 0.0


UNKNOWN = Cost(1.0, 10.0)
"""Of a figure that has not been measured."""

COSTS: Mapping[str, Cost] = MappingProxyType(
    {
        "sliding-kernel": Cost(2.6, 4.0),
        "sliding-convolution": Cost(1.4, 3.8),
        "sliding-cross-correlation": Cost(1.9, 3.7),
        "notation-zoo": Cost(0.7),
        "notation": Cost(0.4),
        "kernel": Cost(0.4),
        "image": Cost(0.3),
        "corner": Cost(0.5),
        "convolution-equation": Cost(0.3),
        "convolution-table": Cost(2.5, 6.5),
        "convolution-drawing": Cost(1.7, 7.2),
        "equations-compared": Cost(0.4),
        "patches": Cost(1.0, 4.1),
        "convolution-coverage": Cost(1.6, 3.4),
        "cross-correlation-coverage": Cost(2.0, 3.9),
        "cross-correlation-table": Cost(2.6, 8.0),
        "cross-correlation-drawing": Cost(1.6, 9.1),
        "title-card": Cost(0.4),
        "library": Cost(0.9),
        "traversal": Cost(1.1, 5.0),
        "learning": Cost(2.3, 8.0),
        "backpropagation": Cost(1.5, 9.0),
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
