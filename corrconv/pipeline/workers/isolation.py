"""The isolation of a worker: its environment, the same on every machine, and its own session,
folder, limits and log. Systems that know no sessions or limits go without."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_PR_SET_PDEATHSIG = 1
_LARGEST_FILE = 4 << 30
"""Bytes: a log that is written without end must not fill the disk."""

KILL: int = getattr(signal, "SIGKILL", signal.SIGTERM)
"""SIGTERM where there is nothing harder: there it ends a process at once."""

_DEFAULTED = ("SIGINT", "SIGTERM", "SIGHUP", "SIGCHLD", "SIGPIPE")
"""Signals that a worker takes as any program does, whatever its caller does with them."""

FIXED: Mapping[str, str] = MappingProxyType(
    {
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "315532800",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "NUMEXPR_NUM_THREADS": "1",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
)
"""Variables that are the same on every machine, for every user."""

_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")
"""Where programs and libraries lie; nothing else of the caller's environment is passed on."""


def environment(home: Path) -> dict[str, str]:
    """Return the whole environment of a worker whose home, caches and temporary files lie in
    `home`."""
    private = {"HOME": home, "TMPDIR": home / "tmp", "XDG_CACHE_HOME": home / "cache"}
    private |= {"XDG_CONFIG_HOME": home / "config", "XDG_DATA_HOME": home / "data"}
    private |= {"XDG_CONFIG_DIRS": home / "config", "XDG_RUNTIME_DIR": home / "run"}
    if os.name == "nt":
        private |= {"USERPROFILE": home, "TEMP": home / "tmp", "TMP": home / "tmp"}
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, **FIXED, **{name: str(path) for name, path in private.items()}}


def make_home(home: Path) -> None:
    """Make the folders that `environment` names."""
    for name in ("tmp", "cache", "config", "data", "run"):
        (home / name).mkdir(parents=True, exist_ok=True)


def isolate(folder: Path, log: Path, memory: int) -> None:
    """Leave the terminal behind: nothing can be written by accident elsewhere than in `folder`."""
    for name in _DEFAULTED:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    _redirect(log)
    os.chdir(folder)
    _limit(memory)


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


def die_with_input(descriptor: int) -> None:
    """End this process when the other end of the pipe at `descriptor` is closed: where there are
    no parents to look for, as on Windows."""

    def wait() -> None:
        while os.read(descriptor, 1 << 16):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _redirect(log: Path) -> None:
    """Give the process nothing to read, and send all that it prints to `log`."""
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


def _limit(memory: int) -> None:
    """Allow at most `memory` bytes of address space, files of at most _LARGEST_FILE, no core file;
    nothing where the system has no such limits."""
    try:
        import resource
    except ImportError:
        return
    wanted = {resource.RLIMIT_AS: memory, resource.RLIMIT_FSIZE: _LARGEST_FILE}
    for kind, most in {**wanted, resource.RLIMIT_CORE: 0}.items():
        soft, hard = resource.getrlimit(kind)
        allowed = min([most, *(each for each in (soft, hard) if each != resource.RLIM_INFINITY)])
        try:
            resource.setrlimit(kind, (allowed, hard))
        except (OSError, ValueError):
            print(f"the system refused a limit of {allowed}", file=sys.stderr)


def peak_bytes(used: int) -> int:
    """Return `ru_maxrss` in bytes; Linux counts in kilobytes."""
    return used if sys.platform == "darwin" else used * 1024


def signal_name(number: int) -> str:
    """Return the name of a signal, such as "SIGKILL"."""
    known = {each.value: each.name for each in signal.Signals}
    return known.get(number, f"signal {number}")


def _killed_by_kernel() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    return bool(ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0)
