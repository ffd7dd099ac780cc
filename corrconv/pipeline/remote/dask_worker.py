"""The plugin of a dask worker: does remote tasks in processes of their own, as a build does at
home. Runs on the other machine."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from distributed import Worker, WorkerPlugin, get_worker

from corrconv.pipeline.remote.preflight import component_values, difference
from corrconv.pipeline.remote.remote_task import RemoteTask, Reply, root_here
from corrconv.pipeline.workers.client import WorkerClient
from corrconv.pipeline.workers.executor import LocalExecutor, client_class
from corrconv.pipeline.workers.task import LOG, Result, TaskEnd

NAME = "corrconv"
ATTACHING = 30.0
"""Seconds in which a worker's event loop has to answer."""

LARGEST_LOG = 1 << 20
"""Bytes of a log that are sent back, the last ones."""


def perform(content: bytes) -> bytes:
    """Do the remote task in `content` on the worker that this is called on; return the reply."""
    worker = get_worker()
    loop = worker.loop.asyncio_loop  # type: ignore[attr-defined]
    plugin = asyncio.run_coroutine_threadsafe(attached(worker), loop).result(ATTACHING)
    return plugin.perform(RemoteTask.load(content), str(worker.get_current_task())).dump()


async def attached(worker: Worker) -> DaskWorkerPlugin:
    """Return the plugin of `worker`, attached. The scheduler does not know of it: it would give one
    to every worker that joins, also to those that have no such program."""
    if NAME not in worker.plugins:
        await worker.plugin_add(DaskWorkerPlugin(), name=NAME)
    plugin = worker.plugins[NAME]
    if not isinstance(plugin, DaskWorkerPlugin):
        raise TypeError(f"worker {worker.address}: its {NAME} is another program's")
    return plugin


class DaskWorkerPlugin(WorkerPlugin):
    """Keep fork servers warm between tasks, one for each task at a time, and end those whose task
    nobody waits for any more."""

    def setup(self, worker: Worker) -> None:
        """Begin on `worker`, in its own scratch folder."""
        self._address = worker.address
        self._folder = Path(worker.local_directory) / f"{NAME}-{uuid4().hex[:8]}"
        self._count = itertools.count(1)
        self._idle: dict[tuple[str, ...], list[LocalExecutor]] = {}
        self._unwanted: set[str] = set()
        self._lock = threading.Lock()
        self._closed = False

    def teardown(self, worker: Worker) -> None:
        """End every server, also those at work, and remove the folder."""
        with self._lock:
            self._closed = True
        for executor in itertools.chain.from_iterable(self._idle.values()):
            executor.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def transition(self, key: object, start: str, finish: str, **kwargs: object) -> None:
        """Note what dask decides: a task that is released in the middle was cancelled."""
        if start in {"executing", "long-running"} and finish == "released":
            self._unwanted.add(str(key))

    def perform(self, remote: RemoteTask, key: str) -> Reply:
        """Do the task and return the reply. Inputs that are not the caller's are refused, before
        and after."""
        refused = self._difference(remote)
        if refused:
            return Reply(refused=refused)
        folder = self._folder / "tasks" / uuid4().hex
        try:
            reply = self._run(remote, key, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            self._unwanted.discard(key)
        changed = self._difference(remote)
        return Reply(refused=f"while it was rendered: {changed}") if changed else reply

    def _difference(self, remote: RemoteTask) -> str | None:
        found = component_values(remote.root, remote.inputs)
        return difference(self._address, found, remote.inputs)

    def _run(self, remote: RemoteTask, key: str, folder: Path) -> Reply:
        task = remote.unpack(next(self._count), folder)
        with self._executor(remote) as executor:
            executor.submit(task)
            while not (ended := executor.receive()):
                if self._closed or key in self._unwanted:
                    executor.stop()
                    return Reply(refused="cancelled")
        return _reply(ended[0], task.folder)

    @contextmanager
    def _executor(self, remote: RemoteTask) -> Iterator[LocalExecutor]:
        """Give an executor for this task alone, warm where one is idle; one in doubt is not
        kept."""
        kind = (remote.root, " ".join(remote.packages), *remote.preload)
        with self._lock:
            idle = self._idle.setdefault(kind, [])
            executor = idle.pop() if idle else self._new_executor(remote)
        executor.limit = remote.limit
        try:
            yield executor
        except BaseException:
            executor.kill()
            executor.close()
            raise
        with self._lock:
            kept = not self._closed
            if kept:
                self._idle[kind].append(executor)
        if not kept:
            executor.close()

    def _new_executor(self, remote: RemoteTask) -> LocalExecutor:
        home, root = self._folder / uuid4().hex, root_here(remote.root)

        def open_client() -> WorkerClient:
            home.mkdir(parents=True, exist_ok=True)
            return client_class()(home, root, remote.packages, remote.preload)

        return LocalExecutor(open_client, 1, remote.limit)


def _reply(end: TaskEnd, folder: Path) -> Reply:
    result = Result.load(end.result)
    names = [made.file for made in result.files] if result else []
    return Reply(
        exit_code=end.exit_code,
        peak=end.peak,
        result=end.result,
        late=end.late,
        files={name: (folder / name).read_bytes() for name in names},
        log=_end_of(folder / LOG),
    )


def _end_of(log: Path) -> bytes:
    try:
        with log.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - LARGEST_LOG))
            return file.read()
    except OSError:
        return b""
