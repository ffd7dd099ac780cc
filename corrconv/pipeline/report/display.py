"""The progress display of a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.report.report import Plain, Reporter, line, printable
from corrconv.pipeline.workers.outcome import Outcome, Status, Summary

if TYPE_CHECKING:
    from rich.progress import Progress

GOOD, BAD = "green", "red"


def reporter(level: str) -> Reporter:
    """The display where somebody watches, plain lines elsewhere."""
    watched = (
        sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    )
    return Display(level) if watched and level in {"DEBUG", "INFO"} else Plain(level)


class Display(Plain):
    """A line for each job above a bar that says how far the build is."""

    def __init__(self, level: str) -> None:
        super().__init__(level)
        self._bar: Progress | None = None
        self._hands: dict[str, str] = {}

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
        """Name it beside the bar."""
        self._hands[job.place] = f"{job.figure.id} {job.theme}"
        self._show(0)

    def done(self, outcome: Outcome) -> None:
        """A line, and a step of the bar."""
        self._hands.pop(outcome.job.place, None)
        if outcome.status is not Status.CURRENT:
            self._print(line(outcome), GOOD if outcome.status.good else BAD)
        self._show(1)

    def warn(self, sentence: str) -> None:
        """A line above the bar."""
        self._print(f"warning: {sentence}", "yellow")

    def end(self, summary: Summary) -> None:
        """Take the bar away, then what every display says at its end."""
        self.close()
        super().end(summary)

    def close(self) -> None:
        """Take the bar away and show the cursor again."""
        if self._bar is not None:
            self._bar.stop()

    def _show(self, advance: int) -> None:
        if self._bar is not None:
            described = ", ".join(self._hands.values())
            self._bar.update(self._bar.task_ids[0], advance=advance, description=described)

    def _print(self, text: str, style: str) -> None:
        if self._bar is not None:
            self._bar.console.print(printable(text), style=style, markup=False, highlight=False)
