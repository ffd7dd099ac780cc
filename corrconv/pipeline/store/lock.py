"""Locks that end with the process that holds them."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def holding(path: Path) -> Iterator[None]:
    """Hold the lock at `path`, waiting for its turn; it ends here or with this process."""
    held = _open(path)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


class Lock:
    """A lock that is asked for without waiting. The kernel gives it back when we die."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: int | None = None

    def take(self) -> bool:
        """Whether the lock is ours now."""
        if self._held is None:
            opened = _open(self._path)
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(opened)
                return False
            self._held = opened
        return True

    def give_back(self) -> None:
        """Let others have it; nothing where it is not ours."""
        if self._held is not None:
            os.close(self._held)
            self._held = None


def _open(path: Path) -> int:
    """Lock files stay: removing one would let two processes hold "the same" lock."""
    try:
        return os.open(path, os.O_RDWR)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        return os.open(path, os.O_RDONLY)
