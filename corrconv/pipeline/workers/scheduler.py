"""The crew: gives jobs to workers, a few at a time, until each has an outcome."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence

from corrconv.pipeline.cache.fingerprint import Fingerprint
from corrconv.pipeline.cache.fingerprinter import Fingerprinter
from corrconv.pipeline.cache.state import State, assess
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.report.events import Notes
from corrconv.pipeline.store.lock import Lock
from corrconv.pipeline.store.publish import Publisher
from corrconv.pipeline.store.staging import Staging
from corrconv.pipeline.workers.attempt import Attempt, Running
from corrconv.pipeline.workers.client import ForkServerClient
from corrconv.pipeline.workers.executor import Executor, LocalExecutor
from corrconv.pipeline.workers.interrupt import Interrupt
from corrconv.pipeline.workers.outcome import Outcome, Status
from corrconv.pipeline.workers.settle import Settlement, write_error
from corrconv.pipeline.workers.task import Task
from corrconv.rendering.request import RenderRequest


class Scheduler:
    """Renders what an order needs, and notes each outcome; on this machine where it is given no
    other floor."""

    def __init__(
        self,
        press: Publisher,
        order: BuildRequest,
        interrupt: Interrupt,
        notes: Notes,
        floor: Executor | None = None,
    ) -> None:
        self._press, self._order, self._notes = press, order, notes
        self._store, self._project = press.store, press.project
        self._interrupt = interrupt
        self._staging = Staging(press.store)
        own = LocalExecutor(self._open, order.workers, order.limits.seconds)
        self._floor = floor or own
        self._fingerprinter = Fingerprinter(press.project, order.lesson_path)
        self._settlement = Settlement(press, self._key, order.limits.seconds)
        self._queue: deque[Attempt] = deque()
        self._running: dict[int, Running] = {}
        self._count = 0
        self._stopped = False

    def work(self, attempts: Sequence[Attempt]) -> None:
        """Bring every attempt to an outcome."""
        self._queue.extend(attempts)
        self._interrupt.at_once = self._floor.kill
        try:
            while self._queue or self._running:
                if self._interrupt.asked:
                    self._stop(Status.INTERRUPTED, "interrupted")
                elif self._stopped:
                    self._stop(Status.SKIPPED, "stopped after the first failure")
                else:
                    self._turn()
        finally:
            self._floor.kill()
            self._floor.close()
            self._staging.clear()

    def _turn(self) -> None:
        self._begin_what_fits()
        ended = self._floor.hear() if self._running or self._queue else ()
        came = [(self._running.pop(each.task), each) for each in ended]
        if not self._order.fail_fast:
            self._begin_what_fits()  # a free worker need not wait until we have published
        for running, each in came:
            try:
                then = self._settlement.settle(running, each)
            finally:
                running.lock.give_back()
            if isinstance(then, Attempt):
                self._queue.append(then)
            else:
                self._done(then)

    def _begin_what_fits(self) -> None:
        """Go once through the queue; what another run has in hand waits at its end."""
        for _ in range(len(self._queue)):
            alone = any(running.attempt.alone for running in self._running.values())
            if alone or len(self._running) >= self._floor.slots or self._stopped:
                return
            attempt = self._queue.popleft()
            others = self._running or any(not other.alone for other in self._queue)
            if (attempt.alone and others) or not self._begin(attempt):
                self._queue.append(attempt)

    def _begin(self, attempt: Attempt) -> bool:
        """Whether a worker has it now or its outcome is known; not where another run has it."""
        lock = self._store.lock(attempt.job.place)
        try:
            if not lock.take():
                return False
            state = assess(self._store, attempt.job, attempt.key)
            if not state.current:
                self._hand_out(attempt, state, lock)
                return True
            outcome = _outcome(attempt, Status.CURRENT, "made by another run meanwhile")
        except (OSError, ValueError) as error:
            outcome = _outcome(attempt, Status.FAILED, write_error(error))
        lock.give_back()
        self._done(outcome)
        return True

    def _hand_out(self, attempt: Attempt, state: State, lock: Lock) -> None:
        for damage in state.damage:
            self._notes.warn(f"{damage}: made again")
        if state.record_damaged:
            self._store.keep_aside(self._store.record_path(attempt.job.place))
        self._count += 1
        folder = self._staging.room()
        running = Running(attempt, state, lock, folder, time.monotonic())
        self._floor.run(self._task(running))
        self._running[self._count] = running
        self._notes.begun(attempt.job)

    def _task(self, running: Running) -> Task:
        job, lesson = running.attempt.job, self._order.lesson_path
        request = RenderRequest(
            figure=job.figure.name,
            theme=job.theme,
            profile=job.profile,
            formats=running.state.formats,
            lesson=lesson.resolve() if lesson else None,
            transparent=job.transparent,
            title=job.figure.title,
            alt=job.alt,
            look=job.look,
        )
        return Task(
            number=self._count,
            root=self._project.root,
            packages=self._project.packages,
            performer=self._project.performer,
            folder=running.folder.resolve(),
            memory=self._order.limits.memory,
            request=request,
        )

    def _stop(self, status: Status, reason: str) -> None:
        self._floor.stop()
        for running in self._running.values():
            running.lock.give_back()
        left = [*(running.attempt for running in self._running.values()), *self._queue]
        self._running.clear()
        self._queue.clear()
        for attempt in left:
            self._done(_outcome(attempt, status, reason))

    def _done(self, outcome: Outcome) -> None:
        if self._order.fail_fast and not outcome.status.good:
            self._stopped = True
        self._notes.done(outcome)

    def _key(self, job: Job) -> Fingerprint:
        return self._fingerprinter.again().fingerprint(job)

    def _open(self) -> ForkServerClient:
        project = self._project
        return ForkServerClient(
            self._staging.make(), project.root, project.packages, project.preload
        )


def _outcome(attempt: Attempt, status: Status, reason: str) -> Outcome:
    return Outcome(attempt.job, status, reason, attempt.seconds, attempts=attempt.number)
