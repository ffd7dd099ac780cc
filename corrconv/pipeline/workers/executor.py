"""The shop floor: tasks in the hands of workers, whether or not their server lives."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from corrconv.pipeline.workers.client import Ended, ForkServerClient
from corrconv.pipeline.workers.task import Task

PAUSE = 0.2
"""Seconds between looks at the clock and at other runs' locks."""

GRACE = 1.0
"""Seconds that workers have between one signal and the next, harder one."""


class Executor(Protocol):
    """Where tasks are done; each comes back once from `hear`."""

    @property
    def slots(self) -> int:
        """How many tasks may be under way at a time now."""

    def run(self, task: Task) -> None:
        """Hand `task` to a worker."""

    def hear(self) -> tuple[Ended, ...]:
        """The tasks that have ended since; waits a little."""

    def stop(self) -> None:
        """Make every task end, within a fixed time."""

    def kill(self) -> None:
        """End everything now."""

    def close(self) -> None:
        """Give back what was taken for the work."""


class LocalExecutor:
    """Workers of this machine, each with `limit` seconds for a task.

    `open_workshop` starts a fork server; it is called when the first task comes, and again for
    the first task after a server has died.
    """

    def __init__(
        self, open_workshop: Callable[[], ForkServerClient], slots: int, limit: float
    ) -> None:
        self._open, self.limit = open_workshop, limit
        self._workshop: ForkServerClient | None = None
        self._began: dict[int, float] = {}
        self._late: set[int] = set()
        self.slots = slots

    def run(self, task: Task) -> None:
        """Hand `task` to a worker."""
        if self._workshop is None:
            self._workshop = self._open()
        self._workshop.run(task)
        self._began[task.number] = time.monotonic()

    def hear(self) -> tuple[Ended, ...]:
        """The tasks that have ended since; waits a little. Those of a dead server were killed."""
        if self._workshop is None:
            time.sleep(PAUSE)
            return ()
        ended = self._workshop.hear(PAUSE)
        if ended is None:
            self.close()
            ended = tuple(Ended(task, signal.SIGKILL, 0) for task in sorted(self._began))
        for each in ended:
            self._began.pop(each.task, None)
        self._stop_late()
        return tuple(replace(each, late=each.task in self._late) for each in ended)

    def stop(self) -> None:
        """Ask, tell and make every task end, within a fixed time."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            self._signal(tuple(self._began), number)
            until = time.monotonic() + GRACE
            while self._began and time.monotonic() < until:
                self.hear()
        self.kill()

    def kill(self) -> None:
        """End all processes now."""
        if self._workshop is not None:
            self._workshop.kill()

    def close(self) -> None:
        """End the server; the next task starts another."""
        if self._workshop is not None:
            self._workshop.close()
            self._workshop = None

    def _signal(self, tasks: Iterable[int], number: int) -> None:
        for task in tasks:
            if self._workshop is not None:
                self._workshop.signal(task, number)

    def _stop_late(self) -> None:
        """Past its limit a worker is asked for its stack, a little later it is ended; where that
        helps nothing, it is the server that hangs."""
        now = time.monotonic()
        for number, began in self._began.items():
            over = now - began - self.limit
            if over > 0 and number not in self._late:
                self._late.add(number)
                self._signal((number,), signal.SIGABRT)
            elif over > 3 * GRACE:
                self.kill()
            elif over > GRACE:
                self._signal((number,), signal.SIGKILL)
