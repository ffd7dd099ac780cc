"""Ctrl-C from the first moment on: it waits until a command runs, and then ends it in one line."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext


def held_back() -> AbstractContextManager[None]:
    """Have Ctrl-C wait: while modules are imported it would come out as a traceback."""
    return _masking("SIG_BLOCK")


def let_through() -> AbstractContextManager[None]:
    """Raise a KeyboardInterrupt for a Ctrl-C that waits, and for each that comes."""
    return _masking("SIG_UNBLOCK")


def _masking(how: str) -> AbstractContextManager[None]:
    """Change what this thread does with SIGINT, as long as the context is entered."""
    return _masked(getattr(signal, how)) if hasattr(signal, how) else nullcontext()  # Windows


@contextmanager
def _masked(how: int) -> Iterator[None]:
    before = signal.pthread_sigmask(how, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
