"""Running a command and asking the kernel what it took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class BenchError(RuntimeError):
    """A measurement that would mean nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """One command: seconds by the clock, processor seconds with all its descendants, and the
    bytes of the largest of these processes."""

    seconds: float
    processor: float
    peak: int

    def __add__(self, other: Run) -> Run:
        """One after the other."""
        return Run(
            self.seconds + other.seconds,
            self.processor + other.processor,
            max(self.peak, other.peak),
        )


NOTHING = Run(0.0, 0.0, 0)


def timed(
    command: Sequence[str], folder: Path, log: Path, env: Mapping[str, str] | None = None
) -> Run:
    """Run `command` in `folder`, what it says appended to `log`; BenchError where it fails."""
    with log.open("ab") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace").strip()[-2000:]
        raise BenchError(f"status {process.returncode} from {' '.join(command)}:\n{tail}")
    kilobyte = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * kilobyte)
