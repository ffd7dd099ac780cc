"""The caller's side of the fork server: hands out tasks and hears how they ended."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corrconv.pipeline.cache.sources import leading
from corrconv.pipeline.workers.environment import environment, furnish
from corrconv.pipeline.workers.task import Task

START = (
    "import sys, json; a = json.loads(sys.argv[1]); "
    "sys.path[:] = [a['first']] + [p for p in a['path'] if p != a['first']]; "
    "from corrconv.pipeline.workers.fork_server import main; main(**a['main'])"
)
LOG = "server.log"


class ForkServerError(RuntimeError):
    """The workers cannot be started: a library is missing or broken."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a task: its number, wait status, peak memory in bytes, and what it sent last.

    `late` tells that it was ended for its time; `lost`, where it says anything, why there is no
    end to look at, and no use in a second attempt.
    """

    task: int
    status: int
    peak: int
    result: bytes = b""
    late: bool = False
    lost: str = ""


class ForkServerClient:
    """One fork server in `folder`, which is its working directory and home, for the project whose
    `packages` lie in `root`; its workers find the modules `preload` imported already.

    Everything that runs in it is killed by `kill`, and when this process ends.
    """

    def __init__(
        self, folder: Path, root: Path, packages: Iterable[str], preload: Iterable[str]
    ) -> None:
        home = folder / "home"
        furnish(home)
        self._log = folder / LOG
        self._heard = b""
        self._ready = False
        told = {"root": str(root), "packages": tuple(packages), "preload": tuple(preload)}
        self._server = _start(folder, leading(root), told, environment(home), self._log)

    @property
    def voice(self) -> int:
        """The file descriptor to wait on for messages."""
        return _file(self._server.stdout)

    def run(self, task: Task) -> None:
        """Begin `task`."""
        self._tell({"run": task.dump()})

    def signal(self, task: int, number: int) -> None:
        """Send the signal `number` to the processes of `task`."""
        self._tell({"task": task, "signal": number})

    def hear(self, seconds: float) -> tuple[Ended, ...] | None:
        """The tasks that ended, after waiting for at most `seconds`; None where the server has
        ended. ForkServerError where it never began."""
        readable, _, _ = select.select([self.voice], [], [], max(0.0, seconds))
        if not readable:
            return ()
        chunk = os.read(self.voice, 1 << 16)
        *lines, self._heard = (self._heard + chunk).split(b"\n")
        messages = [json.loads(line) for line in lines]
        self._ready = self._ready or any("ready" in message for message in messages)
        if not chunk and not self._ready:
            raise ForkServerError(self._complaint())
        ended = tuple(_ended(message) for message in messages if "ended" in message)
        return ended if chunk else None

    def kill(self) -> None:
        """End the server and all its children now."""
        with suppress(ProcessLookupError, PermissionError):
            self._server.send_signal(signal.SIGKILL)

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

    def _tell(self, message: dict[str, Any]) -> None:
        line = memoryview(json.dumps(message).encode() + b"\n")
        with suppress(BrokenPipeError):
            while line:
                line = line[os.write(_file(self._server.stdin), line) :]

    def _complaint(self) -> str:
        said = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return (
            f"the workers cannot start: {said[-1] if said else 'they said nothing, or not in time'}"
        )


def _start(
    folder: Path, first: Path, told: Mapping[str, Any], env: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    path = [str(Path(entry).absolute()) for entry in sys.path if entry]
    main = {**told, "parent": os.getpid()}
    arguments = json.dumps({"first": str(first), "path": path, "main": main})
    with log.open("ab") as complaints:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", START, arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            cwd=folder,
            env=env,
            bufsize=0,
            start_new_session=True,
        )


def _file(stream: Any) -> int:
    number: int = stream.fileno()
    return number


def _ended(message: dict[str, Any]) -> Ended:
    return Ended(message["ended"], message["status"], message["peak"], message["result"].encode())
