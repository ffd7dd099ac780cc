"""What a build remembers of what it has told."""

from __future__ import annotations

from dataclasses import dataclass, field

from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.report.report import Reporter
from corrconv.pipeline.workers.outcome import Outcome


@dataclass(slots=True)
class Notes:
    """A reporter that also remembers, and passes everything on."""

    reporter: Reporter
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def begin(self, total: int) -> None:
        """Pass on."""
        self.reporter.begin(total)

    def begun(self, job: Job) -> None:
        """Pass on."""
        self.reporter.begun(job)

    def done(self, outcome: Outcome) -> None:
        """Keep the outcome."""
        self.outcomes[outcome.job.place] = outcome
        self.reporter.done(outcome)

    def warn(self, sentence: str) -> None:
        """Keep the sentence."""
        self.warnings.append(sentence)
        self.reporter.warn(sentence)
