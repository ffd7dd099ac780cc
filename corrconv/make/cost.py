"""What a figure costs to make, as measured: the weights by which shards are balanced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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
        "sliding-kernel": Cost(3.1, 4.2),
        "sliding-convolution": Cost(1.7, 5.1),
        "sliding-cross-correlation": Cost(2.0, 6.9),
        "notation-zoo": Cost(0.8),
        "notation": Cost(0.4),
        "kernel": Cost(0.4),
        "image": Cost(0.4),
        "corner": Cost(0.6),
        "convolution-equation": Cost(0.3),
        "convolution-table": Cost(3.2, 14.3),
        "convolution-drawing": Cost(2.9, 18.1),
        "equations-compared": Cost(0.6),
        "patches": Cost(1.7, 12.8),
        "convolution-coverage": Cost(3.6, 12.9),
        "cross-correlation-coverage": Cost(4.2, 10.5),
        "cross-correlation-table": Cost(4.7, 18.9),
        "cross-correlation-drawing": Cost(3.0, 16.4),
        "title-card": Cost(0.6),
        "library": Cost(1.2),
        "traversal": Cost(2.2, 7.3),
    }
)
"""By the figure's name, one theme. docs/scaling.md says how they were measured; only their ratios
matter, and a wrong one makes shards less even, nothing else."""


def seconds(figure: str, profile: Profile, formats: Iterable[str]) -> float:
    """Seconds of one core that the job will need. An animation's cost grows with its pixels and
    its rate."""
    cost, base = COSTS.get(figure, UNKNOWN), PROFILES["blog"]
    if "mp4" not in formats:
        return cost.still
    speed = profile.width * profile.height * profile.fps
    return cost.still + cost.animation * speed / (base.width * base.height * base.fps)
