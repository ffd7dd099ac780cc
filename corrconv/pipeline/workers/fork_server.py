"""The fork server: a process that has imported the slow libraries once and has a child do each
task. It speaks JSON, a line for each message, and ends with its caller.

In: {"task": n, "run": task}, {"task": n, "signal": number}. Out: {"ready": true}, {"ended": n,
"exit_code": as `subprocess` has it, "peak": bytes, "result": what the worker sent}.
"""

from __future__ import annotations

import json
import os
import select
import signal
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corrconv.pipeline.workers.child import run_task
from corrconv.pipeline.workers.isolation import die_with, peak_bytes
from corrconv.pipeline.workers.preload import Preload, import_libraries
from corrconv.pipeline.workers.task import ClientMessage, ServerMessage


def main(parent: int, root: str, packages: list[str], preload: list[str]) -> None:
    """Serve until the caller's end of the pipe is closed."""
    die_with(parent)
    output = os.dup(1)
    os.dup2(2, 1)
    import_libraries(preload, packages)
    own = [name for name in preload if name.partition(".")[0] in packages]
    Server(os.dup(0), output, Preload(Path(root), packages)).serve(own)


@dataclass(slots=True)
class Child:
    """Hold a worker: the number of its task, our end of its pipe, and what came through so far."""

    task: int
    pipe: int
    received: bytes = b""

    def read(self) -> None:
        """Take what is in the pipe, without waiting."""
        with suppress(BlockingIOError):
            while chunk := os.read(self.pipe, 1 << 16):
                self.received += chunk


class Server:
    """Fork a worker for each task. `source` and `output` are the file descriptors of the caller's
    messages and of ours; workers begin with what is in `preload`."""

    def __init__(self, source: int, output: int, preload: Preload) -> None:
        self._source, self._output, self._preload = source, output, preload
        self._received = b""
        self._children: dict[int, Child] = {}
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)

    def serve(self, own: Iterable[str]) -> None:
        """Import the project's `own` modules, then wait for messages and for children's results
        and ends. We are ready before: what the project does is not what ails libraries."""
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self._wake)
        self._send({"ready": True})
        self._preload.open(own)
        while True:
            pipes = [child.pipe for child in self._children.values()]
            ready, _, _ = select.select([self._source, self._woken, *pipes], [], [])
            if self._woken in ready:
                os.read(self._woken, 4096)
            self._attend()
            if self._source in ready and not self._receive():
                break
        for pid in self._children:
            _signal_group(pid, signal.SIGKILL)

    def _receive(self) -> bool:
        chunk = os.read(self._source, 1 << 16)
        *lines, self._received = (self._received + chunk).split(b"\n")
        for line in lines:
            message: ClientMessage = json.loads(line)
            if "run" in message:
                self._fork(message["task"], message["run"])
            else:
                self._pass_on(message["task"], message["signal"])
        return bool(chunk)

    def _fork(self, task: int, text: str) -> None:
        parent = os.getpid()
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._become_child(parent, text, theirs)
        os.close(theirs)
        os.set_blocking(ours, False)
        self._children[pid] = Child(task, ours)

    def _become_child(self, parent: int, text: str, pipe: int) -> None:
        """Go neither back into the server's loop nor through its clean-up."""
        try:
            signal.set_wakeup_fd(-1)
            for end in (self._source, self._output, self._woken, self._wake):
                os.close(end)
            os.setsid()
            die_with(parent)
            run_task(text, pipe, self._preload)
        finally:
            os._exit(1)

    def _pass_on(self, task: int, number: int) -> None:
        for pid, child in self._children.items():
            if child.task == task:
                _signal_group(pid, number)

    def _attend(self) -> None:
        """Report the children that have ended. A child's number is not used again before it is
        waited for here, so a signal never meets a stranger. What the child left running in its
        group is ended with it."""
        for pid, child in tuple(self._children.items()):
            child.read()
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            _signal_group(pid, signal.SIGKILL)
            _, status, used = os.wait4(pid, 0)
            child.read()
            os.close(child.pipe)
            del self._children[pid]
            self._send(
                {
                    "ended": child.task,
                    "exit_code": os.waitstatus_to_exitcode(status),
                    "peak": peak_bytes(used.ru_maxrss),
                    "result": child.received.decode(errors="replace"),
                }
            )

    def _send(self, message: ServerMessage) -> None:
        line = memoryview(json.dumps(message).encode() + b"\n")
        with suppress(BrokenPipeError):
            while line:
                line = line[os.write(self._output, line) :]


def _signal_group(pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
        return
    with suppress(ProcessLookupError):
        os.kill(pid, number)
