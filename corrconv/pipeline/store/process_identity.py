"""The identity of a process: its number and when it began, so that a number used again is
another."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def identity(pid: int | None = None) -> str:
    """Return who a process is, such as "4711-839201": the second part is the start in clock ticks
    since boot, never a time of day, 0 where the system does not tell or the process has ended."""
    number = os.getpid() if pid is None else pid
    return f"{number}-{_start(number)}"


def alive(who: str) -> bool:
    """Tell whether the process called `who` by `identity` still runs; on Windows, where asking
    with `os.kill` would end it, every process counts as living."""
    number, _, start = who.partition("-")
    if not number.isdecimal() or not start.isdecimal():
        return False
    if sys.platform == "win32":
        return True
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return _start(int(number)) == int(start)


def _start(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    fields = status.rpartition(")")[2].split()
    return 0 if fields[0] == "Z" else int(fields[19])
