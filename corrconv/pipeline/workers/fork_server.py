"""The fork server: a process that has imported the slow libraries once and has a child do each
task. It speaks JSON, a line for each message, and ends with its caller.

In: {"run": task}, {"signal": number, "task": n}. Out: {"ready": true}, {"ended": n, "status":
wait status, "peak": bytes, "result": what the worker sent}.
"""

from __future__ import annotations

import faulthandler
import importlib
import json
import os
import select
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from corrconv.pipeline.workers.isolation import die_with, isolate
from corrconv.pipeline.workers.preload import Preload
from corrconv.pipeline.workers.task import LOG, Task

NEEDLESS = ("IPython",)
"""What libraries import where it is installed, manim for notebooks: a tenth of its time."""


def main(parent: int, root: str, packages: list[str], preload: list[str]) -> None:
    """Serve until the caller's end of the pipe is closed."""
    die_with(parent)
    voice = os.dup(1)
    os.dup2(2, 1)
    own = [name for name in preload if name.partition(".")[0] in packages]
    with hidden(NEEDLESS):
        for name in preload:
            if name not in own:
                importlib.import_module(name)
    Server(os.dup(0), voice, Preload(Path(root), packages)).serve(own)


@contextmanager
def hidden(names: Iterable[str]) -> Iterator[None]:
    """Meanwhile, what is not imported yet of `names` is taken for not installed."""
    asleep = [name for name in names if name not in sys.modules]
    for name in asleep:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in asleep:
            del sys.modules[name]


@dataclass(slots=True)
class Child:
    """A worker: the number of its task, our end of its pipe, and what came through so far."""

    task: int
    pipe: int
    sent: bytes = b""

    def listen(self) -> None:
        """Take what is in the pipe, without waiting."""
        with suppress(BlockingIOError):
            while chunk := os.read(self.pipe, 1 << 16):
                self.sent += chunk


class Server:
    """`ear` and `voice` are the file descriptors of the caller's messages and of ours; workers
    begin with what is in `stock`."""

    def __init__(self, ear: int, voice: int, stock: Preload) -> None:
        self._ear, self._voice, self._stock = ear, voice, stock
        self._heard = b""
        self._children: dict[int, Child] = {}
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)

    def serve(self, own: Iterable[str]) -> None:
        """Take the project's `own` modules into stock, then wait for messages and for children's
        words and ends. We are ready before: what the project does is not what ails libraries."""
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self._wake)
        self._say({"ready": True})
        self._stock.open(own)
        while True:
            pipes = [child.pipe for child in self._children.values()]
            ready, _, _ = select.select([self._ear, self._woken, *pipes], [], [])
            if self._woken in ready:
                os.read(self._woken, 4096)
            self._attend()
            if self._ear in ready and not self._listen():
                break
        for pid in self._children:
            _signal_group(pid, signal.SIGKILL)

    def _listen(self) -> bool:
        chunk = os.read(self._ear, 1 << 16)
        *lines, self._heard = (self._heard + chunk).split(b"\n")
        for line in lines:
            message = json.loads(line)
            if "run" in message:
                self._fork(message["run"])
            else:
                self._pass_on(message["task"], message["signal"])
        return bool(chunk)

    def _fork(self, task: dict[str, Any]) -> None:
        parent = os.getpid()
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            ends = (self._ear, self._voice, self._woken, self._wake)
            _be_child(parent, task, theirs, ends, self._stock)
        os.close(theirs)
        os.set_blocking(ours, False)
        self._children[pid] = Child(task["number"], ours)

    def _pass_on(self, task: int, number: int) -> None:
        for pid, child in self._children.items():
            if child.task == task:
                _signal_group(pid, number)

    def _attend(self) -> None:
        """A child's number is not used again before it is waited for here, so a signal never
        meets a stranger. What the child left running in its group is ended with it."""
        for pid, child in tuple(self._children.items()):
            child.listen()
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            _signal_group(pid, signal.SIGKILL)
            _, status, used = os.wait4(pid, 0)
            child.listen()
            os.close(child.pipe)
            del self._children[pid]
            end = {"ended": child.task, "status": status, "peak": _peak(used.ru_maxrss)}
            self._say({**end, "result": child.sent.decode(errors="replace")})

    def _say(self, message: dict[str, Any]) -> None:
        line = memoryview(json.dumps(message).encode() + b"\n")
        with suppress(BrokenPipeError):
            while line:
                line = line[os.write(self._voice, line) :]


def _be_child(
    parent: int, values: dict[str, Any], pipe: int, ends: tuple[int, ...], stock: Preload
) -> NoReturn:
    """Goes neither back into the server's loop nor through its clean-up."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        for end in ends:
            os.close(end)
        task = Task.load(values)
        isolate(parent, task.folder, task.folder / LOG, task.memory)
        faulthandler.enable()
        if not stock.stands():
            stock.forget()
        work = importlib.import_module("corrconv.pipeline.workers.worker").work
        with os.fdopen(pipe, "wb") as voice:
            voice.write(work(values))
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _signal_group(pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
        return
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _peak(used: int) -> int:
    """Bytes; Linux counts in kilobytes."""
    return used if sys.platform == "darwin" else used * 1024
