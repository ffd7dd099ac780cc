"""The checks of a published lecture: that its files agree with each other and with its parts."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import av

from corrconv.formats.mp4 import MP4
from corrconv.formats.subtitles import CAPTIONS, read_vtt, srt
from corrconv.pipeline.cache.fingerprint import (
    FILE,
    SETTING,
    THEME,
    WORDS,
    of_code,
    of_kind,
    reasons,
)
from corrconv.pipeline.store.manifest import Entry
from corrconv.pipeline.store.plain_data import decode
from corrconv.pipeline.store.record import Record
from corrconv.pipeline.store.store import Store
from corrconv.products.lecture import themed
from corrconv.products.lecture.description import LONGEST, clock, timed
from corrconv.products.lecture.index import LectureIndex
from corrconv.products.lecture.slides import SlideFile
from corrconv.products.lecture.timeline import caption_problems
from corrconv.theme.theme import Theme

NEAR = 0.0015
"""Seconds that a written time may differ from a frame's by."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "video": MP4.suffix,
        "chapters": f".chapters{CAPTIONS.suffix}",
        "description": ".description.txt",
        "index": ".json",
        "player": ".html",
    }
)
"""How the names of a lecture's files end, by kind; captions end with their format."""


def outdated(store: Store, record: Record, look: Theme) -> tuple[str, ...]:
    """Return what has changed since the lecture of `record`, in the theme `look`, was joined."""
    inputs = {name: value for each in record.components.values() for name, value in each.items()}
    old = {name: value for name, value in inputs.items() if not name.startswith(f"{WORDS}:")}
    published = {each.path: each.sha256 for other in store.records() for each in other.artifacts}
    parts = {name: value for name, value in of_kind(FILE, published).items() if name in old}
    theme = {f"{THEME}{part}": value for part, value in look.parts().items()}
    return reasons(old, {**parts, **of_kind(SETTING, theme), **of_code(themed.__file__)})


def _video(media: Path, entry: Entry) -> Iterator[str]:
    """Compare length and chapters with the index."""
    index = _index(media, entry)
    if entry.frames != index.frames:
        yield f"has {entry.frames} frames, its parts {index.frames}"
    with av.open(str(media / entry.path)) as container:
        found = [
            (mark["metadata"].get("title"), float(mark["start"] * (mark["time_base"] or 0)))
            for mark in container.chapters()
        ]
    expected = [(each.title, each.start / index.fps) for each in index.chapters]
    yield from _times("chapter", found, expected)


def _captions(media: Path, entry: Entry) -> Iterator[str]:
    """Compare captions with the index, and those in SRT with those in WebVTT."""
    path = media / entry.path
    text = path.read_text(encoding="utf-8")
    if entry.format == "srt":
        if text != srt(read_vtt(path.with_suffix(CAPTIONS.suffix).read_text(encoding="utf-8"))):
            yield "says something else than the WebVTT file"
        return
    index, cues = _index(media, entry), read_vtt(text)
    yield from caption_problems(cues)
    found = [(cue.text, cue.start) for cue in cues]
    steps = [(each.text, each.start / index.fps) for each in index.steps]
    yield from _times("caption", found, [step for step in steps if step[0]])
    if cues and cues[-1].end > index.seconds + NEAR:
        yield f"goes on after the lecture's end at {index.seconds} s"


def _marks(media: Path, entry: Entry) -> Iterator[str]:
    index = _index(media, entry)
    cues = read_vtt((media / entry.path).read_text(encoding="utf-8"))
    found = [(cue.text, cue.start) for cue in cues]
    expected = [(each.title, each.start / index.fps) for each in index.chapters]
    yield from _times("chapter", found, expected)


def _description(media: Path, entry: Entry) -> Iterator[str]:
    index = _index(media, entry)
    text = (media / entry.path).read_text(encoding="utf-8")
    for start, title in timed(index.chapters, index.fps):
        line = f"{clock(start)} {title}"
        if line not in text.splitlines():
            yield f"lacks the line {line!r}"
    if len(text) > LONGEST or "<" in text or ">" in text:
        yield f"has angle brackets, or more than {LONGEST} characters"


def _numbers(media: Path, entry: Entry) -> Iterator[str]:
    """Find gaps: parts, chapters and steps each fill the lecture, one after the other."""
    index = _index(media, entry)
    for what, found in (("parts", index.parts), ("steps", index.steps)):
        spans = [(each.start, each.start + each.frames) for each in found]
        yield from _gaps(what, spans, index.frames)
    chapters = [(each.start, each.end) for each in index.chapters]
    yield from _gaps("chapters", chapters, index.frames)
    folder = (media / entry.path).parent
    for step in index.steps:
        if not (folder / step.clip).is_file():
            yield f"its clip {step.clip} is missing"


def _slides(media: Path, entry: Entry) -> Iterator[str]:
    path = media / entry.path
    files = [slide.file for slide in decode(path.read_bytes(), SlideFile).slides]
    if files != [step.clip for step in _index_beside(path).steps]:
        yield "its slides are not the steps of the lecture"
    for file in files:
        if not (path.parents[1] / file).is_file():
            yield f"its clip {file} is missing"


def _clip(media: Path, entry: Entry) -> Iterator[str]:
    path = media / entry.path
    clips = {step.clip: step.frames for step in _index_beside(path).steps}
    frames = clips.get(f"{path.parent.name}/{path.name}")
    if frames != entry.frames:
        yield f"has {entry.frames} frames, its step {frames}"


def _player(media: Path, entry: Entry) -> Iterator[str]:
    page = (media / entry.path).read_text(encoding="utf-8")
    for ending in (CAPTIONS.suffix, SUFFIXES["chapters"]):
        track = _sibling(media, entry, ending).read_bytes()
        if base64.b64encode(track).decode() not in page:
            yield f"does not hold what stands in the {ending} file"


def _times(
    what: str, found: Sequence[tuple[str | None, float]], expected: Sequence[tuple[str, float]]
) -> Iterator[str]:
    if [each for each, _ in found] != [each for each, _ in expected]:
        yield f"its {what}s are not those of the index"
        return
    for (text, start), (_, right) in zip(found, expected, strict=True):
        if abs(start - right) > NEAR:
            yield f"{what} {text!r} begins at {start:.3f} s, wanted {right:.3f} s"


def _gaps(what: str, spans: Sequence[tuple[int, int]], frames: int) -> Iterator[str]:
    edges = [(0, 0), *spans, (frames, frames)]
    for (_, end), (start, _) in itertools.pairwise(edges):
        if start != end:
            yield f"{what}: one ends at frame {end}, the next begins at {start}"


def _index(media: Path, entry: Entry) -> LectureIndex:
    return decode(_sibling(media, entry, ".json").read_bytes(), LectureIndex, "index")


def _sibling(media: Path, entry: Entry, ending: str) -> Path:
    suffix = SUFFIXES.get(entry.kind, f".{entry.format}")
    return media / (entry.path.removesuffix(suffix) + ending)


def _index_beside(path: Path) -> LectureIndex:
    """Read the index of the lecture whose slides stand in the folder of `path`."""
    index = path.parent.with_name(path.parent.name.removesuffix(".slides") + ".json")
    return decode(index.read_bytes(), LectureIndex, "index")


Check = Callable[[Path, Entry], Iterator[str]]


def problems(media: Path, entry: Entry) -> Iterator[str]:
    """Yield what is wrong with the file of a lecture that the manifest lists as `entry`."""
    if entry.kind in CHECKS:
        yield from CHECKS[entry.kind](media, entry)
    else:
        yield f"is of kind {entry.kind}, which no lecture has"


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "video": _video,
        "captions": _captions,
        "chapters": _marks,
        "description": _description,
        "index": _numbers,
        "slides": _slides,
        "clip": _clip,
        "player": _player,
    }
)
"""By kind, what finds the problems of a lecture's file."""
