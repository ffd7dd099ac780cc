"""The watcher: it waits for edits, has what they touch built again, and posts the outcome."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from watchfiles import DefaultFilter, watch

from corrconv.pipeline.cache.sources import digest, folders
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.artifact import read_plain
from corrconv.pipeline.workers.interrupt import Interrupt
from corrconv.products.site.watch.events import EventLog
from corrconv.products.site.watch.rebuild import Rebuild

SETTLE = 100
"""Milliseconds without a change after which an edit counts as complete: an editor writes several
files, and some files twice."""

LONGEST = 1600
TICK = 150
"""Milliseconds between two polls of a build that is under way."""


@dataclass(frozen=True, slots=True)
class Watched:
    """Folders that are watched with all that is in them, and single files."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...] = ()

    @classmethod
    def of(cls, project: Project, files: Iterable[Path]) -> Watched:
        """Return the sources of `project`, and the files that a request names."""
        packages = [
            folder / name
            for folder in folders(project.root)
            for name in project.packages
            if (folder / name).is_dir()
        ]
        return cls(tuple(packages), tuple(file.absolute() for file in files))

    @property
    def roots(self) -> tuple[Path, ...]:
        """Return the folders to watch. A file is seen through its folder: editors replace files."""
        return tuple(sorted({*self.folders, *(file.parent for file in self.files)}))

    def holds(self, path: Path) -> bool:
        """Tell whether a change of `path` matters."""
        inside = any(path.is_relative_to(folder) for folder in self.folders)
        return (inside and path.suffix != ".pyc") or path in self.files


def edits(watched: Watched, goes_on: Callable[[], bool]) -> Iterator[tuple[str, ...]]:
    """Yield the names of edited files, as soon as an edit is complete; now and then none, so that
    the caller can look after other things. Ends when `goes_on` says no."""
    ignore = DefaultFilter()
    looking = watch(
        *watched.roots,
        watch_filter=lambda change, path: ignore(change, path) and watched.holds(Path(path)),
        step=SETTLE,
        debounce=LONGEST,
        rust_timeout=TICK,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    for changes in looking:
        if not goes_on():
            return
        yield tuple(sorted({Path(path).name for _, path in changes}))


class Watcher:
    """Run `command` for every edit of `watched`, and post the outcome to `events`."""

    def __init__(
        self,
        command: Sequence[str],
        watched: Watched,
        media: Path,
        events: EventLog,
        report: Callable[[str], None],
    ) -> None:
        self._command, self._watched, self._media = tuple(command), watched, media
        self._events, self._report = events, report
        self._rebuild: Rebuild | None = None
        self._began = 0.0
        self._version = self._published()

    def run(self) -> None:
        """Watch until Ctrl-C, or another signal that means the same."""
        with Interrupt() as interrupt:
            try:
                self._begin("everything")
                for names in edits(self._watched, lambda: not interrupt.asked):
                    self._poll_build()
                    if names:
                        self._begin(", ".join(names))
            finally:
                if self._rebuild:
                    self._rebuild.stop()

    def _begin(self, why: str) -> None:
        """Start a build, and stop one that is under way: it has begun from older files."""
        if self._rebuild:
            self._rebuild.stop()
        self._report(f"building after a change of {why}" if why != "everything" else "building")
        self._events.post(status=f"Building: {why}")
        self._began = time.monotonic()
        self._rebuild = Rebuild(self._command, self._report)

    def _poll_build(self) -> None:
        """Post the outcome of a build that has ended."""
        status = self._rebuild.poll() if self._rebuild else None
        if self._rebuild is None or status is None:
            return
        error_output = self._rebuild.error_output if status else ""
        seconds = time.monotonic() - self._began
        self._rebuild = None
        done = self._published()
        version = self._events.event.version + (done != self._version)
        self._version = done
        status_line = f"{'Failed' if status else 'Current'} after {seconds:.1f} s"
        self._events.post(version=version, status=status_line, error=_reason(status, error_output))
        self._report(
            f"{status_line.lower()}; the older pictures stay" if status else status_line.lower()
        )

    def _published(self) -> str:
        """Return a digest that changes with all that is published."""
        try:
            return digest(read_plain(self._media / "manifest.json"))
        except OSError:
            return ""


def _reason(status: int, error_output: str) -> str:
    return (error_output or f"the build ended with status {status}") if status else ""
