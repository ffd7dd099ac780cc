"""What a lecture shows when: parts, chapters, steps and captions, counted in frames."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corrconv.products.lecture.segment import Segment, Stretch
from corrconv.rendering.pacing import FASTEST
from corrconv.rendering.result import Caption

CLOSE = 0.001
"""Seconds that a written caption's length may be rounded by."""


@dataclass(frozen=True, slots=True)
class Span:
    """A chapter or another stretch of the lecture: `start` and `end` are frames."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the lecture, from frame `start`: `stretch` of the part `segment`."""

    number: int
    start: int
    segment: Segment
    stretch: Stretch
    name: str


@dataclass(frozen=True, slots=True)
class Programme:
    """Parts in the order in which they are shown, under one title."""

    title: str
    segments: tuple[Segment, ...]

    @property
    def fps(self) -> int:
        """Frames per second, the same in every part."""
        return self.segments[0].fps

    @property
    def frames(self) -> int:
        """How many frames all parts have together."""
        return sum(segment.frames for segment in self.segments)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / self.fps

    def placed(self) -> Iterator[tuple[int, Segment]]:
        """Each part with the number of its first frame."""
        starts = itertools.accumulate((each.frames for each in self.segments), initial=0)
        return zip(starts, self.segments, strict=False)

    @property
    def chapters(self) -> tuple[Span, ...]:
        """Neighbouring parts of the same chapter are one."""
        found: list[Span] = []
        for start, segment in self.placed():
            end = start + segment.frames
            if found and found[-1].title == segment.chapter:
                found[-1] = Span(segment.chapter, found[-1].start, end)
            else:
                found.append(Span(segment.chapter, start, end))
        return tuple(found)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of every part; named by its number, its part and its number in it."""
        found: list[Step] = []
        for start, segment in self.placed():
            for place, stretch in enumerate(segment.steps, 1):
                number = len(found) + 1
                name = f"{number:03}-{segment.figure.name}-{place}"
                found.append(Step(number, start + stretch.start, segment, stretch, name))
        return tuple(found)

    @property
    def cues(self) -> tuple[Caption, ...]:
        """Every part's captions, later by the frames that come before it; they begin and end with
        a frame, as those of the parts did before they were written down."""
        return tuple(
            Caption(self._later(cue.start, start), self._later(cue.end, start), cue.text)
            for start, segment in self.placed()
            for cue in segment.cues
        )

    def _later(self, seconds: float, frames: int) -> float:
        return (round(seconds * self.fps) + frames) / self.fps


def spoken(cues: Sequence[Caption]) -> Iterator[str]:
    """What is wrong with captions, in sentences: one that begins before the last has ended, or
    that cannot be read in its time."""
    for before, after in itertools.pairwise(cues):
        if after.start < before.end:
            yield f"caption {after.text!r} begins at {after.start:.3f} s, before the last has ended"
    for cue in cues:
        if len(cue.text) > FASTEST * (cue.end - cue.start + CLOSE):
            speed = len(cue.text) / max(cue.end - cue.start, CLOSE)
            yield f"caption {cue.text!r} has {speed:.0f} characters a second, {FASTEST:.0f} at most"
