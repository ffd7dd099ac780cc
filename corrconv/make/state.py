"""What is there for a job, and what has to be made for it to be current."""

from __future__ import annotations

from dataclasses import dataclass

from corrconv.make.artifact import Artifact
from corrconv.make.key import Key, reasons
from corrconv.make.plan import KIND_OF, Job
from corrconv.make.record import Record, RecordError
from corrconv.make.store import Store

MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class State:
    """`reasons` say why the job has to be rendered, none where all is current; `damage` names
    what is not as it was left; `formats` are those to make."""

    record: Record | None
    record_damaged: bool
    reasons: tuple[str, ...]
    damage: tuple[str, ...]
    formats: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Whether the key and every stored digest and size match."""
        return not self.reasons

    @property
    def published(self) -> bool:
        """Whether an older version is there."""
        return self.record is not None


def assess(store: Store, job: Job, key: Key) -> State:
    """Compare what is stored for `job` with `key`, reading every file of it."""
    try:
        record = store.read(job.place)
    except RecordError as error:
        damage = (f"the record of {job.place} {error}",)
        return State(None, True, damage, damage, job.formats)
    if record is None:
        return State(None, False, ("never built",), (), job.formats)
    return _compare(store, job, key, record)


def _compare(store: Store, job: Job, key: Key, record: Record) -> State:
    wanted = [artifact for artifact in record.artifacts if _wanted(job, artifact)]
    faults = {each.kind: each.fault(store.media) for each in wanted}
    damage = tuple(
        f"{each.path} {faults[each.kind]}" for each in wanted if faults[each.kind] is not None
    )
    missing = sorted(job.kinds - {artifact.kind for artifact in wanted})
    why = [
        *_changes(record, wanted, key),
        *damage,
        *(f"has no {kind} yet" for kind in missing),
    ]
    good = {each.kind for each in wanted if each.key == key.digest and faults[each.kind] is None}
    return State(record, False, tuple(why), damage, _formats(job, wanted, good))


def _wanted(job: Job, artifact: Artifact) -> bool:
    return artifact.kind in job.kinds or (artifact.kind == "captions" and "mp4" in job.formats)


def _changes(record: Record, wanted: list[Artifact], key: Key) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for old in sorted({artifact.key for artifact in wanted} - {key.digest}):
        found |= dict.fromkeys(reasons(record.components.get(old, {}), key.components))
    phrases = tuple(found)
    if len(phrases) <= MOST_REASONS:
        return phrases
    return (*phrases[:MOST_REASONS], f"and {len(phrases) - MOST_REASONS} more changes")


def _formats(job: Job, wanted: list[Artifact], good: set[str]) -> tuple[str, ...]:
    """Formats that are not current; where only facts are missing, the cheapest one."""
    bad = {each.kind for each in wanted} - good
    stale = tuple(
        ending
        for ending in job.formats
        if KIND_OF[ending] not in good or (ending == "mp4" and "captions" in bad)
    )
    return stale or job.formats[:1]
