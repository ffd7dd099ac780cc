"""Ctrl-C and its relatives: the first asks for an end, the second makes one."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""Signals that end a build; not every system has them all."""

EXIT_STATUS = 130

SHOW_CURSOR = b"\x1b[?25h\n"
"""What a progress display would send at its end."""

Handler = Callable[[int, FrameType | None], object] | int | None
"""What Python knows of a signal: a function, one of two constants, or None where C has set it."""


class Interrupt:
    """Let signals only set `asked` while it is entered, so that no step is cut in half.

    `at_once` is called at the second signal, before the process ends.
    """

    def __init__(self) -> None:
        self.asked = False
        self.at_once: Callable[[], None] = lambda: None
        self._before: dict[int, Handler] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (getattr(signal, name) for name in NAMES if hasattr(signal, name)):
                before = signal.getsignal(number)
                if before is not signal.SIG_IGN:
                    self._before[number] = before
                    signal.signal(number, self._handle)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)
        self._before.clear()

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            self.at_once()
            if os.isatty(1):
                os.write(1, SHOW_CURSOR)
            os._exit(EXIT_STATUS)
        self.asked = True
