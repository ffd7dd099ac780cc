"""How large a file of each format may be: more is a mistake in the drawing or the encoding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corrconv.pipeline.store.artifact import Artifact


@dataclass(frozen=True, slots=True)
class Budget:
    """`base` kilobytes, and `more` of them for each million pixels; where something moves, for
    each million pixels and each second."""

    base: float
    more: float = 0.0

    def kilobytes(self, width: int, height: int, seconds: float) -> float:
        """What a file of this size in pixels may weigh; a still is taken to last a second."""
        return self.base + self.more * width * height * seconds / 1e6


BUDGETS: Mapping[str, Budget] = MappingProxyType(
    {
        "png": Budget(100, 250),
        "png@2x": Budget(150, 150),
        "svg": Budget(300, 100),
        "pdf": Budget(150),
        "poster": Budget(150, 150),
        "mp4": Budget(200, 250),
        "webm": Budget(200, 250),
        "gif": Budget(200, 100),
    }
)
"""About twice of what the heaviest figure of the article takes, in any profile."""


def over(artifact: Artifact) -> str | None:
    """A sentence where the file is larger than its format's budget."""
    budget = BUDGETS.get(artifact.format)
    if budget is None or artifact.width is None or artifact.height is None:
        return None
    limit = budget.kilobytes(artifact.width, artifact.height, artifact.seconds or 1.0)
    if artifact.bytes <= 1000 * limit:
        return None
    return (
        f"{artifact.bytes / 1000:.0f} kB is over the budget of {limit:.0f} kB for a "
        f"{artifact.format} of {artifact.width}x{artifact.height}"
        + (f" and {artifact.seconds:g} s" if artifact.seconds else "")
    )


def overweight(artifacts: Iterable[Artifact]) -> Iterator[str]:
    """A sentence for each file that is over its budget, with its path."""
    for artifact in artifacts:
        if said := over(artifact):
            yield f"{artifact.path}: {said}"
