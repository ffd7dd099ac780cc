"""What is there for a job, and what has to be made for it to be current."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corrconv.formats.captions import CAPTIONS
from corrconv.formats.registry import captioned
from corrconv.pipeline.cache.fingerprint import Fingerprint, reasons, theme_parts_read
from corrconv.pipeline.cache.fingerprinter import of_file
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.record import Record, RecordError
from corrconv.pipeline.store.store import Store

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


def assess(store: Store, job: Job, key: Fingerprint) -> State:
    """Compare what is stored for `job` with `key`, reading every file of it."""
    try:
        record = store.read(job.place)
    except RecordError as error:
        damage = (f"the record of {job.place} {error}",)
        return State(None, True, damage, damage, job.formats)
    if record is None:
        return State(None, False, ("never built",), (), job.formats)
    return _compare(store, job, key, record)


def _compare(store: Store, job: Job, key: Fingerprint, record: Record) -> State:
    wanted = [artifact for artifact in record.artifacts if _wanted(job, artifact)]
    keys = fitted(record, wanted, job, key)
    faults = {each.format: each.fault(store.media) for each in wanted}
    damage = tuple(
        f"{each.path} {faults[each.format]}" for each in wanted if faults[each.format] is not None
    )
    missing = sorted(job.endings - set(keys))
    why = [
        *_changes(record, wanted, keys),
        *damage,
        *(f"has no {ending} yet" for ending in missing),
    ]
    good = {
        each.format
        for each in wanted
        if each.fingerprint == keys[each.format].digest and faults[each.format] is None
    }
    return State(record, False, tuple(why), damage, _formats(job, wanted, good))


def fitted(
    record: Record, artifacts: Iterable[Artifact], job: Job, key: Fingerprint
) -> dict[str, Fingerprint]:
    """The key of each artifact of `record`, by format, as `job`, whose whole key is `key`, would
    give it now: of the theme, it has what the artifact's own drawing has read. A drawing that
    finds the same there reads on the same way, so what it reads otherwise cannot matter."""
    known = {name: theme_parts_read(of) for name, of in record.components.items()}
    with_parts = {parts: key.with_theme_parts(parts) for parts in set(known.values())}
    own = {name: with_parts[parts] for name, parts in known.items()}
    return {
        each.format: of_file(own.get(each.fingerprint, key), job, each.format) for each in artifacts
    }


def _wanted(job: Job, artifact: Artifact) -> bool:
    return artifact.format in job.endings or (
        artifact.format == CAPTIONS.name and captioned(job.formats)
    )


def _changes(
    record: Record, wanted: list[Artifact], keys: Mapping[str, Fingerprint]
) -> tuple[str, ...]:
    phrases = changes(record, wanted, keys)
    if len(phrases) <= MOST_REASONS:
        return phrases
    return (*phrases[:MOST_REASONS], f"and {len(phrases) - MOST_REASONS} more changes")


def changes(
    record: Record, artifacts: Iterable[Artifact], keys: Mapping[str, Fingerprint]
) -> tuple[str, ...]:
    """Why artifacts of `record` are no longer those of `keys`, by format; each reason once."""
    found: dict[str, None] = {}
    for each in sorted(artifacts, key=lambda artifact: artifact.fingerprint):
        key = keys[each.format]
        if each.fingerprint != key.digest:
            old = record.components.get(each.fingerprint, {})
            found |= dict.fromkeys(reasons(old, key.components))
    return tuple(found)


def _formats(job: Job, wanted: list[Artifact], good: set[str]) -> tuple[str, ...]:
    """Formats that are not current; where only facts are missing, the cheapest one."""
    bad = {each.format for each in wanted} - good
    stale = tuple(
        ending
        for ending in job.formats
        if ending not in good or (CAPTIONS.name in bad and captioned([ending]))
    )
    return stale or job.formats[:1]
