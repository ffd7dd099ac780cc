"""The merge of media folders: the shards of a build become what one build would have left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from corrconv.formats.registry import path_of
from corrconv.pipeline.cache.fingerprint import FILE, SETTING, WORDS
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.artifact import Artifact, read_plain
from corrconv.pipeline.store.atomic import require_writable
from corrconv.pipeline.store.names import inside
from corrconv.pipeline.store.publish import Publication, Publisher
from corrconv.pipeline.store.record import Record, RecordError
from corrconv.pipeline.store.shard_signature import find_missing_shards
from corrconv.pipeline.store.staging import Staging, remove_dead
from corrconv.pipeline.store.store import Store

COMMON_SETTINGS = ("environment ", "schema")
"""Begin the settings that are the same in a whole build."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge: how many jobs and files were joined. `missing` says, in sentences,
    what the shards name and is not there; `strays` are places that belong to no figure and were
    left out."""

    jobs: int
    files: int
    missing: tuple[str, ...]
    strays: tuple[str, ...]

    @property
    def exit_status(self) -> int:
        """Return 0 where nothing is missing, 1 otherwise."""
        return 1 if self.missing else 0


@dataclass(frozen=True, slots=True)
class Found:
    """A record and the folder that it was found in."""

    folder: Path
    record: Record


@dataclass(frozen=True, slots=True)
class JoinedRecord:
    """The record that all folders together give for one job, and the folder of each file."""

    record: Record
    folders: Mapping[str, Path]


def merge(project: Project, folders: Sequence[Path], media: Path) -> Merged:
    """Join `folders` in `media`. RequestError, before anything is touched, where one of them is no
    media folder, a file is not as it was published, or two of them disagree."""
    found = [each for folder in folders for each in _found(folder)]
    known = [each for each in found if project.publishes(each.record.figure, _name(each.record))]
    disagreement = _conflict(known)
    if disagreement:
        raise RequestError(disagreement)
    joined = _joined(known)
    publisher = Publisher(Store(media), project)
    places = [each.record.place for each in joined]
    require_writable(publisher.store.folders(places), refuse_full=False)
    _publish(publisher, joined)
    return Merged(
        jobs=len(joined),
        files=sum(len(each.folders) for each in joined),
        missing=find_missing_shards(folders),
        strays=tuple(f"{each.folder}: {each.record.place}" for each in found if each not in known),
    )


def _found(folder: Path) -> Iterator[Found]:
    """Yield every record of `folder`, its files checked."""
    store = Store(folder)
    if store.read_bytes(store.manifest) is None:
        raise RequestError(f"{folder}: has no manifest.json, wanted a folder that was built into")
    for place in store.places():
        try:
            record = store.read(place)
        except RecordError as error:
            raise RequestError(f"{folder}: the record of {place} {error}") from error
        for artifact in record.artifacts if record else ():
            if fault := _find_fault(folder, place, artifact):
                raise RequestError(f"{folder}: {artifact.path} {fault}")
        if record is not None:
            yield Found(folder, record)


def _find_fault(folder: Path, place: str, artifact: Artifact) -> str | None:
    if artifact.path != path_of(place, artifact.format):
        return f"does not belong to {place}"
    return artifact.fault(folder)


def _name(record: Record) -> str:
    return Path(record.place).name


def _joined(known: Sequence[Found]) -> tuple[JoinedRecord, ...]:
    """Return one record for each place; folders that hold other formats of it add to it."""
    places: dict[str, list[Found]] = {}
    for each in known:
        places.setdefault(each.record.place, []).append(each)
    return tuple(_union(found) for found in places.values())


def _union(found: Sequence[Found]) -> JoinedRecord:
    artifacts: dict[str, Artifact] = {}
    folders: dict[str, Path] = {}
    components: dict[str, Mapping[str, str]] = {}
    for each in found:
        components |= each.record.components
        for artifact in each.record.artifacts:
            artifacts.setdefault(artifact.path, artifact)
            folders.setdefault(artifact.path, each.folder)
    every = tuple(artifacts[path] for path in sorted(artifacts))
    return JoinedRecord(replace(found[0].record, artifacts=every, components=components), folders)


def _publish(publisher: Publisher, joined: Sequence[JoinedRecord]) -> None:
    """Copy what is not there yet and put it in place, all at once."""
    remove_dead(publisher.store)
    staging = Staging(publisher.store)
    try:
        publisher.put(
            [_copied(each, staging.new_folder()) for each in joined if not _there(publisher, each)]
        )
    finally:
        staging.clear()


def _there(publisher: Publisher, joined: JoinedRecord) -> bool:
    record, media = publisher.store.record_or_none(joined.record.place), publisher.store.media
    return record == joined.record and all(each.fault(media) is None for each in record.artifacts)


def _copied(joined: JoinedRecord, target: Path) -> Publication:
    files = {}
    for number, artifact in enumerate(joined.record.artifacts):
        folder, copy = joined.folders[artifact.path], target / str(number)
        content = read_plain(inside(folder, artifact.path))
        if digest(content) != artifact.sha256:
            raise RequestError(f"{folder}: {artifact.path} changed while it was read")
        copy.write_bytes(content)
        files[artifact.path] = copy
    return Publication(joined.record, files)


def _conflict(found: Iterable[Found]) -> str | None:
    """Return the first thing that two records say differently, as a sentence, or None.

    One build has one version of every library and every source, so no two of its records differ
    in one; and there is one content for each path, and one caption for each figure.
    """
    said: dict[str, tuple[str, str]] = {}
    for each in found:
        for subject, value in _statements(each.record):
            where = f"{each.folder} ({each.record.place})"
            first, there = said.setdefault(subject, (value, where))
            if first != value:
                return (
                    f"{there} and {where} disagree on {subject}: {_short(first)} and "
                    f"{_short(value)}; build them from the same sources with the same versions"
                )
    return None


def _statements(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what a record says of a whole build: subjects, and their values."""
    for fingerprint in sorted({artifact.fingerprint for artifact in record.artifacts}):
        for component, value in sorted(record.components.get(fingerprint, {}).items()):
            if subject := _common(component, record):
                yield subject, value
    for artifact in record.artifacts:
        yield f"the fingerprint of {artifact.path}", artifact.fingerprint
        yield f"the content of {artifact.path}", artifact.sha256
    for name in ("figure", "title", "caption", "alt"):
        yield f"the {name} of {record.place}", getattr(record, name)


def _common(component: str, record: Record) -> str | None:
    """Return what to call a component that is the same in a whole build; None for others."""
    kind, _, name = component.partition(":")
    if kind == WORDS or (kind == SETTING and not name.startswith(COMMON_SETTINGS)):
        return None
    if kind == FILE and name.startswith("lessons/"):
        return f"the lesson {record.settings.lesson}"
    return f"the {kind} {name}"


def _short(value: str) -> str:
    return value if len(value) < 64 else f"{value[:12]}…"
