"""The scheduler: gives jobs to an executor, a few at a time, until each has an outcome."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corrconv.formats.registry import views
from corrconv.pipeline.cache.fingerprint import Fingerprint
from corrconv.pipeline.cache.fingerprinter import Fingerprinter
from corrconv.pipeline.cache.rebuild import State, assess
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.plan.plan import Job, Plan
from corrconv.pipeline.report.reporter import Events
from corrconv.pipeline.store.atomic import write_error
from corrconv.pipeline.store.lock import Lock
from corrconv.pipeline.store.publish import Publisher
from corrconv.pipeline.store.staging import Staging
from corrconv.pipeline.workers.executor import Executor, local_executor
from corrconv.pipeline.workers.interrupt import Interrupt
from corrconv.pipeline.workers.isolation import signal_name
from corrconv.pipeline.workers.outcome import Outcome, Status
from corrconv.pipeline.workers.task import LOG, Result, Task, TaskEnd
from corrconv.rendering.request import RenderRequest

MOST_ROUNDS = 3
"""Times that a job is rendered because its inputs changed meanwhile."""

TAIL = 12
"""Lines of a log that a summary shows."""

WIDEST = 200
"""Letters of such a line."""

NOISE = "Extension modules:"
"""Begins the line on which a crashed interpreter lists every library it has loaded."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Describe a job to be rendered. `alone` is the second attempt after a crash; `suspect` tells
    that a fork server died with it and others, any of which may be the cause; `rounds` counts the
    times that its inputs changed while it was rendered; `seconds` were spent on it before."""

    job: Job
    fingerprint: Fingerprint
    alone: bool = False
    suspect: bool = False
    rounds: int = 1
    seconds: float = 0.0

    @property
    def number(self) -> int:
        """Return 1, or more after crashes."""
        return 1 + self.alone + self.suspect


@dataclass(frozen=True, slots=True)
class Running:
    """Describe an attempt that a worker has in hand, in `folder`, since `began` by the monotonic
    clock."""

    attempt: Attempt
    state: State
    lock: Lock
    folder: Path
    began: float


class TaskError(Exception):
    """A task that came to nothing. `status` is FAILED, CRASHED or TIMEOUT; a crash is worth a
    second attempt."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class Scheduler:
    """Render what a request needs and report each outcome; on this machine unless another
    `executor` is given."""

    def __init__(
        self,
        publisher: Publisher,
        plan: Plan,
        interrupt: Interrupt,
        events: Events,
        executor: Executor | None = None,
    ) -> None:
        self._publisher, self._plan, self._events = publisher, plan, events
        self._store, self._project = publisher.store, publisher.project
        self._interrupt = interrupt
        self._staging = Staging(publisher.store)
        self._executor = executor or local_executor(plan, self._staging.make)
        self._fingerprinter = Fingerprinter(publisher.project, plan.lesson_path)
        self._queue: deque[Attempt] = deque()
        self._running: dict[int, Running] = {}
        self._count = 0
        self._failed = False

    def run(self, attempts: Iterable[Attempt]) -> None:
        """Bring every attempt to an outcome."""
        self._queue.extend(attempts)
        self._interrupt.at_once = self._executor.kill
        try:
            while self._queue or self._running:
                if self._interrupt.asked:
                    self._give_up(Status.INTERRUPTED, "interrupted")
                elif self._failed and self._plan.fail_fast:
                    self._give_up(Status.SKIPPED, "stopped after the first failure")
                else:
                    self._turn()
        finally:
            self._executor.kill()
            self._executor.close()
            self._staging.clear()

    def _turn(self) -> None:
        self._start_what_fits()
        ended = self._executor.receive() if self._running or self._queue else ()
        pairs = [(self._running.pop(end.task), end) for end in ended]
        if not self._plan.fail_fast:
            self._start_what_fits()  # a free worker need not wait until we have published
        for running, end in pairs:
            try:
                following = self._finish(running, end)
            finally:
                running.lock.give_back()
            if isinstance(following, Attempt) and following.alone:
                self._queue.append(following)
            elif isinstance(following, Attempt):
                self._queue.appendleft(following)
            else:
                self._report(following)

    def _start_what_fits(self) -> None:
        """Go once through the queue; what another run has in hand waits at its end."""
        for _ in range(len(self._queue)):
            alone = any(running.attempt.alone for running in self._running.values())
            full = len(self._running) >= self._executor.slots
            if alone or full or (self._failed and self._plan.fail_fast):
                return
            attempt = self._queue.popleft()
            others = self._running or any(not other.alone for other in self._queue)
            if (attempt.alone and others) or not self._start(attempt):
                self._queue.append(attempt)

    def _start(self, attempt: Attempt) -> bool:
        """Tell whether a worker has it now or its outcome is known; not where another run has
        it."""
        lock = self._store.lock(attempt.job.place)
        try:
            if not lock.take():
                return False
            state = assess(self._store, attempt.job, attempt.fingerprint)
            if not state.current:
                self._submit(attempt, state, lock)
                return True
            outcome = _outcome(attempt, Status.CURRENT, "made by another run meanwhile")
        except (OSError, ValueError) as error:
            outcome = _outcome(attempt, Status.FAILED, write_error(error))
        lock.give_back()
        self._report(outcome)
        return True

    def _submit(self, attempt: Attempt, state: State, lock: Lock) -> None:
        for damage in state.damage:
            self._events.warn(f"{damage}: made again")
        if state.record_damaged:
            self._store.keep_aside(self._store.record_path(attempt.job.place))
        self._count += 1
        folder = self._staging.new_folder()
        running = Running(attempt, state, lock, folder, time.monotonic())
        self._executor.submit(self._task(running))
        self._running[self._count] = running
        self._events.begun(attempt.job)

    def _task(self, running: Running) -> Task:
        job, lesson = running.attempt.job, self._plan.lesson_path
        request = RenderRequest(
            figure=job.figure,
            theme=job.theme,
            profile=job.profile,
            views=views(running.state.formats),
            lesson=lesson.resolve() if lesson else None,
            transparent=job.transparent,
            alt=job.alt,
            look=job.look,
        )
        return Task(
            number=self._count,
            root=self._project.root,
            packages=self._project.packages,
            performer=self._project.performer,
            folder=running.folder.resolve(),
            memory=self._plan.limits.memory,
            formats=running.state.formats,
            request=request,
        )

    def _finish(self, running: Running, end: TaskEnd) -> Outcome | Attempt:
        """Publish what a task made; return the outcome, or the attempt that has to follow."""
        spent = running.attempt.seconds + time.monotonic() - running.began
        attempt = replace(running.attempt, seconds=spent)
        try:
            if end.late:
                limit = self._plan.limits.seconds
                raise TaskError(Status.TIMEOUT, f"ran longer than {limit:g} s")
            result = read_end(end, running.folder, attempt.fingerprint.files)
            now = self._fingerprinter.again().fingerprint(attempt.job)
            same = sources_match(result, attempt.fingerprint.files)
            if same and now.digest == attempt.fingerprint.digest:
                return self._publish(attempt, running, result, end.peak)
            if attempt.rounds < MOST_ROUNDS:
                return replace(attempt, fingerprint=now, rounds=attempt.rounds + 1)
            raise TaskError(Status.FAILED, "its inputs keep changing while it is rendered")
        except TaskError as error:
            if error.status is Status.CRASHED and end.shared and not attempt.suspect:
                return replace(attempt, suspect=True)
            if error.status is Status.CRASHED and not attempt.alone:
                return replace(attempt, alone=True)
            return self._failure(attempt, running, error, end.peak)

    def _publish(self, attempt: Attempt, running: Running, result: Result, peak: int) -> Outcome:
        fingerprint = attempt.fingerprint
        if result.theme_parts_read is not None:
            fingerprint = fingerprint.with_theme_parts(result.theme_parts_read)
        try:
            paths = self._publisher.publish(attempt.job, fingerprint, running.folder, result.files)
            self._store.log(attempt.job.place).unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            raise TaskError(Status.FAILED, write_error(error)) from error
        made = _outcome(attempt, Status.MADE, "; ".join(running.state.reasons))
        return replace(made, peak=peak, paths=paths)

    def _failure(self, attempt: Attempt, running: Running, error: TaskError, peak: int) -> Outcome:
        return replace(
            _outcome(attempt, error.status, error.reason),
            peak=peak,
            log=_keep_log(running.folder, self._store.log(attempt.job.place)),
            tail=last_lines(running.folder / LOG),
            stale=running.state.published,
        )

    def _give_up(self, status: Status, reason: str) -> None:
        self._executor.stop()
        for running in self._running.values():
            running.lock.give_back()
        left = [*(running.attempt for running in self._running.values()), *self._queue]
        self._running.clear()
        self._queue.clear()
        for attempt in left:
            self._report(_outcome(attempt, status, reason))

    def _report(self, outcome: Outcome) -> None:
        self._failed = self._failed or not outcome.status.good
        self._events.done(outcome)


def _outcome(attempt: Attempt, status: Status, reason: str) -> Outcome:
    return Outcome(
        attempt.job,
        status,
        reason,
        attempt.seconds,
        attempts=attempt.number,
        alone=attempt.alone,
    )


def read_end(end: TaskEnd, folder: Path, sources: Mapping[str, str]) -> Result:
    """Return the result of a task whose worker left its files in `folder`, every file compared
    once more with what the worker checked. TaskError where there is none, where a file is another
    now, and where a module was loaded that is not among `sources`, which the fingerprint covers."""
    if end.lost:
        raise TaskError(Status.FAILED, end.lost)
    if end.exit_code < 0:
        name = signal_name(-end.exit_code)
        reason = f"the worker was ended by {name} (peak {_size(end.peak)})"
        raise TaskError(Status.CRASHED, reason)
    result = Result.load(end.result)
    if result is None:
        reason = f"the worker ended without a result (exit status {end.exit_code})"
        raise TaskError(Status.FAILED, reason)
    if result.memory_ran_out:
        raise TaskError(Status.CRASHED, f"out of memory (peak {_size(end.peak)})")
    if result.error is not None:
        raise TaskError(Status.FAILED, result.error)
    for made in result.files:
        try:
            content = (folder / made.file).read_bytes()
        except OSError as error:
            raise TaskError(Status.FAILED, f"{made.file}: {error.strerror}") from error
        if len(content) != made.bytes or digest(content) != made.sha256:
            raise TaskError(Status.FAILED, f"{made.file} changed after it was checked")
    unseen = sorted(set(result.modules) - set(sources))
    if unseen:
        reason = f"{unseen[0]} is loaded in a way that its key does not see"
        raise TaskError(Status.FAILED, reason)
    return result


def sources_match(result: Result, sources: Mapping[str, str]) -> bool:
    """Tell whether the modules that a worker loaded are those whose digests are in `sources`."""
    return all(read in {"", sources[name]} for name, read in result.modules.items())


def last_lines(log: Path) -> tuple[str, ...]:
    """Return the last lines of the log at `log`, without control characters."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - (1 << 14)))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ()
    lines = ["".join(c for c in line if c.isprintable()) for line in text.splitlines()]
    short = (line[:WIDEST] for line in lines if line.strip())
    return tuple(line for line in short if not line.startswith(NOISE))[-TAIL:]


def _keep_log(folder: Path, kept: Path) -> str:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes((folder / LOG).read_bytes())
    except OSError:
        return ""
    return str(kept)


def _size(count: int) -> str:
    return f"{count / (1 << 20):.0f} MiB"
