"""Events of the watcher, for pages that wait for them in threads of their own."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class WatchEvent:
    """The state that a page shows: `version` counts up with every change of what is published, so a
    page knows when to load it again; `status` is one line, `error` the output of a failed build."""

    version: int = 0
    status: str = ""
    error: str = ""
    number: int = 0

    def dump(self) -> str:
        """Return the event as JSON, in one line."""
        return json.dumps({k: v for k, v in asdict(self).items() if k != "number"})


class EventLog:
    """Hold the latest event; `wait` hands it to whoever has not seen it."""

    def __init__(self) -> None:
        self._event = WatchEvent()
        self._changed = threading.Condition()
        self._open = True

    @property
    def event(self) -> WatchEvent:
        """Return the latest event."""
        with self._changed:
            return self._event

    def post(self, **changes: Any) -> None:
        """Change some fields and wake everyone."""
        with self._changed:
            self._event = replace(self._event, number=self._event.number + 1, **changes)
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> WatchEvent | None:
        """Return the latest event, as soon as its number is not `seen`, and after `seconds` at the
        latest. None once the log is closed."""
        with self._changed:
            self._changed.wait_for(lambda: not self._open or self._event.number != seen, seconds)
            return self._event if self._open else None

    def close(self) -> None:
        """Let everyone go."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
