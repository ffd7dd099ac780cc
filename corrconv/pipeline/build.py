"""The build: from a plan to published files and a summary."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corrconv.pipeline.cache.fingerprint import Fingerprint
from corrconv.pipeline.cache.fingerprinter import Fingerprinter
from corrconv.pipeline.cache.rebuild import State, assess
from corrconv.pipeline.plan.plan import Job, Plan
from corrconv.pipeline.report.reporter import Events, Reporter
from corrconv.pipeline.store.atomic import require_writable, write_error
from corrconv.pipeline.store.publish import Publisher
from corrconv.pipeline.store.shard_signature import sign_shard
from corrconv.pipeline.store.staging import remove_dead
from corrconv.pipeline.store.store import Store
from corrconv.pipeline.workers.executor import Executor
from corrconv.pipeline.workers.interrupt import Interrupt
from corrconv.pipeline.workers.outcome import Outcome, Status, Summary
from corrconv.pipeline.workers.scheduler import Attempt, Scheduler

ConnectExecutor = Callable[[Sequence[Fingerprint]], Executor]
"""Returns an executor for jobs with these fingerprints; RequestError where it is not fit."""


@dataclass(frozen=True, slots=True)
class AssessedJob:
    """A job, its fingerprint, and the state of what is published for it."""

    job: Job
    fingerprint: Fingerprint
    state: State


def assess_jobs(plan: Plan, store: Store | None = None) -> tuple[AssessedJob, ...]:
    """Compare every job of `plan` with what is published in its media folder. Writes nothing."""
    return _assess(plan, plan.jobs(), store or Store(plan.media))


def _assess(plan: Plan, jobs: Iterable[Job], store: Store) -> tuple[AssessedJob, ...]:
    fingerprinter = Fingerprinter(plan.project, plan.lesson_path)
    found = [(job, fingerprinter.fingerprint(job)) for job in jobs]
    return tuple(
        AssessedJob(job, fingerprint, assess(store, job, fingerprint)) for job, fingerprint in found
    )


def explanation(plan: Plan) -> str:
    """Return a line for each job: that it is current, or why it would be made."""
    return "\n".join(
        f"{each.job.label}: current"
        if each.state.current
        else f"{each.job.label}: would be made: {'; '.join(each.state.reasons)}"
        for each in assess_jobs(plan)
    )


def build(
    plan: Plan,
    reporter: Reporter,
    prune: bool = False,
    connect: ConnectExecutor | None = None,
) -> Summary:
    """Make what is not current, by the executor that `connect` returns or by workers of this
    machine. RequestError, before anything is touched, where that cannot be."""
    events = Events(reporter)
    try:
        summary = _build(Publisher(Store(plan.media), plan.project), plan, events, prune, connect)
    finally:
        reporter.close()
    reporter.end(summary)
    return summary


def _build(
    publisher: Publisher, plan: Plan, events: Events, prune: bool, connect: ConnectExecutor | None
) -> Summary:
    store, jobs = publisher.store, plan.jobs()
    notes = [*store.make_way(job.place for job in jobs), *_missing_lists(store)]
    assessed = _assess(plan, jobs, store)
    outdated = [each for each in assessed if not each.state.current]
    if outdated:
        folders = publisher.store.folders([each.job.place for each in outdated])
        require_writable(folders, refuse_full=False)
    executor = connect([each.fingerprint for each in outdated]) if connect and outdated else None
    events.begin(len(assessed))
    for note in notes:
        events.warn(note)
    with Interrupt() as interrupt:
        restated = _report_current(publisher, events, assessed)
        if outdated:
            _render(publisher, plan, interrupt, events, outdated, executor)
            _warn_of_budgets(publisher, events, outdated)
        expected = restated or bool(outdated) or prune or bool(notes)
        listed = _refresh(publisher, events, prune, expected)
        interrupted = interrupt.asked
    summary = Summary(
        tuple(events.outcomes[each.job.place] for each in assessed),
        tuple(events.warnings),
        publisher.orphans(),
        interrupted and any(o.status is Status.INTERRUPTED for o in events.outcomes.values()),
        listed,
    )
    if plan.shard is not None:
        whole = replace(plan, shard=None).jobs()
        sign_shard(publisher.store, whole, plan.shard, complete=summary.exit_status == 0)
    return summary


def _missing_lists(store: Store) -> Iterator[str]:
    """Yield a sentence for the manifest and the page where there are records and they are gone."""
    for path in (store.manifest, store.page):
        if not os.path.lexists(path) and any(store.places()):
            yield f"{path.name} was gone: it is written again"


def _report_current(publisher: Publisher, events: Events, assessed: Sequence[AssessedJob]) -> bool:
    """Report the jobs that are current; tell whether the words of one had changed."""
    changed = False
    for each in assessed:
        if each.state.current and each.state.record:
            changed = publisher.restate(each.job, each.state.record) or changed
            events.done(Outcome(each.job, Status.CURRENT))
    return changed


def _render(
    publisher: Publisher,
    plan: Plan,
    interrupt: Interrupt,
    events: Events,
    outdated: Sequence[AssessedJob],
    executor: Executor | None,
) -> None:
    """Render the longest first: one that is begun last would be waited for alone."""
    remove_dead(publisher.store)
    attempts = [Attempt(each.job, each.fingerprint) for each in outdated]
    attempts.sort(key=lambda attempt: -attempt.job.cost)
    Scheduler(publisher, plan, interrupt, events, executor).run(attempts)


def _warn_of_budgets(publisher: Publisher, events: Events, outdated: Sequence[AssessedJob]) -> None:
    """Warn of every file of what was made that is over its format's budget."""
    for each in outdated:
        record = publisher.store.record_or_none(each.job.place)
        for artifact in record.artifacts if record else ():
            if artifact.over_budget:
                events.warn(f"{artifact.path}: {artifact.over_budget}")


def _refresh(publisher: Publisher, events: Events, prune: bool, expected: bool) -> bool:
    """Bring the manifest and the page in line with the records; tell whether they are now.

    Where nothing was done they should be right already, and a warning says that they were not.
    """
    for place in publisher.store.damaged():
        events.warn(f"the record of {place} is damaged: it is left out until it is made again")
    try:
        if prune:
            publisher.prune()
        if publisher.refresh() and not expected:
            events.warn("manifest.json or index.html was not as it was left: written again")
    except OSError as error:
        events.warn(write_error(error))
        return False
    return True
