"""The steps of an animation, and what changed in them, in words from its captions."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corrconv.diff.change import Change
from corrconv.diff.sources.reading import ReadingError, text

EARLIEST = 0.0015
"""Seconds: what is below comes from rounding to thousandths."""


@dataclass(frozen=True, slots=True)
class StepPair:
    """One step before and after, and its positions in the two lists; None where it is missing."""

    before: Cue | None
    after: Cue | None
    positions: tuple[int | None, int | None]

    @property
    def number(self) -> int:
        """Return the step's number from 1, on the new side where that has the step."""
        old, new = self.positions
        return 1 + ((old or 0) if new is None else new)

    @property
    def name(self) -> str:
        """Return number and text, such as step 3 “text”."""
        cue = self.after or self.before
        return name_step(self.number, cue.text if cue else "")

    @property
    def later(self) -> float:
        """Return by how many seconds the step begins later than before."""
        if self.before is None or self.after is None:
            return 0.0
        return round(self.after.start - self.before.start, 3)

    @property
    def longer(self) -> float:
        """Return by how many seconds the step lasts longer than before."""
        if self.before is None or self.after is None:
            return 0.0
        return round(self.after.length - self.before.length, 3)


def name_step(number: int, text: str) -> str:
    """Name a step, such as step 3 “text”."""
    return f"step {number} “{text}”"


def steps(before: Sequence[Cue], after: Sequence[Cue]) -> tuple[StepPair, ...]:
    """Pair the steps of both sides in their order; those with one text are the same, and one that
    stands in the place of another is that one with other words."""
    old, new = [cue.text for cue in before], [cue.text for cue in after]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[StepPair] = []
    for _, first, last, begin, end in matcher.get_opcodes():
        for place in range(max(last - first, end - begin)):
            old_position = first + place if first + place < last else None
            new_position = begin + place if begin + place < end else None
            found.append(
                StepPair(
                    None if old_position is None else before[old_position],
                    None if new_position is None else after[new_position],
                    (old_position, new_position),
                )
            )
    return tuple(found)


def step_changes(before: Sequence[Cue], after: Sequence[Cue]) -> tuple[Change, ...]:
    """Return what changed in the steps: words, lengths and beginnings."""
    both = steps(before, after)
    return (*_words(both), *_lengths(both), *_starts(both))


def _words(both: Sequence[StepPair]) -> Iterator[Change]:
    for step in both:
        if step.before is None and step.after is not None:
            yield Change("step", f"step {step.number}: new, “{step.after.text}”")
        elif step.after is None and step.before is not None:
            yield Change("step", f"step {step.number}: gone, “{step.before.text}”")
        elif step.before and step.after and step.before.text != step.after.text:
            yield Change("step", f"step {step.number}", step.before.text, step.after.text)


def _lengths(both: Sequence[StepPair]) -> Iterator[Change]:
    for step in both:
        if step.before and step.after and abs(step.longer) > EARLIEST:
            lengths = (f"{step.before.length:.3g} s", f"{step.after.length:.3g} s")
            by = _by(step.longer, "longer", "shorter")
            yield Change("timing", f"{step.name} lasts {by}", *lengths)


def _starts(both: Sequence[StepPair]) -> Iterator[Change]:
    """Yield one change for neighbours that begin later by the same time."""
    run: list[StepPair] = []
    for step in [step for step in both if step.before and step.after]:
        if run and abs(step.later - run[0].later) > EARLIEST:
            yield from _run(run)
            run = []
        run.append(step)
    yield from _run(run)


def _run(run: Sequence[StepPair]) -> Iterator[Change]:
    if not run or abs(run[0].later) <= EARLIEST:
        return
    by = _by(run[0].later, "later", "earlier")
    if len(run) == 1:
        yield Change("timing", f"{run[0].name} starts {by}")
    else:
        yield Change("timing", f"{run[0].name} and all up to step {run[-1].number} start {by}")


def _by(seconds: float, more: str, less: str) -> str:
    return f"{abs(seconds):.3g} s {more if seconds > 0 else less}"


MOST_CUES = 5000

_CLOCK = r"(?:(\d{1,4}):)?(\d\d):(\d\d)[.,](\d{3})"
_TIMES = re.compile(rf"\s*{_CLOCK}\s+-->\s+{_CLOCK}(?:\s.*)?")


@dataclass(frozen=True, slots=True)
class Cue:
    """Hold one step: its beginning and end in seconds, and its text."""

    start: float
    end: float
    text: str

    @property
    def length(self) -> float:
        """Return the length in seconds."""
        return round(self.end - self.start, 3)


def read_cues(content: bytes, what: str) -> tuple[Cue, ...]:
    """Read the cues of a WebVTT file, in their order; ReadingError where it is none."""
    try:
        written = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadingError(f"{what}: is not UTF-8") from error
    if not written.startswith("WEBVTT"):
        raise ReadingError(f"{what}: is no WebVTT")
    found = tuple(_cues(written, what))
    if len(found) > MOST_CUES:
        raise ReadingError(f"{what}: has {len(found)} captions, wanted at most {MOST_CUES}")
    return found


def _cues(content: str, what: str) -> Iterator[Cue]:
    for block in re.split(r"\r?\n[ \t]*\r?\n", content):
        lines = block.splitlines()
        for number, line in enumerate(lines):
            if times := _TIMES.fullmatch(line):
                start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
                words = html.unescape(" ".join(lines[number + 1 :]))
                yield Cue(start, end, text(words, what))
                break


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) + thousandths / 1000
