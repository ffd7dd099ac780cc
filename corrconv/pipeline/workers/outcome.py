"""The outcome of a job, and the summary of all outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from corrconv.pipeline.plan.plan import Job


class Status(Enum):
    """The way in which a job ended."""

    MADE = "made"
    CURRENT = "current"
    FAILED = "failed"
    TIMEOUT = "TIMEOUT"
    CRASHED = "crashed"
    INTERRUPTED = "interrupted"
    SKIPPED = "skipped"

    @property
    def good(self) -> bool:
        """Tell whether all that was asked for is there, verified and current."""
        return self in {Status.MADE, Status.CURRENT}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Describe the end of one job.

    `reason` says in one sentence why it was made or what went wrong; `tail` holds the last lines
    of its log, kept in full at `log`; `alone` tells that the last attempt had no other beside it;
    `stale` tells that an older version stays published;
    `peak` is in bytes, 0 where unknown.
    """

    job: Job
    status: Status
    reason: str = ""
    seconds: float = 0.0
    peak: int = 0
    attempts: int = 0
    alone: bool = False
    paths: tuple[str, ...] = ()
    log: str = ""
    tail: tuple[str, ...] = ()
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """Hold all outcomes in the order of the plan, warnings, and paths that belong to no figure.

    `listed` tells whether the manifest and the page could be written.
    """

    outcomes: tuple[Outcome, ...]
    warnings: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()
    interrupted: bool = False
    listed: bool = True

    @property
    def exit_status(self) -> int:
        """Return 0 where all is there, verified and current, 1 where something failed, 130 where
        the build was interrupted."""
        if self.interrupted:
            return 130
        return 0 if self.listed and all(each.status.good for each in self.outcomes) else 1

    def count(self, status: Status) -> int:
        """Count the jobs that ended with `status`."""
        return sum(outcome.status is status for outcome in self.outcomes)
