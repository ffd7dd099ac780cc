"""The media folder: where things lie in it, and what is known about them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.artifact import read_plain
from corrconv.pipeline.store.atomic import write_file
from corrconv.pipeline.store.lock import Lock
from corrconv.pipeline.store.record import Record, RecordError

STATE = ".corrconv"
ENDING = ".json"


@dataclass(frozen=True, slots=True)
class Store:
    """A media folder. All that is not published lies in its folder `.corrconv`. A record is read
    each time that it is asked for, and taken apart again where its bytes are others."""

    media: Path
    _known: dict[str, tuple[bytes, Record]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def state(self) -> Path:
        """Return the folder that belongs to the pipeline alone."""
        return self.media / STATE

    @property
    def staging(self) -> Path:
        """Return where each run that is under way has a folder."""
        return self.state / "staging"

    @property
    def publishing(self) -> Path:
        """Return the lock under which published files, records and the manifest change."""
        return self.state / "locks" / "publishing"

    @property
    def manifest(self) -> Path:
        """Return where the list of all that is published lies."""
        return self.media / "manifest.json"

    @property
    def page(self) -> Path:
        """Return where the page that shows all that is published lies."""
        return self.media / "index.html"

    def folders(self, places: Iterable[str]) -> list[Path]:
        """Return the folders in which publishing at these places makes files."""
        return sorted({self.media, self.state, *((self.media / each).parent for each in places)})

    def log(self, place: str) -> Path:
        """Return where the log of a failed job is kept."""
        return self.state / "logs" / f"{place}.log"

    def lock_path(self, place: str) -> Path:
        """Return where the lock of whoever renders the job at `place` lies."""
        return self.state / "locks" / "jobs" / f"{place}.lock"

    def lock(self, place: str) -> Lock:
        """Return the lock of whoever renders the job at `place`."""
        return Lock(self.lock_path(place))

    def record_path(self, place: str) -> Path:
        """Return where the record of the job at `place` lies."""
        return self.state / "records" / f"{place}{ENDING}"

    def read(self, place: str) -> Record | None:
        """Return the record at `place`, or None; RecordError where it is damaged."""
        try:
            content = read_plain(self.record_path(place))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise RecordError(f"cannot be read ({error.strerror or error})") from error
        if place not in self._known or self._known[place][0] != content:
            record = Record.load(content)
            if record.place != place:
                raise RecordError(f"belongs to {record.place}")
            self._known[place] = (content, record)
        return self._known[place][1]

    def write(self, record: Record) -> None:
        """Store `record`, unless it is there already."""
        path, content = self.record_path(record.place), record.dump()
        if self.read_bytes(path) != content:
            write_file(path, content)

    def places(self) -> Iterator[str]:
        """Yield every place that has a record, sorted; the records may be damaged."""
        folder = self.state / "records"
        found = folder.rglob(f"*{ENDING}") if os.path.lexists(folder) else ()
        for path in sorted(found):
            yield path.relative_to(folder).as_posix().removesuffix(ENDING)

    def records(self) -> Iterator[Record]:
        """Yield every record that is whole."""
        for place in self.places():
            if (record := self.record_or_none(place)) is not None:
                yield record

    def damaged(self) -> tuple[str, ...]:
        """Return the places whose record is not whole."""
        return tuple(place for place in self.places() if self.record_or_none(place) is None)

    def record_or_none(self, place: str) -> Record | None:
        """Return the record at `place`, None where there is none that is whole."""
        try:
            return self.read(place)
        except RecordError:
            return None

    def keep_aside(self, path: Path) -> Path:
        """Keep what stands at `path` for somebody to look at, until the next such case; a file
        stays at its path as well, until it is replaced. Return where it is kept."""
        mark = digest(str(path.relative_to(self.media)).encode())[:12]
        aside = self.state / "aside" / f"{mark}-{path.name}"
        aside.parent.mkdir(parents=True, exist_ok=True)
        _remove(aside)
        if path.is_symlink() or not path.is_file():
            path.replace(aside)
        else:
            _copy(path, aside)
        return aside

    def make_way(self, places: Iterable[str]) -> Iterator[str]:
        """Move aside what stands where a folder or a lock of the pipeline belongs, such as a file
        or a link to nowhere; yield a sentence for each. Nothing is done where that cannot be."""
        jobs = tuple(places)
        locks = [self.publishing, *map(self.lock_path, jobs)]
        inner = {self.staging, *(self.state / name for name in ("aside", "logs", "shards"))}
        inner |= {folder for path in locks for folder in path.parents}
        inner |= {folder for place in jobs for folder in self.record_path(place).parents}
        folders = {self.state, *(path for path in inner if self.state in path.parents)}
        for path in (*sorted(folders), *locks):
            if not os.path.lexists(path):  # also where the name is longer than names can be
                continue
            if not (path.is_dir() if path in folders else path.is_file() and not path.is_symlink()):
                aside = path.with_name(f"{path.name}.aside")
                with suppress(OSError):
                    _remove(aside)
                    path.rename(aside)
                    yield f"{path} was in the way: it is now {aside.name}"

    @staticmethod
    def read_bytes(path: Path) -> bytes | None:
        """Return the content of a regular file, None where there is no such file."""
        try:
            return read_plain(path)
        except OSError:
            return None


def _copy(path: Path, copy: Path) -> None:
    try:
        os.link(path, copy)
    except OSError:
        shutil.copyfile(path, copy)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
