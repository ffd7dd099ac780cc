"""The lecture in numbers, for other programs: parts, chapters and steps, in frames."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import msgspec

from corrconv.formats.mp4 import MP4
from corrconv.pipeline.store.plain_data import plain
from corrconv.products.lecture.timeline import Chapter, Timeline


class IndexPart(msgspec.Struct, frozen=True):
    """An animation of the lecture, from its first frame."""

    figure: str
    path: str
    start: int
    frames: int


class IndexStep(msgspec.Struct, frozen=True):
    """A step of an animation, its caption and its clip, named from the index file's folder."""

    clip: str
    start: int
    frames: int
    text: str


class LectureIndex(msgspec.Struct, frozen=True, kw_only=True):
    """Every number that the lecture's other files must agree with."""

    schema: Literal[1] = 1
    title: str
    fps: Annotated[int, msgspec.Meta(gt=0)]
    frames: int
    seconds: float
    parts: tuple[IndexPart, ...]
    chapters: tuple[Chapter, ...]
    steps: tuple[IndexStep, ...]

    @classmethod
    def of(cls, timeline: Timeline, clips: str) -> LectureIndex:
        """Return the index of a timeline whose clips are in the folder `clips`."""
        return cls(
            title=timeline.title,
            fps=timeline.fps,
            frames=timeline.frames,
            seconds=round(timeline.seconds, 6),
            parts=tuple(
                IndexPart(segment.figure.name, segment.video.path, start, segment.frames)
                for start, segment in timeline.placed()
            ),
            chapters=timeline.chapters,
            steps=tuple(
                IndexStep(
                    f"{clips}/{step.name}{MP4.suffix}",
                    step.start,
                    step.own.frames,
                    step.own.text,
                )
                for step in timeline.steps
            ),
        )

    def dump(self) -> str:
        """Return the index as JSON."""
        return json.dumps(plain(self), ensure_ascii=False, indent=1) + "\n"
