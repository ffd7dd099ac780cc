"""What a worker does to itself before it draws: its own session, folder, limits and log."""

from __future__ import annotations

import ctypes
import io
import os
import resource
import signal
import sys
import threading
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
LARGEST_FILE = 4 << 30
"""Bytes: a log that is written without end must not fill the disk."""

DEFAULTED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGPIPE)


def isolate(parent: int, folder: Path, log: Path, memory: int) -> None:
    """Leave the terminal and the caller behind; nothing can be written by accident elsewhere."""
    os.setsid()
    die_with(parent)
    for each in DEFAULTED:
        signal.signal(each, signal.SIG_DFL)
    redirect(log)
    os.chdir(folder)
    limit(memory)


def die_with(parent: int) -> None:
    """Have this process killed when `parent` ends, whatever ends it."""
    if not _killed_by_kernel():
        threading.Thread(target=watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)


def watch(parent: int, pause: float = 0.5) -> None:
    """End this process soon after it has lost its parent; for systems whose kernel does not."""
    while os.getppid() == parent:
        time.sleep(pause)
    os._exit(1)


def redirect(log: Path) -> None:
    """Nothing to read, and all that is printed goes to the log."""
    sys.stdout.flush()
    sys.stderr.flush()
    nothing = os.open(os.devnull, os.O_RDONLY)
    opened = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(nothing, 0)
    os.dup2(opened, 1)
    os.dup2(opened, 2)
    os.close(nothing)
    os.close(opened)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True)


def limit(memory: int) -> None:
    """At most `memory` bytes of address space, files of at most LARGEST_FILE, no core file."""
    _lower(resource.RLIMIT_AS, memory)
    _lower(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, wanted: int) -> None:
    soft, hard = resource.getrlimit(kind)
    allowed = min([wanted, *(each for each in (soft, hard) if each != resource.RLIM_INFINITY)])
    try:
        resource.setrlimit(kind, (allowed, hard))
    except (OSError, ValueError):
        print(f"the system refused a limit of {allowed}", file=sys.stderr)


def _killed_by_kernel() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    return bool(ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0)
