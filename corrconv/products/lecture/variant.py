"""One lecture in one theme: what it is made of, and the files that it is made into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corrconv.formats.captions import CAPTIONS, srt, vtt
from corrconv.formats.mp4 import MP4
from corrconv.pipeline.cache.fingerprint import FILE, SETTING, THEME, WORDS, Fingerprint, of_code
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.workers.task import Made
from corrconv.products.lecture import packets
from corrconv.products.lecture.description import description
from corrconv.products.lecture.index import LectureIndex
from corrconv.products.lecture.player import player
from corrconv.products.lecture.segment import NotReadyError, Segment
from corrconv.products.lecture.slides import SlideFile
from corrconv.products.lecture.timeline import Programme, spoken
from corrconv.rendering.result import Caption
from corrconv.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Edition:
    """A lecture at `place`; `captions` say what is shown, by chapter."""

    place: str
    theme: Theme
    programme: Programme
    captions: Mapping[str, str]

    @property
    def name(self) -> str:
        """What its files are called."""
        return self.place.rpartition("/")[2]

    @property
    def key(self) -> Fingerprint:
        """Everything that can change its files."""
        parts: dict[str, str] = {}
        for number, segment in enumerate(self.programme.segments):
            parts |= {f"{FILE}:{path}": value for path, value in segment.inputs.items()}
            parts[f"{WORDS}:part {number}"] = f"{segment.figure.name} in {segment.chapter}"
        words = digest("\n".join(f"{k}: {v}" for k, v in self.captions.items()).encode())
        return Fingerprint(
            {
                **parts,
                **of_code(__file__),
                **{f"{SETTING}:{THEME}{part}": value for part, value in self.theme.parts().items()},
                f"{WORDS}:title": self.programme.title,
                f"{WORDS}:captions": words,
            }
        )

    def make(self, room: Path, stop: Callable[[], None]) -> tuple[Made, ...]:
        """Every file, in the folder `room`, called as its path goes on after the place. `stop` is
        called now and then, and raises where somebody wants an end. NotReadyError where the parts
        do not make a lecture."""
        for problem in spoken(self.programme.cues):
            raise NotReadyError(problem)
        (room / "slides").mkdir()
        made = [self._video(room), *self._texts(room)]
        for segment in self.programme.segments:
            stop()
            made += self._clips(room, segment)
        for segment in self.programme.segments:
            for problem in segment.changed():
                raise NotReadyError(f"{problem}: it changed while it was joined")
        return tuple(made)

    def _video(self, room: Path) -> Made:
        path = room / MP4.name
        packets.join(self.programme, path)
        return self._moving(path, MP4.name, "video", self.programme.frames)

    def _texts(self, room: Path) -> Iterator[Made]:
        programme, folder = self.programme, f"{self.name}.slides"
        said, chapters = vtt(programme.cues), vtt(_marks(programme))
        texts = {
            CAPTIONS.name: ("captions", said),
            "srt": ("captions", srt(programme.cues)),
            f"chapters{CAPTIONS.suffix}": ("chapters", chapters),
            "description.txt": ("description", self._description()),
            "json": ("index", LectureIndex.of(programme, folder).dump()),
            f"slides/{self.name}.json": ("slides", self._slides(folder)),
            "html": (
                "player",
                player(programme, self.name, said, chapters, self.theme),
            ),
        }
        for file, (kind, text) in texts.items():
            path = room / file
            path.write_text(text, encoding="utf-8", newline="\n")
            yield _made(path, file, kind)

    def _clips(self, room: Path, segment: Segment) -> Iterator[Made]:
        own = [step for step in self.programme.steps if step.segment is segment]
        clips = packets.cut(segment, own, room / "slides")
        for step, path in zip(own, clips, strict=True):
            yield self._moving(path, f"slides/{path.name}", "clip", step.stretch.frames)

    def _description(self) -> str:
        programme = self.programme
        return description(programme.title, programme.chapters, programme.fps, self.captions)

    def _slides(self, folder: str) -> str:
        video = self.programme.segments[0].video
        size = (video.width or 0, video.height or 0)
        return SlideFile.of(folder, self.programme.steps, size, self.theme.paper).dump()

    def _moving(self, path: Path, file: str, kind: str, frames: int) -> Made:
        video, fps = self.programme.segments[0].video, self.programme.fps
        content = path.read_bytes()
        return Made(
            *(file, kind, MP4.name, digest(content), len(content)),
            *(video.width, video.height, frames, fps, round(frames / fps, 6)),
        )


def _marks(programme: Programme) -> Iterator[Caption]:
    for chapter in programme.chapters:
        yield Caption(chapter.start / programme.fps, chapter.end / programme.fps, chapter.title)


def _made(path: Path, file: str, kind: str) -> Made:
    content = path.read_bytes()
    return Made(file, kind, path.name.rpartition(".")[2], digest(content), len(content))
