"""A lecture in one theme: what it is joined from, and the files that are made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corrconv.formats.mp4 import MP4
from corrconv.formats.subtitles import CAPTIONS, srt, vtt
from corrconv.pipeline.cache.fingerprint import FILE, SETTING, THEME, WORDS, Fingerprint, of_code
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.workers.task import Made
from corrconv.products.lecture import packets
from corrconv.products.lecture.description import write_description
from corrconv.products.lecture.index import LectureIndex
from corrconv.products.lecture.player import write_player
from corrconv.products.lecture.slides import SlideFile
from corrconv.products.lecture.timeline import NotReadyError, Segment, Timeline, caption_problems
from corrconv.rendering.result import Caption
from corrconv.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class ThemedLecture:
    """A lecture in one theme, to be published at `place`; `captions` say what each chapter
    shows."""

    place: str
    theme: Theme
    timeline: Timeline
    captions: Mapping[str, str]

    @property
    def name(self) -> str:
        """Return what the files are called."""
        return self.place.rpartition("/")[2]

    @property
    def fingerprint(self) -> Fingerprint:
        """Return everything that can change the files."""
        parts: dict[str, str] = {}
        for number, segment in enumerate(self.timeline.segments):
            parts |= {f"{FILE}:{path}": value for path, value in segment.inputs.items()}
            parts[f"{WORDS}:part {number}"] = f"{segment.figure.name} in {segment.chapter}"
        words = digest("\n".join(f"{k}: {v}" for k, v in self.captions.items()).encode())
        return Fingerprint(
            {
                **parts,
                **of_code(__file__),
                **{f"{SETTING}:{THEME}{part}": value for part, value in self.theme.parts().items()},
                f"{WORDS}:title": self.timeline.title,
                f"{WORDS}:captions": words,
            }
        )

    def make(self, folder: Path, stop: Callable[[], None]) -> tuple[Made, ...]:
        """Write every file into `folder`, called as its path goes on after the place. `stop` is
        called now and then, and raises where somebody wants an end. NotReadyError where the parts
        do not make a lecture."""
        for problem in caption_problems(self.timeline.cues):
            raise NotReadyError(problem)
        (folder / "slides").mkdir()
        made = [self._video(folder), *self._texts(folder)]
        for segment in self.timeline.segments:
            stop()
            made += self._clips(folder, segment)
        for segment in self.timeline.segments:
            for problem in segment.changed():
                raise NotReadyError(f"{problem}: it changed while it was joined")
        return tuple(made)

    def _video(self, folder: Path) -> Made:
        path = folder / MP4.name
        packets.join(self.timeline, path)
        return self._moving(path, MP4.name, "video", self.timeline.frames)

    def _texts(self, folder: Path) -> Iterator[Made]:
        timeline, clips = self.timeline, f"{self.name}.slides"
        captions, chapters = vtt(timeline.cues), vtt(_marks(timeline))
        texts = {
            CAPTIONS.name: ("captions", captions),
            "srt": ("captions", srt(timeline.cues)),
            f"chapters{CAPTIONS.suffix}": ("chapters", chapters),
            "description.txt": ("description", self._description()),
            "json": ("index", LectureIndex.of(timeline, clips).dump()),
            f"slides/{self.name}.json": ("slides", self._slides(clips)),
            "html": (
                "player",
                write_player(timeline, self.name, captions, chapters, self.theme),
            ),
        }
        for file, (kind, text) in texts.items():
            path = folder / file
            path.write_text(text, encoding="utf-8", newline="\n")
            yield _made(path, file, kind)

    def _clips(self, folder: Path, segment: Segment) -> Iterator[Made]:
        own = [step for step in self.timeline.steps if step.segment is segment]
        clips = packets.cut(segment, own, folder / "slides")
        for step, path in zip(own, clips, strict=True):
            yield self._moving(path, f"slides/{path.name}", "clip", step.own.frames)

    def _description(self) -> str:
        timeline = self.timeline
        return write_description(timeline.title, timeline.chapters, timeline.fps, self.captions)

    def _slides(self, clips: str) -> str:
        video = self.timeline.segments[0].video
        size = (video.width or 0, video.height or 0)
        return SlideFile.of(clips, self.timeline.steps, size, self.theme.paper).dump()

    def _moving(self, path: Path, file: str, kind: str, frames: int) -> Made:
        video, fps = self.timeline.segments[0].video, self.timeline.fps
        content = path.read_bytes()
        return Made(
            *(file, kind, MP4.name, digest(content), len(content)),
            *(video.width, video.height, frames, fps, round(frames / fps, 6)),
        )


def _marks(timeline: Timeline) -> Iterator[Caption]:
    for chapter in timeline.chapters:
        yield Caption(chapter.start / timeline.fps, chapter.end / timeline.fps, chapter.title)


def _made(path: Path, file: str, kind: str) -> Made:
    content = path.read_bytes()
    return Made(file, kind, path.name.rpartition(".")[2], digest(content), len(content))
