"""Executors: where tasks are done, and how tasks that take too long are ended."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.workers.client import (
    ForkServerClient,
    SpawnClient,
    WorkerClient,
    WorkerStartError,
)
from corrconv.pipeline.workers.isolation import KILL
from corrconv.pipeline.workers.preload import Preload
from corrconv.pipeline.workers.task import LOG, Task, TaskEnd

PAUSE = 0.2
"""Seconds between looks at the clock and at other runs' locks."""

GRACE = 1.0
"""Seconds that workers have between one signal and the next, harder one."""


class Executor(Protocol):
    """A place where tasks are done; each task comes back once from `receive`."""

    @property
    def slots(self) -> int:
        """Return how many tasks may be under way at a time now."""

    def submit(self, task: Task) -> None:
        """Hand `task` to a worker."""

    def receive(self) -> tuple[TaskEnd, ...]:
        """Return the tasks that have ended since; wait a little for one."""

    def stop(self) -> None:
        """Make every task end, within a fixed time."""

    def kill(self) -> None:
        """End everything now."""

    def close(self) -> None:
        """Give back what was taken for the work."""


class LocalExecutor:
    """Workers of this machine, each with `limit` seconds for a task.

    `open_client` starts what starts them; it is called when the first task comes, and again for
    the first task after a fork server has died. One that is killed before it is ready is started
    once more.
    """

    def __init__(self, open_client: Callable[[], WorkerClient], slots: int, limit: float) -> None:
        self._open, self.limit = open_client, limit
        self._client: WorkerClient | None = None
        self._tasks: dict[int, Task] = {}
        self._began: dict[int, float] = {}
        self._late: set[int] = set()
        self._restarted = False
        self.slots = slots

    def submit(self, task: Task) -> None:
        """Hand `task` to a worker."""
        if self._client is None:
            self._client = self._open()
        self._client.submit(task)
        self._tasks[task.number] = task
        self._began[task.number] = time.monotonic()

    def receive(self) -> tuple[TaskEnd, ...]:
        """Return the tasks that have ended since; wait a little for one. Those of a dead fork
        server were killed with it."""
        if self._client is None:
            time.sleep(PAUSE)
            return ()
        starting = not self._client.ready
        try:
            ended = self._client.receive(PAUSE)
        except WorkerStartError as error:
            self._start_once_more(error)
            return ()
        if starting and self._client.ready:  # no figure is late because libraries load slowly
            self._began = dict.fromkeys(self._began, time.monotonic())
        if ended is None:
            self.close()
            shared = len(self._tasks) > 1
            ended = tuple(TaskEnd(task, -KILL, 0, shared=shared) for task in sorted(self._tasks))
        for each in ended:
            self._tasks.pop(each.task, None)
            self._began.pop(each.task, None)
        self._stop_late()
        return tuple(replace(each, late=each.task in self._late) for each in ended)

    def stop(self) -> None:
        """Ask every task to end, then tell it to, then make it."""
        for number in (signal.SIGINT, signal.SIGTERM, KILL):
            self._signal(tuple(self._began), number)
            until = time.monotonic() + GRACE
            while self._began and time.monotonic() < until:
                self.receive()
        self.kill()

    def kill(self) -> None:
        """End all processes now."""
        if self._client is not None:
            self._client.kill()

    def close(self) -> None:
        """End the client; the next task starts another."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _start_once_more(self, error: WorkerStartError) -> None:
        if self._restarted or self._late or not error.killed:
            raise error
        self._restarted = True
        self.close()
        for task in tuple(self._tasks.values()):
            self.submit(task)

    def _signal(self, tasks: Iterable[int], number: int) -> None:
        for task in tasks:
            if self._client is not None:
                self._client.signal(task, number)

    def _stop_late(self) -> None:
        """Ask a worker that is past its limit for its stack, and end it a little later; where that
        helps nothing, it is the fork server that hangs."""
        now = time.monotonic()
        for number, began in self._began.items():
            over = now - began - self.limit
            if over > 3 * GRACE:
                self._late.add(number)
                self.kill()
            elif self._client is None or not self._client.ready:
                continue
            elif over > 0 and number not in self._late:
                self._late.add(number)
                self._signal((number,), signal.SIGABRT)
            elif over > GRACE:
                self._signal((number,), KILL)


class InlineExecutor:
    """Do each task in the calling process: for tests and debuggers. Nothing limits a task there,
    and a scene that ends its process ends the build."""

    slots = 1

    def __init__(self) -> None:
        self._ended: list[TaskEnd] = []

    def submit(self, task: Task) -> None:
        """Do `task`, in its folder, with a log in place of the terminal. Our own modules stay as
        they are, those of other packages are read from their sources, and forgotten afterwards."""
        from corrconv.pipeline.workers.worker import work

        others = tuple(name for name in task.packages if name != __name__.partition(".")[0])
        with (
            (task.folder / LOG).open("a", encoding="utf-8") as log,
            contextlib.redirect_stdout(log),
            contextlib.redirect_stderr(log),
            contextlib.chdir(task.folder),
            Preload(task.root, others).opened(),
        ):
            result = work(replace(task, packages=others).dump())
        self._ended.append(TaskEnd(task.number, 0, 0, result))

    def receive(self) -> tuple[TaskEnd, ...]:
        """Return the tasks that have ended since."""
        ended, self._ended = tuple(self._ended), []
        return ended

    def stop(self) -> None:
        """Do nothing: no task is under way."""

    def kill(self) -> None:
        """Do nothing: no task is under way."""

    def close(self) -> None:
        """Do nothing: nothing was taken."""


def local_executor(plan: Plan, make_folder: Callable[[], Path]) -> Executor:
    """Return the executor that `plan` names, on this machine; what its processes need of their
    own lies in the folder that `make_folder` makes."""
    project = plan.project
    kind = plan.executor or project.executor
    if kind == "inline":
        return InlineExecutor()

    def open_client() -> WorkerClient:
        client = client_class(kind)
        return client(make_folder(), project.root, project.packages, project.preload)

    return LocalExecutor(open_client, plan.workers, plan.limits.seconds)


def client_class(kind: str | None = None) -> type[ForkServerClient | SpawnClient]:
    """Return the client that `kind`, fork or spawn, stands for; by default the one that forks,
    where the system can."""
    can_fork = hasattr(os, "fork")
    return ForkServerClient if kind == "fork" or (kind is None and can_fork) else SpawnClient
