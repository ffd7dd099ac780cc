"""What follows from a worker's end: published files, another attempt, or a failure."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from corrconv.pipeline.cache.fingerprint import Fingerprint
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.store.publish import Publisher
from corrconv.pipeline.workers.attempt import Attempt, Running
from corrconv.pipeline.workers.client import Ended
from corrconv.pipeline.workers.outcome import Outcome, Status
from corrconv.pipeline.workers.task import LOG
from corrconv.pipeline.workers.verdict import Verdict, judge, tail

MOST_ROUNDS = 3
"""Times that a job is rendered because its inputs changed meanwhile."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """`key` computes a job's key from the inputs as they are now; `limit` is in seconds."""

    press: Publisher
    key: Callable[[Job], Fingerprint]
    limit: float

    def settle(self, running: Running, ended: Ended) -> Outcome | Attempt:
        """The outcome, or the attempt that has to follow."""
        spent = running.attempt.seconds + time.monotonic() - running.began
        attempt = replace(running.attempt, seconds=spent)
        verdict = self._verdict(attempt, ended, running.folder)
        if verdict.status is Status.CRASHED and not attempt.alone:
            return replace(attempt, alone=True)
        if verdict.status is not Status.MADE:
            return self._failure(attempt, running, verdict, ended.peak)
        fresh = self.key(attempt.job)
        if verdict.keyed and fresh.digest == attempt.key.digest:
            return self._published(attempt, running, verdict, ended.peak)
        if attempt.rounds < MOST_ROUNDS:
            return replace(attempt, key=fresh, rounds=attempt.rounds + 1)
        changing = Verdict(Status.FAILED, "its inputs keep changing while it is rendered")
        return self._failure(attempt, running, changing, ended.peak)

    def _verdict(self, attempt: Attempt, ended: Ended, folder: Path) -> Verdict:
        if ended.lost:
            return Verdict(Status.FAILED, ended.lost)
        if ended.late:
            return Verdict(Status.TIMEOUT, f"ran longer than {self.limit:g} s")
        return judge(ended, folder, attempt.key.files)

    def _published(
        self, attempt: Attempt, running: Running, verdict: Verdict, peak: int
    ) -> Outcome:
        try:
            key = (
                attempt.key if verdict.worn is None else attempt.key.with_theme_parts(verdict.worn)
            )
            paths = self.press.publish(attempt.job, key, running.folder, verdict.files)
            self.press.store.log(attempt.job.place).unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            failed = Verdict(Status.FAILED, write_error(error))
            return self._failure(attempt, running, failed, peak)
        reason = "; ".join(running.state.reasons)
        return Outcome(
            attempt.job, Status.MADE, reason, attempt.seconds, peak, attempt.number, paths
        )

    def _failure(self, attempt: Attempt, running: Running, verdict: Verdict, peak: int) -> Outcome:
        return Outcome(
            attempt.job,
            verdict.status,
            verdict.reason,
            attempt.seconds,
            peak,
            attempt.number,
            log=_keep_log(running.folder, self.press.store.log(attempt.job.place)),
            tail=tail(running.folder),
            stale=running.state.published,
        )


def write_error(error: OSError | ValueError) -> str:
    """What could not be written, and why."""
    if not isinstance(error, OSError):
        return str(error)
    where = f"{error.filename}: " if error.filename else ""
    return f"cannot write {where}{error.strerror or error}"


def _keep_log(folder: Path, kept: Path) -> str:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes((folder / LOG).read_bytes())
    except OSError:
        return ""
    return str(kept)
