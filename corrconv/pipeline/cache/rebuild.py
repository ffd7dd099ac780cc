"""The state of a job: what is published for it, and what has to be made for it to be current."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corrconv.formats.registry import captioned
from corrconv.formats.subtitles import CAPTIONS
from corrconv.pipeline.cache.fingerprint import Fingerprint, reasons, theme_parts_read
from corrconv.pipeline.cache.fingerprinter import of_file
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.record import Record, RecordError
from corrconv.pipeline.store.store import Store

MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class State:
    """The state of a job. `reasons` say why it has to be rendered, none where all is current;
    `damage` names what is not as it was left; `formats` are those to make."""

    record: Record | None
    record_damaged: bool
    reasons: tuple[str, ...]
    damage: tuple[str, ...]
    formats: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Tell whether the fingerprint and every stored digest and size match."""
        return not self.reasons

    @property
    def published(self) -> bool:
        """Tell whether an older version is there."""
        return self.record is not None


def assess(store: Store, job: Job, whole: Fingerprint) -> State:
    """Compare what is stored for `job` with its fingerprint, reading every file of it."""
    try:
        record = store.read(job.place)
    except RecordError as error:
        damage = (f"the record of {job.place} {error}",)
        return State(None, True, damage, damage, job.formats)
    if record is None:
        return State(None, False, ("never built",), (), job.formats)
    return _compare(store, job, whole, record)


def _compare(store: Store, job: Job, whole: Fingerprint, record: Record) -> State:
    chosen = [artifact for artifact in record.artifacts if _is_chosen(job, artifact)]
    fresh = expected_fingerprints(record, chosen, job, whole)
    faults = {each.format: each.fault(store.media) for each in chosen}
    damage = tuple(
        f"{each.path} {faults[each.format]}" for each in chosen if faults[each.format] is not None
    )
    missing = sorted(job.endings - set(fresh))
    why = [
        *_changes(record, chosen, fresh),
        *damage,
        *(f"has no {ending} yet" for ending in missing),
    ]
    good = {
        each.format
        for each in chosen
        if each.fingerprint == fresh[each.format].digest and faults[each.format] is None
    }
    return State(record, False, tuple(why), damage, _formats(job, chosen, good))


def expected_fingerprints(
    record: Record, artifacts: Iterable[Artifact], job: Job, whole: Fingerprint
) -> dict[str, Fingerprint]:
    """Return the fingerprint that each artifact of `record`, by format, would have now. `whole` is
    that of `job`: of its theme, an artifact has what its own drawing has read. A drawing that
    finds the same there reads on the same way, so what it reads otherwise cannot matter."""
    known = {name: theme_parts_read(of) for name, of in record.components.items()}
    with_parts = {parts: whole.with_theme_parts(parts) for parts in set(known.values())}
    own = {name: with_parts[parts] for name, parts in known.items()}
    found = {each: own.get(each.fingerprint, whole) for each in artifacts}
    return {each.format: of_file(base, job, each.format) for each, base in found.items()}


def _is_chosen(job: Job, artifact: Artifact) -> bool:
    return artifact.format in job.endings or (
        artifact.format == CAPTIONS.name and captioned(job.formats)
    )


def _changes(
    record: Record, chosen: list[Artifact], fresh: Mapping[str, Fingerprint]
) -> tuple[str, ...]:
    phrases = find_changes(record, chosen, fresh)
    if len(phrases) <= MOST_REASONS:
        return phrases
    return (*phrases[:MOST_REASONS], f"and {len(phrases) - MOST_REASONS} more changes")


def find_changes(
    record: Record, artifacts: Iterable[Artifact], fresh: Mapping[str, Fingerprint]
) -> tuple[str, ...]:
    """Return why artifacts of `record` no longer have these fingerprints, which are by format; each
    reason once."""
    found: dict[str, None] = {}
    for each in sorted(artifacts, key=lambda artifact: artifact.fingerprint):
        now = fresh[each.format]
        if each.fingerprint != now.digest:
            old = record.components.get(each.fingerprint, {})
            found |= dict.fromkeys(reasons(old, now.components))
    return tuple(found)


def _formats(job: Job, chosen: list[Artifact], good: set[str]) -> tuple[str, ...]:
    """Return the formats that are not current; where only facts are missing, the cheapest one."""
    bad = {each.format for each in chosen} - good
    stale = tuple(
        ending
        for ending in job.formats
        if ending not in good or (CAPTIONS.name in bad and captioned([ending]))
    )
    return stale or job.formats[:1]
