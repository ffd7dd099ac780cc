"""The bench of a cluster's worker: does errands in processes of their own, as a build does at
home. Runs on the other machine."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from distributed import Worker, WorkerPlugin, get_worker

from corrconv.pipeline.remote.preflight import difference, survey
from corrconv.pipeline.remote.remote_task import RemoteTask, Reply, root_here
from corrconv.pipeline.workers.client import Ended, ForkServerClient
from corrconv.pipeline.workers.executor import LocalExecutor
from corrconv.pipeline.workers.task import LOG, Result

NAME = "corrconv"
ATTACHING = 30.0
"""Seconds in which a worker's event loop has to answer."""

LARGEST_LOG = 1 << 20
"""Bytes of a log that are sent back, the last ones."""


def perform(values: Mapping[str, Any]) -> dict[str, Any]:
    """Do the errand with these `values` on the worker that this is called on."""
    worker = get_worker()
    loop = worker.loop.asyncio_loop  # type: ignore[attr-defined]
    bench = asyncio.run_coroutine_threadsafe(attached(worker), loop).result(ATTACHING)
    return bench.do(RemoteTask.load(values), str(worker.get_current_task())).dump()


async def attached(worker: Worker) -> DaskWorkerPlugin:
    """The bench of `worker`. The scheduler is not told of it: it would give one to every worker
    that joins, also to those that have no such program."""
    if NAME not in worker.plugins:
        await worker.plugin_add(DaskWorkerPlugin(), name=NAME)
    bench = worker.plugins[NAME]
    if not isinstance(bench, DaskWorkerPlugin):
        raise TypeError(f"worker {worker.address}: its {NAME} is another program's")
    return bench


class DaskWorkerPlugin(WorkerPlugin):
    """Keeps fork servers warm between errands, one for each errand at a time, and ends those
    whose errand nobody waits for any more."""

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
        for floor in itertools.chain.from_iterable(self._idle.values()):
            floor.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def transition(self, key: Any, start: Any, finish: Any, **kwargs: Any) -> None:
        """Hear of what dask decides: an errand that is released in the middle was cancelled."""
        if start in {"executing", "long-running"} and finish == "released":
            self._unwanted.add(str(key))

    def do(self, errand: RemoteTask, key: str) -> Reply:
        """The errand's end. Inputs that are not the caller's are refused, before and after."""
        root = errand.task["root"]
        refused = difference(self._address, survey(root, errand.inputs), errand.inputs)
        if refused:
            return Reply(refused=refused)
        room = self._folder / "rooms" / uuid4().hex
        try:
            reply = self._done(errand, key, room)
        finally:
            shutil.rmtree(room, ignore_errors=True)
            self._unwanted.discard(key)
        changed = difference(self._address, survey(root, errand.inputs), errand.inputs)
        return Reply(refused=f"while it was rendered: {changed}") if changed else reply

    def _done(self, errand: RemoteTask, key: str, room: Path) -> Reply:
        task = errand.furnished(next(self._count), room)
        with self._floor(errand, task.memory) as floor:
            floor.run(task)
            while not (ended := floor.hear()):
                if self._closed or key in self._unwanted:
                    floor.stop()
                    return Reply(refused="cancelled")
        return _reply(ended[0], task.folder)

    @contextmanager
    def _floor(self, errand: RemoteTask, memory: int) -> Iterator[LocalExecutor]:
        """A floor of this errand's own, warm where one is idle; one in doubt is not kept."""
        kind = (errand.task["root"], " ".join(errand.task["packages"]), *errand.preload)
        with self._lock:
            idle = self._idle.setdefault(kind, [])
            floor = idle.pop() if idle else self._fresh(errand)
        floor.limit = errand.limit
        try:
            yield floor
        except BaseException:
            floor.kill()
            floor.close()
            raise
        with self._lock:
            kept = not self._closed
            if kept:
                self._idle[kind].append(floor)
        if not kept:
            floor.close()

    def _fresh(self, errand: RemoteTask) -> LocalExecutor:
        home, root = self._folder / uuid4().hex, root_here(errand.task["root"])

        def opened() -> ForkServerClient:
            home.mkdir(parents=True, exist_ok=True)
            return ForkServerClient(home, root, errand.task["packages"], errand.preload)

        return LocalExecutor(opened, 1, errand.limit)


def _reply(ended: Ended, folder: Path) -> Reply:
    result = Result.load(ended.result)
    names = [made.file for made in result.files] if result else []
    return Reply(
        status=ended.status,
        peak=ended.peak,
        result=ended.result,
        late=ended.late,
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
