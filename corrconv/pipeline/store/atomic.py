"""Files that appear together: everything that can fail is done before the first of them changes
its name."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.store.process_identity import identity

PREFIX = ".corrconv-"
"""Begins the name of a file that is not in its place yet; the identity of its process follows."""


class AtomicFiles:
    """Hold files to be put in place; `commit` only renames."""

    def __init__(self) -> None:
        self._ready: list[tuple[Path, Path]] = []

    def content(self, path: Path, content: bytes) -> None:
        """Prepare `content` for `path`."""
        fresh = self._beside(path)
        fresh.write_bytes(content)
        self._add(fresh, path)

    def file(self, source: Path, path: Path) -> None:
        """Prepare the file `source` for `path`; a copy where that is another file system."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if source.stat().st_dev == path.parent.stat().st_dev:
            self._add(source, path)
        else:
            fresh = self._beside(path)
            shutil.copyfile(source, fresh)
            self._add(fresh, path)

    def commit(self) -> None:
        """Put everything in place, in the order in which it was added."""
        for fresh, path in self._ready:
            fresh.replace(path)
        for folder in sorted({path.parent for _, path in self._ready}):
            sync(folder)
        self._ready.clear()

    def discard(self) -> None:
        """Remove what has not been put in place."""
        for fresh, _ in self._ready:
            fresh.unlink(missing_ok=True)
        self._ready.clear()

    def _beside(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.with_name(fresh_name())

    def _add(self, fresh: Path, path: Path) -> None:
        self._ready.append((fresh, path))
        sync(fresh)


def write_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, replacing what is there, in one step."""
    files = AtomicFiles()
    try:
        files.content(path, content)
        files.commit()
    finally:
        files.discard()


def write_error(error: OSError | ValueError) -> str:
    """Say what could not be written, and why."""
    if not isinstance(error, OSError):
        return str(error)
    where = f"{error.filename}: " if error.filename else ""
    return f"cannot write {where}{error.strerror or error}"


def require_writable(folders: Iterable[Path], refuse_full: bool = True) -> None:
    """Make the folders; RequestError, naming the folder, where no file can be made in one. Where
    `refuse_full` is not set, a full disk is let pass: some files may need no space."""
    for folder in folders:
        probe = folder / fresh_name()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe.touch(exist_ok=False)
            probe.unlink()
        except OSError as error:
            if refuse_full or error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise RequestError(f"{folder} cannot be written: {error.strerror}") from error


def fresh_name() -> str:
    """Return a name that nobody else uses, and that tells who does."""
    return f"{PREFIX}{identity()}-{uuid4().hex[:8]}"


def sync(path: Path) -> None:
    """Bring the file or folder at `path` to the disk; not on Windows, which can do so only for
    what is open for writing."""
    if sys.platform == "win32":
        return
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
