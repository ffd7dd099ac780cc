"""Staging: the private folder of a run under way, and the removal of those whose run is dead."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from corrconv.pipeline.store.atomic import PREFIX
from corrconv.pipeline.store.lock import Lock
from corrconv.pipeline.store.process_identity import alive, identity
from corrconv.pipeline.store.store import Store

OWNER = "owner"
"""The file in a run's folder that the run holds a lock on."""


class Staging:
    """Hold the folder of this run; it is made when it is first needed."""

    def __init__(self, store: Store) -> None:
        self.folder = store.staging / f"{identity()}-{uuid4().hex[:8]}"
        self._lock = Lock(self.folder / OWNER)
        self._count = 0

    def make(self) -> Path:
        """Return the run's own folder, made."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._lock.take()
        return self.folder

    def new_folder(self) -> Path:
        """Return a new, empty folder for one worker."""
        self._count += 1
        folder = self.make() / str(self._count)
        folder.mkdir()
        return folder

    def clear(self) -> None:
        """Remove all of it. The lock is given back first, as Windows removes no open file."""
        self._lock.give_back()
        shutil.rmtree(self.folder, ignore_errors=True)


def remove_dead(store: Store) -> None:
    """Remove what runs left that ended without doing so. It matters who lives, never how old a
    thing is. The process of another container is not to be seen from here, but its lock is."""
    for folder in _left(store.staging, ""):
        lock = Lock(folder / OWNER)
        if lock.take():
            shutil.rmtree(folder, ignore_errors=True)
            lock.give_back()
    for place in [store.media, *_folders(store.media)]:
        remove_left(place)


def remove_left(folder: Path) -> None:
    """Remove from `folder` itself the files that dead processes had not put in their places."""
    for path in _left(folder, PREFIX):
        path.unlink(missing_ok=True)


def _left(folder: Path, prefix: str) -> Iterator[Path]:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            who = path.name.removeprefix(prefix).rpartition("-")[0]
            if path.name.startswith(prefix) and _is_identity(who) and not alive(who):
                yield path


def _folders(folder: Path) -> Iterator[Path]:
    """Yield every folder below, but for links and staging."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink() and path.name != "staging":
            yield path
            yield from _folders(path)


def _is_identity(who: str) -> bool:
    number, dash, start = who.partition("-")
    return bool(dash) and number.isdecimal() and start.isdecimal()
