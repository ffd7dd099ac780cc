"""Reporters of a build while it runs: plain lines, or a progress display on a terminal."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.report.console import print_line, printable
from corrconv.pipeline.workers.outcome import Outcome, Status, Summary

if TYPE_CHECKING:
    from rich.progress import Progress

LOG_LINES = 6
"""Lines of a log in the closing words; the report files and the log have more."""

GOOD, BAD, WARNING = "green", "red", "yellow"


class Reporter(Protocol):
    """Receive the events of a build."""

    def begin(self, total: int) -> None:
        """Receive the number of jobs that are to be brought to an outcome."""

    def begun(self, job: Job) -> None:
        """Receive a job that a worker has in hand now."""

    def done(self, outcome: Outcome) -> None:
        """Receive the outcome of a job."""

    def warn(self, sentence: str) -> None:
        """Receive what was not as it should be and was put right."""

    def end(self, summary: Summary) -> None:
        """Receive the summary, after all other events."""

    def close(self) -> None:
        """Leave the terminal as it was; also after an error, when there is no end."""


class SilentReporter:
    """Print nothing: what went wrong stands in the summary."""

    def begin(self, total: int) -> None:
        """Print nothing."""

    def begun(self, job: Job) -> None:
        """Print nothing."""

    def done(self, outcome: Outcome) -> None:
        """Print nothing."""

    def warn(self, sentence: str) -> None:
        """Print nothing."""

    def end(self, summary: Summary) -> None:
        """Print nothing."""

    def close(self) -> None:
        """Leave the terminal alone."""


class LineReporter(SilentReporter):
    """Print one line for each job, without colours and cursor movement.

    `level` is one of DEBUG, INFO, WARNING, ERROR, as manim's -v has them: DEBUG adds what is
    begun, WARNING and ERROR leave out what went well.
    """

    def __init__(self, level: str = "INFO") -> None:
        self._level = level

    def begun(self, job: Job) -> None:
        """Print a line at level DEBUG only."""
        if self._level == "DEBUG":
            print_line(f"begun {job.label}")

    def done(self, outcome: Outcome) -> None:
        """Print a line for what was made or went wrong."""
        quiet = self._level in {"WARNING", "ERROR", "CRITICAL"}
        if not (quiet and outcome.status.good):
            print_line(describe_outcome(outcome))

    def warn(self, sentence: str) -> None:
        """Print a line on the error stream."""
        if self._level not in {"ERROR", "CRITICAL"}:
            print_line(f"warning: {sentence}", sys.stderr)

    def end(self, summary: Summary) -> None:
        """Print log lines of what failed, then the counts."""
        for line in describe_summary(summary):
            print_line(line)


class ProgressReporter(LineReporter):
    """Print a line for each job above a bar that says how far the build is."""

    def __init__(self, level: str) -> None:
        super().__init__(level)
        self._bar: Progress | None = None
        self._running: dict[str, str] = {}

    def begin(self, total: int) -> None:
        """Show the bar."""
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeElapsedColumn as Elapsed

        self._bar = Progress(
            BarColumn(20), MofNCompleteColumn(), Elapsed(), TextColumn("{task.description}")
        )
        self._bar.add_task("", total=total)
        self._bar.start()

    def begun(self, job: Job) -> None:
        """Name the job beside the bar."""
        self._running[job.place] = f"{job.figure.id} {job.theme}"
        self._update(0)

    def done(self, outcome: Outcome) -> None:
        """Print a line, and advance the bar."""
        self._running.pop(outcome.job.place, None)
        if outcome.status is not Status.CURRENT:
            self._print(describe_outcome(outcome), GOOD if outcome.status.good else BAD)
        self._update(1)

    def warn(self, sentence: str) -> None:
        """Print a line above the bar."""
        self._print(f"warning: {sentence}", WARNING)

    def end(self, summary: Summary) -> None:
        """Take the bar away, then print what every reporter prints at its end."""
        self.close()
        super().end(summary)

    def close(self) -> None:
        """Take the bar away and show the cursor again."""
        if self._bar is not None:
            self._bar.stop()

    def _update(self, advance: int) -> None:
        if self._bar is not None:
            running = ", ".join(self._running.values())
            self._bar.update(self._bar.task_ids[0], advance=advance, description=running)

    def _print(self, text: str, style: str) -> None:
        if self._bar is not None:
            self._bar.console.print(printable(text), style=style, markup=False, highlight=False)


def make_reporter(level: str) -> Reporter:
    """Return a progress display where somebody watches, plain lines elsewhere."""
    watched = (
        sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    )
    return (
        ProgressReporter(level) if watched and level in {"DEBUG", "INFO"} else LineReporter(level)
    )


@dataclass(slots=True)
class Events:
    """Remember the outcomes, by the job's place, and the warnings of a build, and pass every event
    on to a reporter."""

    reporter: Reporter
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def begin(self, total: int) -> None:
        """Pass the number of jobs on."""
        self.reporter.begin(total)

    def begun(self, job: Job) -> None:
        """Pass the job on."""
        self.reporter.begun(job)

    def done(self, outcome: Outcome) -> None:
        """Keep the outcome and pass it on."""
        self.outcomes[outcome.job.place] = outcome
        self.reporter.done(outcome)

    def warn(self, sentence: str) -> None:
        """Keep the sentence and pass it on."""
        self.warnings.append(sentence)
        self.reporter.warn(sentence)


def describe_outcome(outcome: Outcome) -> str:
    """Return one outcome in one line."""
    text = f"{outcome.status.value} {outcome.job.label}"
    if outcome.status is Status.MADE:
        endings = ", ".join(path.removeprefix(outcome.job.place) for path in outcome.paths)
        text += f" ({outcome.seconds:.1f} s): {outcome.job.place} {endings}"
    elif outcome.reason:
        text += f": {outcome.reason}"
    if outcome.attempts > 1:
        number = {2: "second", 3: "third"}[outcome.attempts]
        text += f" ({number} attempt{', alone' if outcome.alone else ''})"
    return text + ("; the older version stays, stale" if outcome.stale else "")


def describe_summary(summary: Summary) -> list[str]:
    """Return the lines that a build ends with."""
    lines: list[str] = []
    for outcome in summary.outcomes:
        if outcome.tail:
            lines.append(f"--- {outcome.job.label}: last lines of {outcome.log}")
            lines.extend(f"    {line}" for line in outcome.tail[-LOG_LINES:])
    for path in summary.orphans:
        lines.append(f"orphan {path}: belongs to no figure; --prune removes it")
    counts = ((summary.count(status), status.value) for status in Status)
    return [*lines, ", ".join(f"{count} {name}" for count, name in counts if count)]
