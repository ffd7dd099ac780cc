"""The shop floor: tasks in the hands of workers, whether or not their server lives."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable

from corrconv.make.task import Task
from corrconv.make.workshop import Ended, Workshop

PAUSE = 0.2
"""Seconds between looks at the clock and at other runs' locks."""

GRACE = 1.0
"""Seconds that workers have between one signal and the next, harder one."""


class Floor:
    """`open_workshop` starts a fork server; it is called when the first task comes, and again
    for the first task after a server has died."""

    def __init__(self, open_workshop: Callable[[], Workshop]) -> None:
        self._open = open_workshop
        self._workshop: Workshop | None = None
        self._tasks: set[int] = set()

    def run(self, task: Task) -> None:
        """Hand `task` to a worker."""
        if self._workshop is None:
            self._workshop = self._open()
        self._workshop.run(task)
        self._tasks.add(task.number)

    def hear(self) -> tuple[Ended, ...]:
        """The tasks that have ended since; waits a little. Those of a dead server were killed."""
        if self._workshop is None:
            time.sleep(PAUSE)
            return ()
        ended = self._workshop.hear(PAUSE)
        if ended is None:
            self.close()
            ended = tuple(Ended(task, signal.SIGKILL, 0) for task in sorted(self._tasks))
        self._tasks -= {each.task for each in ended}
        return ended

    def signal(self, tasks: Iterable[int], number: int) -> None:
        """Send the signal `number` to all processes of the tasks."""
        for task in tasks:
            if self._workshop is not None:
                self._workshop.signal(task, number)

    def stop(self) -> None:
        """Ask, tell and make every task end, within a fixed time."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            self.signal(tuple(self._tasks), number)
            until = time.monotonic() + GRACE
            while self._tasks and time.monotonic() < until:
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
