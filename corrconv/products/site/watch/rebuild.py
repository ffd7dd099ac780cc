"""One build in a process of its own, which reads the project's code as it is now."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

PATIENCE = 10.0
"""Seconds that a build has to end its workers when it is interrupted."""

SUCCESS_PREFIXES = ("made ", "current ", "contact sheet ")
MOST = 60
"""Lines of a complaint."""


class Rebuild:
    """Run a build in a process of its own; `poll` calls `report` with each line of its output."""

    def __init__(self, command: Sequence[str], report: Callable[[str], None]) -> None:
        self._report = report
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._error_output: list[str] = []
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C reaches it through `stop`, once
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def poll(self) -> int | None:
        """Report the lines since the last call; return the exit status once the build has ended."""
        status = self._process.poll()
        if status is not None:
            self._reader.join(PATIENCE)
        with suppress(queue.Empty):
            while True:
                self._receive(self._lines.get_nowait())
        return status

    @property
    def error_output(self) -> str:
        """Return the lines that report no success."""
        return "\n".join(self._error_output[-MOST:]).strip()

    def stop(self) -> None:
        """Interrupt the build as Ctrl-C does, and end it where that does not help."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            if self._process.poll() is None:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, number)
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)

    def _read(self) -> None:
        if self._process.stdout:
            with self._process.stdout as output:
                for line in output:
                    self._lines.put(line.rstrip("\n"))

    def _receive(self, line: str) -> None:
        self._report(line)
        if not line.startswith(SUCCESS_PREFIXES):
            self._error_output.append(line)
