"""Joining media folders: the shards of a build become what one build would have left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from corrconv.formats.registry import path_of
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.plan.request import RequestError
from corrconv.pipeline.project import Project
from corrconv.pipeline.store.agreement import conflict
from corrconv.pipeline.store.artifact import Artifact, read_plain
from corrconv.pipeline.store.atomic import require_writable
from corrconv.pipeline.store.names import inside
from corrconv.pipeline.store.publish import Arrival, Publisher
from corrconv.pipeline.store.record import Record, RecordError
from corrconv.pipeline.store.shard_signature import absent
from corrconv.pipeline.store.staging import Staging, remove_dead
from corrconv.pipeline.store.store import Store


@dataclass(frozen=True, slots=True)
class Merged:
    """How many jobs and files were joined; `missing` says, in sentences, what is not there that
    the shards tell of; `strays` are places that belong to no figure and were left out."""

    jobs: int
    files: int
    missing: tuple[str, ...]
    strays: tuple[str, ...]

    @property
    def exit_status(self) -> int:
        """0 where nothing is missing, 1 otherwise."""
        return 1 if self.missing else 0


@dataclass(frozen=True, slots=True)
class Found:
    """A record and the folder that it was found in."""

    folder: Path
    record: Record


@dataclass(frozen=True, slots=True)
class Joined:
    """The record that all folders together give one job, and the folder of each of its files."""

    record: Record
    folders: Mapping[str, Path]


def merge(project: Project, folders: Sequence[Path], media: Path) -> Merged:
    """Join `folders` in `media`. RequestError, before anything is touched, where one of them is no
    media folder, a file is not as it was published, or two of them disagree."""
    found = [each for folder in folders for each in _found(folder)]
    known = [each for each in found if project.publishes(each.record.figure, _name(each.record))]
    disagreement = conflict((each.folder, each.record) for each in known)
    if disagreement:
        raise RequestError(disagreement)
    joined = _joined(known)
    press = Publisher(Store(media), project)
    places = [each.record.place for each in joined]
    require_writable(press.store.folders(places), refuse_full=False)
    _publish(press, joined)
    return Merged(
        jobs=len(joined),
        files=sum(len(each.folders) for each in joined),
        missing=absent(folders),
        strays=tuple(f"{each.folder}: {each.record.place}" for each in found if each not in known),
    )


def _found(folder: Path) -> Iterator[Found]:
    """Every record of `folder`, its files checked."""
    store = Store(folder)
    if store.read_bytes(store.manifest) is None:
        raise RequestError(f"{folder}: has no manifest.json, wanted a folder that was built into")
    for place in store.places():
        try:
            record = store.read(place)
        except RecordError as error:
            raise RequestError(f"{folder}: the record of {place} {error}") from error
        for artifact in record.artifacts if record else ():
            if fault := _fault(folder, place, artifact):
                raise RequestError(f"{folder}: {artifact.path} {fault}")
        if record is not None:
            yield Found(folder, record)


def _fault(folder: Path, place: str, artifact: Artifact) -> str | None:
    if artifact.path != path_of(place, artifact.format):
        return f"does not belong to {place}"
    return artifact.fault(folder)


def _name(record: Record) -> str:
    return Path(record.place).name


def _joined(known: Sequence[Found]) -> tuple[Joined, ...]:
    """One record for each place; folders that hold other formats of it add to it."""
    places: dict[str, list[Found]] = {}
    for each in known:
        places.setdefault(each.record.place, []).append(each)
    return tuple(_union(found) for found in places.values())


def _union(found: Sequence[Found]) -> Joined:
    artifacts: dict[str, Artifact] = {}
    folders: dict[str, Path] = {}
    components: dict[str, Mapping[str, str]] = {}
    for each in found:
        components |= each.record.components
        for artifact in each.record.artifacts:
            artifacts.setdefault(artifact.path, artifact)
            folders.setdefault(artifact.path, each.folder)
    every = tuple(artifacts[path] for path in sorted(artifacts))
    return Joined(replace(found[0].record, artifacts=every, components=components), folders)


def _publish(press: Publisher, joined: Sequence[Joined]) -> None:
    """Copy what is not there yet and put it in place, all at once."""
    remove_dead(press.store)
    staging = Staging(press.store)
    try:
        press.put(
            [_copied(each, staging.new_folder()) for each in joined if not _there(press, each)]
        )
    finally:
        staging.clear()


def _there(press: Publisher, joined: Joined) -> bool:
    record, media = press.store.record_or_none(joined.record.place), press.store.media
    return record == joined.record and all(each.fault(media) is None for each in record.artifacts)


def _copied(joined: Joined, room: Path) -> Arrival:
    files = {}
    for number, artifact in enumerate(joined.record.artifacts):
        folder, copy = joined.folders[artifact.path], room / str(number)
        content = read_plain(inside(folder, artifact.path))
        if digest(content) != artifact.sha256:
            raise RequestError(f"{folder}: {artifact.path} changed while it was read")
        copy.write_bytes(content)
        files[artifact.path] = copy
    return Arrival(joined.record, files)
