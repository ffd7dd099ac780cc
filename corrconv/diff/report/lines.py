"""A comparison as plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from corrconv.diff.result import Comparison, Result, Status
from corrconv.pipeline.report.report import say


def tell(result: Result) -> None:
    """Print a figure that has something to look at."""
    for line in lines(result):
        say(line)


def lines(result: Result) -> Iterator[str]:
    """A figure that has something to look at, and each change of it; nothing for others."""
    subject = result.subject
    if result.status.changed:
        yield f"{result.status.value} {subject.label}, {subject.lesson}/{subject.profile}"
        for change in result.changes:
            yield f"    {subject.figure}: {change.sentence}"
    elif result.status is Status.WITHIN:
        for note in result.notes:
            yield f"{result.status.value} {subject.label}: {note}"


def closing(comparison: Comparison) -> Iterator[str]:
    """What was left out, and the counts."""
    yield from comparison.remarks
    yield comparison.summary
