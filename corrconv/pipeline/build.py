"""A build: from an order to a summary."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from corrconv.formats.budget import overweight
from corrconv.pipeline.cache.fingerprint import Fingerprint
from corrconv.pipeline.cache.fingerprinter import Fingerprinter
from corrconv.pipeline.cache.state import State, assess
from corrconv.pipeline.plan.plan import Job, plan
from corrconv.pipeline.plan.request import BuildRequest, RequestError
from corrconv.pipeline.project import Project
from corrconv.pipeline.report.events import Notes
from corrconv.pipeline.report.report import Reporter
from corrconv.pipeline.store.atomic import fresh_name, write_error
from corrconv.pipeline.store.publish import Publisher
from corrconv.pipeline.store.shard_signature import sign
from corrconv.pipeline.store.staging import remove_dead
from corrconv.pipeline.store.store import Store
from corrconv.pipeline.workers.executor import Executor
from corrconv.pipeline.workers.interrupt import Interrupt
from corrconv.pipeline.workers.outcome import Outcome, Status, Summary
from corrconv.pipeline.workers.scheduler import Attempt, Scheduler

SPACE = (errno.ENOSPC, errno.EDQUOT)
"""A full disk is the affair of each figure: others may need no space."""


class UnwritableError(RequestError):
    """The media folder cannot be written."""


@dataclass(frozen=True, slots=True)
class Need:
    """A job, its key, and what is there for it."""

    job: Job
    key: Fingerprint
    state: State


def needs(project: Project, order: BuildRequest, store: Store | None = None) -> tuple[Need, ...]:
    """What is there, and what is not, for every job of the order. Writes nothing."""
    store = store or Store(order.media)
    fingerprinter = Fingerprinter(project, order.lesson_path)
    jobs = plan(project, order)
    keys = [fingerprinter.fingerprint(job) for job in jobs]
    return tuple(
        Need(job, key, assess(store, job, key)) for job, key in zip(jobs, keys, strict=True)
    )


Hire = Callable[[Sequence[Fingerprint]], Executor]
"""Finds a floor for jobs with these keys; RequestError where it is not fit for them."""


def build(
    project: Project,
    order: BuildRequest,
    reporter: Reporter,
    prune: bool = False,
    hire: Hire | None = None,
) -> Summary:
    """Make what is not current, on this machine or on the floor that `hire` finds. RequestError,
    before anything is touched, where that cannot be."""
    notes = Notes(reporter)
    try:
        summary = _build(Publisher(Store(order.media), project), order, notes, prune, hire)
    finally:
        reporter.close()
    reporter.end(summary)
    return summary


def _build(
    press: Publisher, order: BuildRequest, notes: Notes, prune: bool, hire: Hire | None
) -> Summary:
    found = needs(press.project, order, press.store)
    wanting = [need for need in found if not need.state.current]
    if wanting:
        require_writable(press.store, [need.job.place for need in wanting])
    floor = hire([need.key for need in wanting]) if hire and wanting else None
    notes.begin(len(found))
    with Interrupt() as interrupt:
        changed = _greet_current(press, notes, found)
        if wanting:
            _render(press, order, interrupt, notes, wanting, floor)
            _weigh(press, notes, wanting)
        listed = _refresh(press, notes, prune, expected=changed or bool(wanting) or prune)
        asked = interrupt.asked
    summary = Summary(
        tuple(notes.outcomes[need.job.place] for need in found),
        tuple(notes.warnings),
        press.orphans(),
        asked and any(o.status is Status.INTERRUPTED for o in notes.outcomes.values()),
        listed,
    )
    if order.shard is not None:
        whole = plan(press.project, replace(order, shard=None))
        sign(press.store, whole, order.shard, complete=summary.exit_status == 0)
    return summary


def _greet_current(press: Publisher, notes: Notes, found: Sequence[Need]) -> bool:
    """Report what is current; whether only its words had changed."""
    changed = False
    for need in found:
        if need.state.current and need.state.record:
            changed = press.restate(need.job, need.state.record) or changed
            notes.done(Outcome(need.job, Status.CURRENT))
    return changed


def _render(
    press: Publisher,
    order: BuildRequest,
    interrupt: Interrupt,
    notes: Notes,
    wanting: Sequence[Need],
    floor: Executor | None,
) -> None:
    """The longest first: one that is begun last would be waited for alone."""
    remove_dead(press.store)
    attempts = [Attempt(need.job, need.key) for need in wanting]
    attempts.sort(key=lambda attempt: -attempt.job.cost)
    Scheduler(press, order, interrupt, notes, floor).run(attempts)


def _weigh(press: Publisher, notes: Notes, wanting: Sequence[Need]) -> None:
    """Warn of every file of what was made that is over its format's budget."""
    for need in wanting:
        record = press.store.record_or_none(need.job.place)
        for said in overweight(record.artifacts if record else ()):
            notes.warn(said)


def _refresh(press: Publisher, notes: Notes, prune: bool, expected: bool) -> bool:
    """The lists follow from the records; where nothing was done they should be right already.
    Whether they are now."""
    there = os.path.lexists(press.store.manifest)
    for place in press.store.damaged():
        notes.warn(f"the record of {place} is damaged: it is left out until it is made again")
    try:
        if prune:
            press.prune()
        if press.refresh() and not expected and there:
            notes.warn("manifest.json or index.html was not as it was left: written again")
    except OSError as error:
        notes.warn(write_error(error))
        return False
    return True


def require_writable(store: Store, places: Iterable[str]) -> None:
    """UnwritableError, naming the folder, unless files can be made where they will be needed."""
    folders = {store.media, store.state} | {(store.media / place).parent for place in places}
    for folder in sorted(folders):
        probe = folder / fresh_name()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe.touch(exist_ok=False)
            probe.unlink()
        except OSError as error:
            if error.errno in SPACE:
                continue
            raise UnwritableError(f"{folder} cannot be written: {error.strerror}") from error
