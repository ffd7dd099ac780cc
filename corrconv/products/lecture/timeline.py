"""The timeline of a lecture: the parts in their order, chapters, steps and captions, in frames."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corrconv.figures.figure import Figure
from corrconv.formats.mp4 import MP4
from corrconv.formats.subtitles import CAPTIONS, read_vtt
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.record import Record
from corrconv.pipeline.store.store import Store
from corrconv.rendering.pacing import FASTEST
from corrconv.rendering.result import Caption

CLOSE = 0.001
"""Seconds that a written caption's length may be rounded by."""


class NotReadyError(ValueError):
    """A published part from which no lecture can be joined."""


@dataclass(frozen=True, slots=True)
class SegmentStep:
    """A step of a segment: `frames` of them from frame `start`, and the caption."""

    start: int
    frames: int
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A published animation as a part of a lecture; `cues` are its captions, in seconds from the
    beginning of the animation."""

    figure: Figure
    chapter: str
    media: Path
    video: Artifact
    captions: Artifact | None
    cues: tuple[Caption, ...]

    @property
    def path(self) -> Path:
        """Return where the animation lies."""
        return self.media / self.video.path

    @property
    def frames(self) -> int:
        """Return the number of frames."""
        return self.video.frames or 0

    @property
    def fps(self) -> int:
        """Return the frames per second."""
        return self.video.fps or 0

    @property
    def inputs(self) -> dict[str, str]:
        """Return the digest by path of the animation and its captions."""
        files = [self.video, *([self.captions] if self.captions else [])]
        return {each.path: each.sha256 for each in files}

    @property
    def steps(self) -> tuple[SegmentStep, ...]:
        """Return the steps: each begins with its caption and lasts until the next; what happens
        before the first caption belongs to it."""
        starts = [round(cue.start * self.fps) for cue in self.cues] or [0]
        texts = [cue.text for cue in self.cues] or [""]
        starts[0] = 0
        ends = [*starts[1:], self.frames]
        return tuple(
            SegmentStep(start, end - start, text)
            for start, end, text in zip(starts, ends, texts, strict=True)
        )

    def changed(self) -> Iterator[str]:
        """Yield a sentence for each file that is no longer as it was recorded."""
        for each in (self.video, self.captions):
            if each is not None and (fault := each.fault(self.media)):
                yield f"{each.path} {fault}"


def read_segment(store: Store, place: str, figure: Figure, chapter: str) -> Segment:
    """Return the animation that is published at `place`; NotReadyError where there is none."""
    record = store.record_or_none(place)
    video = _artifact(record, MP4.name)
    if video is None or not video.frames or not video.fps:
        raise NotReadyError(f"{place}{MP4.suffix} has not been built")
    captions = _artifact(record, CAPTIONS.name)
    cues = _cues(store, captions) if captions else ()
    return Segment(figure, chapter, store.media, video, captions, cues)


def _artifact(record: Record | None, ending: str) -> Artifact | None:
    found = (each for each in (record.artifacts if record else ()) if each.format == ending)
    return next(found, None)


def _cues(store: Store, captions: Artifact) -> tuple[Caption, ...]:
    content = store.read_bytes(store.media / captions.path)
    if content is None or digest(content) != captions.sha256:
        raise NotReadyError(f"{captions.path} is not as it was published")
    try:
        return read_vtt(content.decode())
    except ValueError as error:
        raise NotReadyError(f"{captions.path} {error}") from error


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the lecture, from frame `start` to before frame `end`."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the lecture, from frame `start`; `own` is the step as its segment has it."""

    number: int
    start: int
    segment: Segment
    own: SegmentStep
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The parts of a lecture in the order in which they are shown."""

    title: str
    segments: tuple[Segment, ...]

    @property
    def fps(self) -> int:
        """Return the frames per second, the same in every part."""
        return self.segments[0].fps

    @property
    def frames(self) -> int:
        """Return the number of frames of all parts together."""
        return sum(segment.frames for segment in self.segments)

    @property
    def seconds(self) -> float:
        """Return the length in seconds."""
        return self.frames / self.fps

    def placed(self) -> Iterator[tuple[int, Segment]]:
        """Return each part with the number of its first frame."""
        starts = itertools.accumulate((each.frames for each in self.segments), initial=0)
        return zip(starts, self.segments, strict=False)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return the chapters; neighbouring parts of one chapter are joined."""
        found: list[Chapter] = []
        for start, segment in self.placed():
            end = start + segment.frames
            if found and found[-1].title == segment.chapter:
                found[-1] = Chapter(segment.chapter, found[-1].start, end)
            else:
                found.append(Chapter(segment.chapter, start, end))
        return tuple(found)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return every step of every part, named by its number, its part and its number in that."""
        found: list[Step] = []
        for start, segment in self.placed():
            for place, own in enumerate(segment.steps, 1):
                number = len(found) + 1
                name = f"{number:03}-{segment.figure.name}-{place}"
                found.append(Step(number, start + own.start, segment, own, name))
        return tuple(found)

    @property
    def cues(self) -> tuple[Caption, ...]:
        """Return every part's captions, later by the frames that come before it. They begin and end
        with a frame, as those of the parts did before they were written down."""
        return tuple(
            Caption(self._later(cue.start, start), self._later(cue.end, start), cue.text)
            for start, segment in self.placed()
            for cue in segment.cues
        )

    def _later(self, seconds: float, frames: int) -> float:
        return (round(seconds * self.fps) + frames) / self.fps


def caption_problems(cues: Sequence[Caption]) -> Iterator[str]:
    """Yield a sentence for each caption that begins before the last has ended, or that cannot be
    read in its time."""
    for before, after in itertools.pairwise(cues):
        if after.start < before.end:
            yield f"caption {after.text!r} begins at {after.start:.3f} s, before the last has ended"
    for cue in cues:
        if len(cue.text) > FASTEST * (cue.end - cue.start + CLOSE):
            speed = len(cue.text) / max(cue.end - cue.start, CLOSE)
            yield f"caption {cue.text!r} has {speed:.0f} characters a second, {FASTEST:.0f} at most"
