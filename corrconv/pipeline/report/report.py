"""Telling what happens while it happens: plain lines, or a progress display on a terminal."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import Protocol, TextIO

from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.workers.outcome import Outcome, Status, Summary

SHOWN = 6
"""Lines of a log in the closing words; the report files and the log have more."""


_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class Reporter(Protocol):
    """What a build tells while it works."""

    def begin(self, total: int) -> None:
        """So many jobs are to be brought to an outcome."""

    def begun(self, job: Job) -> None:
        """A worker has `job` in hand."""

    def done(self, outcome: Outcome) -> None:
        """A job has its outcome."""

    def warn(self, sentence: str) -> None:
        """Something was not as it should be and was put right."""

    def end(self, summary: Summary) -> None:
        """All is done."""

    def close(self) -> None:
        """Leave the terminal as it was; also after an error, when there is no end."""


class Plain:
    """One line for each job, no colours, no cursor movement.

    `level` is one of DEBUG, INFO, WARNING, ERROR, as manim's -v has them: DEBUG adds what is
    begun, WARNING and ERROR leave out what went well.
    """

    def __init__(self, level: str = "INFO") -> None:
        self._level = level

    def begin(self, total: int) -> None:
        """Nothing to say yet."""

    def begun(self, job: Job) -> None:
        """A line at level DEBUG only."""
        if self._level == "DEBUG":
            say(f"begun {job.label}")

    def done(self, outcome: Outcome) -> None:
        """A line for what was made or went wrong."""
        quiet = self._level in {"WARNING", "ERROR", "CRITICAL"}
        if not (quiet and outcome.status.good):
            say(line(outcome))

    def warn(self, sentence: str) -> None:
        """A line on the error stream."""
        if self._level not in {"ERROR", "CRITICAL"}:
            say(f"warning: {sentence}", sys.stderr)

    def end(self, summary: Summary) -> None:
        """Log lines of what failed, then the count."""
        for text in closing(summary):
            say(text)

    def close(self) -> None:
        """Nothing to put back."""


def line(outcome: Outcome) -> str:
    """One outcome in one line."""
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


def closing(summary: Summary) -> list[str]:
    """What a build says at its end."""
    texts: list[str] = []
    for outcome in summary.outcomes:
        if outcome.tail:
            texts.append(f"--- {outcome.job.label}: last lines of {outcome.log}")
            texts.extend(f"    {said}" for said in outcome.tail[-SHOWN:])
    for path in summary.orphans:
        texts.append(f"orphan {path}: belongs to no figure; --prune removes it")
    counts = ((summary.count(status), status.value) for status in Status)
    return [*texts, ", ".join(f"{count} {name}" for count, name in counts if count)]


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a line. A reader that has gone away, a full disk behind it or no stream at all do
    not end the build."""
    out = stream or sys.stdout
    if out is None:
        return
    encoding = out.encoding or "utf-8"
    try:
        out.write(printable(text).encode(encoding, "replace").decode(encoding) + "\n")
        out.flush()
    except OSError:
        _silence(out)


def printable(text: str) -> str:
    """Return `text` with what a terminal would obey, or what turns the direction of the text after
    it, as escapes that JSON knows too; ends of lines and tabs stay."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def open_streams() -> None:
    """Have something open as standard input, output and error, so that no file of ours is taken
    for one of them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _silence(out: TextIO) -> None:
    """What is left in the buffer would fail again when the program ends."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, out.fileno())
        os.close(nothing)
