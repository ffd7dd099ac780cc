"""The executor on a cluster: tasks go to the workers of a dask scheduler, what they make comes
back and is checked here."""

from __future__ import annotations

import os
import time
from asyncio import CancelledError
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue

from distributed import Client, Future
from distributed.scheduler import KilledWorker

from corrconv.pipeline.cache.fingerprint import Fingerprint
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.project import Project
from corrconv.pipeline.remote.dask_worker import perform
from corrconv.pipeline.remote.preflight import component_values, difference, shared_components
from corrconv.pipeline.remote.receive import receive
from corrconv.pipeline.remote.remote_task import RemoteTask, Reply, root_there
from corrconv.pipeline.workers.executor import PAUSE
from corrconv.pipeline.workers.task import Result, Task, TaskEnd

CONNECTING = 5.0
"""Seconds in which a scheduler has to answer, and to have a worker."""

LONELY = 60.0
"""Seconds without any worker after which what is under way is given up."""

COUNTING = 2.0
"""Seconds between looks at how many workers there are."""


class DaskError(RequestError):
    """The cluster cannot be reached, or would draw something else: nothing has been touched."""


class DaskExecutor:
    """The workers of the dask scheduler at `address`, for a build whose tasks have `limit` seconds
    each."""

    def __init__(
        self, address: str, project: Project, fingerprints: Sequence[Fingerprint], limit: float
    ) -> None:
        self._address, self._project, self._limit = address, project, limit
        self._inputs = shared_components(fingerprints)
        self._client = connect(address)
        self._tasks: dict[int, tuple[Task, Future[bytes] | None]] = {}
        self._ended: SimpleQueue[TaskEnd] = SimpleQueue()
        self._receivers = ThreadPoolExecutor(os.cpu_count() or 1, "receiver")
        self._count = 0
        self._counted = self._seen = time.monotonic()
        try:
            self._inspect()
            self._counting = self._receivers.submit(self._recount)
            self._counting.result()
        except BaseException:
            self.close()
            raise

    @property
    def slots(self) -> int:
        """Return the threads of all workers; 1 where there is none, so that something is waited
        for."""
        if self._counting.done() and time.monotonic() - self._counted > COUNTING:
            self._counting = self._receivers.submit(self._recount)
        return max(1, self._count)

    def submit(self, task: Task) -> None:
        """Send `task` to whichever worker is free. Where that is lost, dask sends it to another,
        three times by its own settings."""
        self._tasks[task.number] = (task, None)
        try:
            remote = RemoteTask.of(task, self._project, self._inputs, self._limit)
            future = self._client.submit(perform, remote.dump(), pure=False, retries=0)
        except Exception as error:
            self._lose(task, _first_line(error))
            return
        self._tasks[task.number] = (task, future)
        future.add_done_callback(partial(self._hand_over, task))

    def receive(self) -> tuple[TaskEnd, ...]:
        """Return the tasks that have ended since, their files in their folders; wait a little."""
        self._give_up_where_deserted()
        found = []
        with suppress(Empty):
            found.append(self._ended.get(timeout=PAUSE))
            while True:
                found.append(self._ended.get_nowait())
        return tuple(each for each in found if self._tasks.pop(each.task, None))

    def stop(self) -> None:
        """Cancel every task; the workers end theirs within a fixed time."""
        futures = [future for _, future in self._tasks.values() if future is not None]
        self._tasks.clear()
        with suppress(Exception):
            self._client.cancel(futures, force=True)

    def kill(self) -> None:
        """Do nothing: where we end, the scheduler cancels what is ours."""

    def close(self) -> None:
        """Leave the cluster."""
        with suppress(Exception):
            self._client.close(timeout=CONNECTING)
        self._receivers.shutdown(cancel_futures=True)

    def _recount(self) -> None:
        """Count the threads that the workers have now; nothing is known of a scheduler that is
        gone."""
        self._count = sum(self._client.nthreads().values())
        self._counted = time.monotonic()
        if self._count:
            self._seen = self._counted

    def _inspect(self) -> None:
        """Ask every worker what it would draw with."""
        root = root_there(self._project.root)
        try:
            self._client.wait_for_workers(1, timeout=CONNECTING)
            answers = self._client.run(
                component_values, root, list(self._inputs), on_error="return"
            )
        except TimeoutError as error:
            raise DaskError(f"scheduler {self._address} has no worker") from error
        self._require_scheduler()
        for where, theirs in sorted(answers.items()):
            require_same(where, theirs, self._inputs)

    def _require_scheduler(self) -> None:
        """Ask the scheduler for the project: tasks pass through it, so it has to know what they
        are."""
        try:
            self._client.run_on_scheduler(root_there, self._project.root)
        except Exception as error:
            raise DaskError(
                f"scheduler {self._address} cannot pass on our tasks: {_first_line(error)}; "
                "it needs corrconv installed as the workers do"
            ) from error

    def _hand_over(self, task: Task, future: Future[bytes]) -> None:
        """Receive what dask has; it calls this also for what was cancelled after we had left."""
        with suppress(RuntimeError):
            self._receivers.submit(self._receive, task, future)

    def _lose(self, task: Task, why: str) -> None:
        self._ended.put(TaskEnd(task.number, 0, 0, lost=why))

    def _receive(self, task: Task, future: Future[bytes]) -> None:
        try:
            self._ended.put(self._received(task, future))
        except (Exception, CancelledError) as error:
            self._lose(task, _first_line(error))

    def _received(self, task: Task, future: Future[bytes]) -> TaskEnd:
        error = future.exception() if future.status == "error" else None
        if isinstance(error, KilledWorker):
            times = error.allowed_failures + 1
            return TaskEnd(task.number, 0, 0, lost=f"{times} workers were lost one after the other")
        if error is not None:
            return TaskEnd(task.number, 0, 0, lost=_first_line(error))
        if future.status != "finished":
            return TaskEnd(task.number, 0, 0, lost=f"scheduler {self._address} was lost")
        reply = Reply.load(future.result())
        if reply.refused:
            return TaskEnd(task.number, 0, 0, lost=reply.refused)
        receive(reply.files, reply.log, Result.load(reply.result), task.folder)
        return TaskEnd(task.number, reply.exit_code, reply.peak, reply.result, reply.late)

    def _give_up_where_deserted(self) -> None:
        if time.monotonic() - self._seen > LONELY:
            for task, _ in self._tasks.values():
                self._lose(task, f"scheduler {self._address} has no worker left")


def connect(address: str) -> Client:
    """Return a client of the scheduler at `address`; DaskError where it does not answer in time."""
    try:
        return Client(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        raise DaskError(f"scheduler {address} cannot be reached: {_first_line(error)}") from error


def require_same(where: str, theirs: object, ours: Mapping[str, str]) -> None:
    """Raise DaskError unless a worker answered with the same inputs as ours."""
    if not isinstance(theirs, Mapping):
        raise DaskError(f"worker {where} cannot draw: {_first_line(theirs)}")
    differs = difference(where, theirs, ours)
    if differs:
        raise DaskError(differs)


def _first_line(error: object) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
