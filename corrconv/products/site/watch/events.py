"""What the watcher has to say, for pages that wait for it in threads of their own."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class WatchEvent:
    """`edition` counts up with every change of what is published, so a page knows when to load
    it again; `status` is one line, `error` what the last build complained of, empty where it did
    not."""

    version: int = 0
    status: str = ""
    error: str = ""
    number: int = 0

    def dump(self) -> str:
        """As JSON, in one line."""
        return json.dumps({k: v for k, v in asdict(self).items() if k != "number"})


class EventLog:
    """Holds the latest news; `wait` gives them to whoever has not seen them."""

    def __init__(self) -> None:
        self._event = WatchEvent()
        self._changed = threading.Condition()
        self._open = True

    @property
    def event(self) -> WatchEvent:
        """The latest."""
        with self._changed:
            return self._event

    def post(self, **changes: Any) -> None:
        """Change some fields and wake everyone."""
        with self._changed:
            self._event = replace(self._event, number=self._event.number + 1, **changes)
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> WatchEvent | None:
        """The latest news, as soon as their number is not `seen`; what is there after `seconds`
        otherwise. None once the board is closed."""
        with self._changed:
            self._changed.wait_for(lambda: not self._open or self._event.number != seen, seconds)
            return self._event if self._open else None

    def close(self) -> None:
        """Let everyone go."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
