"""Clients: the caller's side of the processes that do tasks, forked from a server or started one by
one."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from corrconv.pipeline.cache.sources import leading
from corrconv.pipeline.plan.request import ConfigurationError
from corrconv.pipeline.workers.isolation import (
    KILL,
    environment,
    make_home,
    peak_bytes,
    signal_name,
)
from corrconv.pipeline.workers.task import LOG, ClientMessage, ServerMessage, Task, TaskEnd

START = (
    "import sys, json; a = json.loads(sys.argv[1]); "
    "sys.path[:] = [a['first']] + [p for p in a['path'] if p != a['first']]; "
    "from corrconv.pipeline.workers.{module} import main; main(**a['main'])"
)

FORK_SERVER_LOG = "server.log"

LOOK = 0.02
"""Seconds between looks at whether a process has ended."""


class WorkerStartError(ConfigurationError):
    """The workers cannot be started: a library is missing or broken, or something killed what
    starts them, as `killed` tells."""

    def __init__(self, reason: str, killed: bool) -> None:
        super().__init__(f"the workers cannot start: {reason}")
        self.killed = killed


class WorkerClient(Protocol):
    """What starts workers and tells how they ended."""

    @property
    def ready(self) -> bool:
        """Tell whether a task that is submitted begins now."""

    def submit(self, task: Task) -> None:
        """Begin `task`."""

    def signal(self, task: int, number: int) -> None:
        """Send the signal `number` to the processes of `task`."""

    def receive(self, seconds: float) -> tuple[TaskEnd, ...] | None:
        """Return the tasks that have ended, after waiting for at most `seconds`; None where all
        processes have ended, whatever they had in hand."""

    def kill(self) -> None:
        """End all processes now."""

    def close(self) -> None:
        """End all processes, by force where they do not end by themselves."""


class ForkServerClient:
    """One fork server in `folder`, which is its working directory and home, for the project whose
    `packages` lie in `root`; its workers find the modules `preload` imported already.

    Everything that runs in it is killed by `kill`, and when this process ends.
    """

    def __init__(
        self, folder: Path, root: Path, packages: Iterable[str], preload: Iterable[str]
    ) -> None:
        home = folder / "home"
        make_home(home)
        self._log = folder / FORK_SERVER_LOG
        self._input = b""
        self.ready = False
        with self._log.open("ab") as log:
            self._server = start_python("fork_server", folder, root, packages, preload, home, log)

    @property
    def output(self) -> int:
        """Return the file descriptor on which the server's messages come."""
        return _descriptor(self._server.stdout)

    def submit(self, task: Task) -> None:
        """Begin `task`."""
        self._send({"task": task.number, "run": task.dump()})

    def signal(self, task: int, number: int) -> None:
        """Send the signal `number` to the processes of `task`."""
        self._send({"task": task, "signal": number})

    def receive(self, seconds: float) -> tuple[TaskEnd, ...] | None:
        """Return the tasks that have ended, after waiting for at most `seconds`; None where the
        server has ended. WorkerStartError where it never began."""
        readable, _, _ = select.select([self.output], [], [], max(0.0, seconds))
        if not readable:
            return ()
        chunk = os.read(self.output, 1 << 16)
        *lines, self._input = (self._input + chunk).split(b"\n")
        messages: list[ServerMessage] = [json.loads(line) for line in lines]
        self.ready = self.ready or any("ready" in message for message in messages)
        if not chunk and not self.ready:
            raise self._start_error()
        ended = tuple(_end(message) for message in messages if "ended" in message)
        return ended if chunk else None

    def kill(self) -> None:
        """End the server and all its children now."""
        self._server.kill()

    def close(self, seconds: float = 2.0) -> None:
        """End the server, by force where it does not end by itself."""
        if self._server.stdin:
            self._server.stdin.close()
        try:
            self._server.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            self._server.wait()
        if self._server.stdout:
            self._server.stdout.close()

    def _send(self, message: ClientMessage) -> None:
        line = memoryview(json.dumps(message).encode() + b"\n")
        with suppress(BrokenPipeError):
            while line:
                line = line[os.write(_descriptor(self._server.stdin), line) :]

    def _start_error(self) -> WorkerStartError:
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        self.close()
        code = self._server.returncode
        if code < 0:
            reason = f"the fork server was ended by {signal_name(-code)} before it was ready"
        else:
            reason = lines[-1] if lines else f"the fork server ended with exit status {code}"
        return WorkerStartError(reason, killed=code < 0)


class SpawnedWorker:
    """A Python of its own for one task. Its input stays open as long as we live; what comes from
    its output is gathered by a thread, as no system waits for pipes and processes alike."""

    def __init__(self, task: Task, process: subprocess.Popen[bytes]) -> None:
        self.task, self._process = task, process
        self._output = b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        with suppress(BrokenPipeError):
            os.write(_descriptor(process.stdin), task.dump().encode() + b"\n")

    def signal(self, number: int) -> None:
        """Send the signal `number` to its processes; where there are no groups of processes, end
        it."""
        if not hasattr(os, "killpg"):
            self._process.kill()
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    def end(self) -> TaskEnd | None:
        """Return how it ended, None where it has not. What it left running in its group is ended
        with it, before its number can be another's."""
        pid, peak = self._process.pid, 0
        if hasattr(os, "wait4"):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                return None
            self.signal(KILL)
            _, status, used = os.wait4(pid, 0)
            self._process.returncode = os.waitstatus_to_exitcode(status)
            peak = peak_bytes(used.ru_maxrss)
        elif self._process.poll() is None:
            return None
        self._reader.join(1.0)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        return TaskEnd(self.task.number, self._process.returncode, peak, self._output)

    def _read(self) -> None:
        output = _descriptor(self._process.stdout)
        with suppress(OSError):
            while chunk := os.read(output, 1 << 16):
                self._output += chunk


class SpawnClient:
    """A new Python for each task: slower than a fork server, and works where nothing can be
    forked. Each has a home of its own in `folder`."""

    ready = True

    def __init__(
        self, folder: Path, root: Path, packages: Iterable[str], preload: Iterable[str]
    ) -> None:
        self._folder, self._root = folder, root
        self._packages, self._preload = tuple(packages), tuple(preload)
        self._workers: dict[int, SpawnedWorker] = {}

    def submit(self, task: Task) -> None:
        """Begin `task`."""
        home = self._folder / f"home-{task.number}"
        make_home(home)
        with (task.folder / LOG).open("ab") as log:
            process = start_python(
                "child", task.folder, self._root, self._packages, self._preload, home, log
            )
        self._workers[task.number] = SpawnedWorker(task, process)

    def signal(self, task: int, number: int) -> None:
        """Send the signal `number` to the processes of `task`."""
        if task in self._workers:
            self._workers[task].signal(number)

    def receive(self, seconds: float) -> tuple[TaskEnd, ...]:
        """Return the tasks that have ended, after waiting for at most `seconds`."""
        until = time.monotonic() + seconds
        while True:
            ended = tuple(end for worker in self._workers.values() if (end := worker.end()))
            for end in ended:
                del self._workers[end.task]
            if ended or time.monotonic() >= until:
                return ended
            time.sleep(LOOK)

    def kill(self) -> None:
        """End all processes now."""
        for worker in self._workers.values():
            worker.signal(KILL)

    def close(self) -> None:
        """End all processes, and wait until they have ended."""
        self.kill()
        while self._workers:
            self.receive(1.0)


def start_python(
    module: str,
    folder: Path,
    root: Path,
    packages: Iterable[str],
    preload: Iterable[str],
    home: Path,
    log: IO[bytes],
) -> subprocess.Popen[bytes]:
    """Start a Python in `folder` that calls `main` of our `module`, with the sources of `root`
    first on its path, the environment of a worker, and `log` for its errors."""
    path = [str(Path(entry).absolute()) for entry in sys.path if entry]
    main = {"parent": os.getpid(), "root": str(root)}
    more = {"packages": tuple(packages), "preload": tuple(preload)}
    arguments = json.dumps({"first": str(leading(root)), "path": path, "main": {**main, **more}})
    return subprocess.Popen(
        [sys.executable, "-P", "-c", START.format(module=module), arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        cwd=folder,
        env=environment(home),
        bufsize=0,
        start_new_session=True,
    )


def _descriptor(stream: IO[bytes] | None) -> int:
    if stream is None:
        raise ValueError("the process was started without this pipe")
    return stream.fileno()


def _end(message: ServerMessage) -> TaskEnd:
    return TaskEnd(
        message["ended"], message["exit_code"], message["peak"], message["result"].encode()
    )
