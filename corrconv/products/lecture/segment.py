"""A published animation as a part of a lecture: where its frames, captions and steps are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corrconv.figures.figure import Figure
from corrconv.formats.captions import CAPTIONS, read_vtt
from corrconv.formats.mp4 import MP4
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.record import Record
from corrconv.pipeline.store.store import Store
from corrconv.rendering.result import Caption


class NotReadyError(ValueError):
    """What is published for a part is not what a lecture can be joined from."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames of a segment that are one step, the first of them numbered `start`."""

    start: int
    frames: int
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One animation. `cues` are its captions, in seconds from its own beginning."""

    figure: Figure
    chapter: str
    media: Path
    video: Artifact
    captions: Artifact | None
    cues: tuple[Caption, ...]

    @property
    def path(self) -> Path:
        """Its file."""
        return self.media / self.video.path

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return self.video.frames or 0

    @property
    def fps(self) -> int:
        """Frames per second."""
        return self.video.fps or 0

    @property
    def inputs(self) -> dict[str, str]:
        """Digest by path of the files that it is made of."""
        files = [self.video, *([self.captions] if self.captions else [])]
        return {each.path: each.sha256 for each in files}

    @property
    def steps(self) -> tuple[Stretch, ...]:
        """Its steps: each begins with its words and lasts until the next; what happens before
        the first words belongs to them."""
        starts = [round(cue.start * self.fps) for cue in self.cues] or [0]
        texts = [cue.text for cue in self.cues] or [""]
        starts[0] = 0
        ends = [*starts[1:], self.frames]
        return tuple(
            Stretch(start, end - start, text)
            for start, end, text in zip(starts, ends, texts, strict=True)
        )

    def changed(self) -> Iterator[str]:
        """What is no longer as it was recorded."""
        for each in (self.video, self.captions):
            if each is not None and (fault := each.fault(self.media)):
                yield f"{each.path} {fault}"


def read_segment(store: Store, place: str, figure: Figure, chapter: str) -> Segment:
    """The animation that is published at `place`; NotReadyError where there is none."""
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
