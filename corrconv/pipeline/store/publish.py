"""The publisher: puts checked files in their places, with the record, the page and the manifest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from corrconv.formats.page import PAGE
from corrconv.formats.registry import captioned, path_of
from corrconv.formats.subtitles import CAPTIONS
from corrconv.pipeline.cache.fingerprint import Fingerprint
from corrconv.pipeline.cache.fingerprinter import of_file
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.hooks import PageWriter
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.atomic import AtomicFiles
from corrconv.pipeline.store.lock import holding
from corrconv.pipeline.store.manifest import (
    Manifest,
    ManifestError,
    find_entries,
    find_listed,
    read_manifest,
)
from corrconv.pipeline.store.names import inside
from corrconv.pipeline.store.record import Record, Settings
from corrconv.pipeline.store.store import Store
from corrconv.pipeline.workers.task import Made


@dataclass(frozen=True, slots=True)
class Publication:
    """All that is to be published for one job: its record, and by path where each file lies now."""

    record: Record
    files: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publish into one media folder for one project."""

    store: Store
    project: Project
    page: PageWriter = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "page", self.project.page())

    def publish(
        self, job: Job, fingerprint: Fingerprint, folder: Path, files: Iterable[Made]
    ) -> tuple[str, ...]:
        """Put the files that a worker left in `folder` in their places; return the paths."""
        made = {file: _artifact(job, fingerprint, file) for file in files}
        fresh = {artifact.path: folder / file.file for file, artifact in made.items()}
        self.put([Publication(_record(job, fingerprint, tuple(made.values())), fresh)])
        return tuple(sorted(fresh))

    def put(self, publications: Iterable[Publication]) -> None:
        """Put everything in its place at once. The files are moved from where they lie."""
        with holding(self.store.publishing):
            coming = {each.record.place: each for each in publications}
            old = {place: self.store.record_or_none(place) for place in coming}
            new = {place: _kept(coming[place].record, old[place]) for place in coming}
            files = AtomicFiles()
            try:
                self._fill(files, new, coming)
                for place, publication in coming.items():
                    self._make_way(publication.files, old[place])
                files.commit()
            finally:
                files.discard()
            for place, record in new.items():
                self._remove_replaced(old[place], record)

    def restate(self, job: Job, record: Record) -> bool:
        """Store the job's words where only they have changed; tell whether they had."""
        fresh = replace(
            record,
            figure=job.figure.id,
            title=job.figure.title,
            caption=job.caption,
            alt=job.alt,
        )
        if fresh == record:
            return False
        with holding(self.store.publishing):
            self.store.write(fresh)
        return True

    def orphans(self) -> tuple[str, ...]:
        """Return the paths of files whose figures are no longer in the catalogue."""
        return tuple(path for record in self._strays() for path in _paths(record))

    def prune(self) -> None:
        """Remove orphans and their records; nothing that was not published from here."""
        with holding(self.store.publishing):
            for record in self._strays():
                for path in _paths(record):
                    inside(self.store.media, path).unlink(missing_ok=True)
                self.store.record_path(record.place).unlink(missing_ok=True)

    def page_is_stale(self) -> bool:
        """Tell whether the published page was made from other records, sources or libraries than
        there are now; a page that is not there is not stale."""
        entries = find_entries(self._records())
        fresh = self.page.fingerprint(find_listed(self.project.catalog, entries), entries)
        published = self._published_page()
        return published is not None and published.fingerprint != fresh

    def refresh(self) -> bool:
        """Bring the page and the manifest in line with the records; tell whether they were not."""
        with holding(self.store.publishing):
            files = AtomicFiles()
            try:
                changed = self._lists(files, self._records(), {})
                files.commit()
            finally:
                files.discard()
        return changed

    def _fill(
        self, files: AtomicFiles, new: Mapping[str, Record], coming: Mapping[str, Publication]
    ) -> None:
        for place, record in new.items():
            for path, source in coming[place].files.items():
                files.file(source, inside(self.store.media, path))
            files.content(self.store.record_path(place), record.dump())
        others = [each for each in self._records() if each.place not in new]
        fresh = {path: file for each in coming.values() for path, file in each.files.items()}
        self._lists(files, [*others, *new.values()], fresh)

    def _lists(
        self, files: AtomicFiles, records: Iterable[Record], fresh: Mapping[str, Path]
    ) -> bool:
        entries = find_entries(records)
        figures = find_listed(self.project.catalog, entries)
        fingerprint = self.page.fingerprint(figures, entries)
        html = self._current_page(fingerprint)
        if html is None:
            html = self.page.render(figures, entries, self.store.media, fresh)
        page = _page_artifact(self.store.page.name, html, fingerprint)
        manifest = Manifest(figures=figures, entries=entries, page=page).dump()
        changed = [
            (path, content)
            for path, content in ((self.store.page, html), (self.store.manifest, manifest))
            if self.store.read_bytes(path) != content
        ]
        for path, content in changed:
            self._clear(path)
            files.content(path, content)
        return bool(changed)

    def _current_page(self, fingerprint: str) -> bytes | None:
        """Return the page as it stands, where it is whole and has this fingerprint."""
        published, content = self._published_page(), self.store.read_bytes(self.store.page)
        if published is None or content is None or published.fingerprint != fingerprint:
            return None
        return content if digest(content) == published.sha256 else None

    def _published_page(self) -> Artifact | None:
        """Return what the manifest lists as the page, None where it cannot be read."""
        try:
            return read_manifest(self.store.manifest).page
        except ManifestError:
            return None

    def _records(self) -> list[Record]:
        return [record for record in self.store.records() if self._is_known(record)]

    def _strays(self) -> list[Record]:
        return [record for record in self.store.records() if not self._is_known(record)]

    def _is_known(self, record: Record) -> bool:
        return self.project.publishes(record.figure, Path(record.place).name)

    def _make_way(self, fresh: Iterable[str], old: Record | None) -> None:
        """Keep aside what is not ours to overwrite: content that no record knows."""
        known = {artifact.path: artifact.sha256 for artifact in old.artifacts} if old else {}
        for path in fresh:
            there = inside(self.store.media, path)
            if os.path.lexists(there):
                content = self.store.read_bytes(there)
                if content is None or digest(content) != known.get(path):
                    self.store.keep_aside(there)

    def _clear(self, path: Path) -> None:
        """Move a folder away: only a file can be replaced by one."""
        if path.is_dir() and not path.is_symlink():
            self.store.keep_aside(path)

    def _remove_replaced(self, old: Record | None, new: Record) -> None:
        kept = {artifact.path for artifact in new.artifacts}
        for artifact in old.artifacts if old else ():
            if artifact.path not in kept:
                inside(self.store.media, artifact.path).unlink(missing_ok=True)


def _paths(record: Record) -> tuple[str, ...]:
    return tuple(artifact.path for artifact in record.artifacts)


def _page_artifact(path: str, content: bytes, fingerprint: str) -> Artifact:
    return Artifact(
        kind=PAGE.kind,
        format=PAGE.name,
        path=path,
        sha256=digest(content),
        bytes=len(content),
        width=None,
        height=None,
        frames=None,
        fps=None,
        seconds=None,
        fingerprint=fingerprint,
    )


def _artifact(job: Job, fingerprint: Fingerprint, made: Made) -> Artifact:
    values: dict[str, Any] = asdict(made)
    del values["file"]
    path = path_of(job.place, made.format)
    return Artifact(path=path, fingerprint=of_file(fingerprint, job, made.format).digest, **values)


def _record(job: Job, fingerprint: Fingerprint, made: tuple[Artifact, ...]) -> Record:
    settings = Settings(
        lesson=job.lesson,
        theme=job.theme,
        profile=asdict(job.profile),
        transparent=job.transparent,
    )
    fingerprints = [of_file(fingerprint, job, artifact.format) for artifact in made]
    return Record(
        place=job.place,
        figure=job.figure.id,
        title=job.figure.title,
        caption=job.caption,
        alt=job.alt,
        settings=settings,
        artifacts=made,
        components={each.digest: dict(each.components) for each in fingerprints},
    )


def _kept(new: Record, old: Record | None) -> Record:
    """Return the new record with those artifacts of the old one that were not asked for now."""
    made = {artifact.format for artifact in new.artifacts}
    gone = made | ({CAPTIONS.name} if captioned(made) else set())
    rest = tuple(each for each in old.artifacts if each.format not in gone) if old else ()
    every = tuple(sorted((*new.artifacts, *rest), key=lambda artifact: artifact.path))
    known = {**(old.components if old else {}), **new.components}
    used = {each.fingerprint for each in every}
    components = {name: of for name, of in known.items() if name in used}
    return replace(new, artifacts=every, components=components)
