"""A job on its way: waiting for a worker, or in the hands of one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corrconv.pipeline.cache.fingerprint import Fingerprint
from corrconv.pipeline.cache.state import State
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.store.lock import Lock


@dataclass(frozen=True, slots=True)
class Attempt:
    """A job to be rendered. `alone` is the second attempt after a crash; `rounds` counts the
    times that its inputs changed while it was rendered; `seconds` were spent on it before."""

    job: Job
    key: Fingerprint
    alone: bool = False
    rounds: int = 1
    seconds: float = 0.0

    @property
    def number(self) -> int:
        """1, or 2 after a crash."""
        return 2 if self.alone else 1


@dataclass(frozen=True, slots=True)
class Running:
    """An attempt that a worker has in hand, in `folder`, since `began` by the monotonic clock."""

    attempt: Attempt
    state: State
    lock: Lock
    folder: Path
    began: float
