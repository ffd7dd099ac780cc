"""Two animations compared frame by frame."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import av
import numpy as np
from av.video.plane import VideoPlane
from numpy.typing import NDArray
from PIL import Image

from corrconv.diff.change import Change
from corrconv.diff.model import ANIMATION, ThemeVersion
from corrconv.diff.sources.reading import LARGEST_FILE, ReadingError, read_bytes
from corrconv.diff.thresholds import Threshold
from corrconv.diff.video.steps import Cue, name_step, step_changes, steps
from corrconv.formats.mp4 import MP4

_WIDE, _NARROW = 854, 320
"""Pixels across the first differing frame, and across a key frame."""


@dataclass(frozen=True, slots=True)
class KeyFrame:
    """Hold two frames that belong together, before and after, None where there is none; `caption`
    names the step that they end."""

    caption: str
    times: tuple[float | None, float | None]
    before: Image.Image | None
    after: Image.Image | None
    differ: bool

    @property
    def time(self) -> float:
        """Return when it is seen, on the new side where it is there."""
        known = [time for time in self.times if time is not None]
        return known[-1] if known else 0.0


@dataclass(frozen=True, slots=True)
class AnimationDifference:
    """Describe what differs between two animations.

    `first` is the first frame that differs, None where none does; `place` the part of it that
    differs, in pixels: left, top, right and bottom. `last` is the time of the last one, `frames`
    how many there are.
    """

    changes: tuple[Change, ...]
    first: KeyFrame | None = None
    place: tuple[int, int, int, int] | None = None
    strip: tuple[KeyFrame, ...] = ()
    last: float = 0.0
    frames: int = 0


_MOST_FRAMES = 200_000
_MOST_PIXELS = 7680 * 4320
_BLOCK = 4
"""Pixels along the side of the squares whose means are compared."""

_MOST_KEY_FRAMES = 12

_Means = NDArray[np.float32]
"""Rows x columns x 3: brightness and both colour differences of each square."""


@dataclass(frozen=True, slots=True)
class DecodedFrame:
    """Hold one decoded frame; `number` counts from 0, `time` is in seconds."""

    number: int
    time: float
    decoded: av.VideoFrame

    def planes(self) -> bytes:
        """Return the samples of all planes, equal for equal frames."""
        return b"".join(bytes(plane) for plane in self.decoded.planes)

    def means(self) -> _Means:
        """Return the means over squares of the three planes."""
        picture = self.decoded
        if picture.format.name != "yuv420p":
            picture = picture.reformat(format="yuv420p")
        sides = (_BLOCK, _BLOCK // 2, _BLOCK // 2)
        parts = [_squares(picture.planes[place], side) for place, side in enumerate(sides)]
        rows = min(part.shape[0] for part in parts)
        cols = min(part.shape[1] for part in parts)
        return np.stack([part[:rows, :cols] for part in parts], axis=2)

    def image(self, width: int) -> Image.Image:
        """Return the frame as a picture of at most this width."""
        whole = Image.fromarray(self.decoded.to_ndarray(format="rgb24"))
        if whole.width > width:
            height = max(1, round(whole.height * width / whole.width))
            whole = whole.resize((width, height), Image.Resampling.LANCZOS)
        return whole


def read_frames(path: Path) -> Iterator[DecodedFrame]:
    """Decode every frame of an MP4, in order; ReadingError where it cannot be decoded."""
    content = read_bytes(path.parent, path.name, LARGEST_FILE)
    try:
        with av.open(io.BytesIO(content), "r", format=MP4.name) as container:
            stream = container.streams.video[0]
            if not 0 < stream.width * stream.height <= _MOST_PIXELS:
                raise ReadingError(f"{path.name}: has {stream.width}x{stream.height} pixels")
            for number, frame in enumerate(container.decode(stream)):
                if number >= _MOST_FRAMES:
                    raise ReadingError(f"{path.name}: has more than {_MOST_FRAMES} frames")
                yield DecodedFrame(number, frame.time or 0.0, frame)
    except (av.FFmpegError, IndexError, ValueError, OSError) as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"{path.name}: cannot be decoded ({error})") from error


def key_frame_numbers(cues: Sequence[Cue], frames: int, rate: float) -> tuple[int, ...]:
    """Return the number of the last frame of each step; of four quarters where there are no
    steps."""
    if frames < 1:
        return ()
    if cues:
        ends = [round(cue.end * rate) - 1 for cue in cues]
    else:
        ends = [frames * part // 4 - 1 for part in (1, 2, 3, 4)]
    return tuple(min(max(end, 0), frames - 1) for end in ends)


def _evenly_chosen(positions: Sequence[int], most: int = _MOST_KEY_FRAMES) -> tuple[int, ...]:
    """Return at most `most` of the positions, evenly chosen, with the last."""
    if len(positions) <= most:
        return tuple(positions)
    return tuple(positions[(len(positions) - 1) * each // (most - 1)] for each in range(most))


def _squares(plane: VideoPlane, side: int) -> _Means:
    content = np.frombuffer(memoryview(plane), dtype=np.uint8)
    rows = content.reshape(plane.height, plane.line_size)[:, : plane.width]
    height, width = rows.shape[0] // side * side, rows.shape[1] // side * side
    flat = sum(rows[place:height:side, :width].astype(np.uint16) for place in range(side))
    sums = sum(np.asarray(flat)[:, place::side] for place in range(side))
    means: _Means = np.asarray(sums, np.float32) / np.float32(side**2)
    return means


_FramePair = tuple[DecodedFrame | None, DecodedFrame | None]


class _Scan:
    """Run through two animations at once; keep where they differ, and their key frames."""

    def __init__(self, versions: tuple[ThemeVersion, ThemeVersion], limit: float) -> None:
        self._versions, self._limit = versions, limit
        self._numbers = tuple(_key_frame_numbers(version) for version in versions)
        self._images: tuple[dict[int, Image.Image], ...] = ({}, {})
        self._first: _FramePair | None = None
        self._cues = versions[1].cues
        self.place: tuple[int, int, int, int] | None = None
        self.last, self.frames = 0.0, 0

    def run(self) -> None:
        """Decode both animations and compare them frame by frame."""
        paths = [version.picture(ANIMATION) for version in self._versions]
        old, new = (path for path in paths if path is not None)
        for pair in zip_longest(read_frames(old), read_frames(new)):
            self._keep(pair)
            before, after = pair
            if before is None or after is None:
                self._note(pair)
            elif before.planes() != after.planes():
                squares = _differing_squares(before, after, self._limit)
                if squares.any():
                    self.place = _bounds(squares) if self._first is None else self.place
                    self._note(pair)

    def _keep(self, pair: _FramePair) -> None:
        for frame, numbers, images in zip(pair, self._numbers, self._images, strict=True):
            if frame is not None and frame.number in numbers:
                images[frame.number] = frame.image(_NARROW)

    def _note(self, pair: _FramePair) -> None:
        """Count a frame that differs, or that only one side has."""
        self._first = self._first or pair
        self.last, self.frames = _time(pair), self.frames + 1

    @property
    def first(self) -> KeyFrame | None:
        """Return the first frame that differs."""
        if self._first is None:
            return None
        before, after = self._first
        return KeyFrame(
            _step_at(self._cues, _time(self._first)),
            (before.time if before else None, after.time if after else None),
            before.image(_WIDE) if before else None,
            after.image(_WIDE) if after else None,
            True,
        )

    def when(self, first: KeyFrame) -> str:
        """Say in which steps they differ, or from when to when where there are none."""
        last = _step_at(self._cues, self.last)
        if not first.caption or not last:
            return f"from {first.time:.2f} s to {self.last:.2f} s"
        return f"in {first.caption}" if last == first.caption else f"from {first.caption} to {last}"

    def strip(self) -> Iterator[KeyFrame]:
        """Yield the ends of steps that differ, else of all steps; of many, evenly chosen ones."""
        key_frames = [self._key_frame(*end) for end in self._ends()]
        differing = [key_frame for key_frame in key_frames if key_frame.differ] or key_frames
        for position in _evenly_chosen(range(len(differing))):
            yield differing[position]

    def _ends(self) -> Iterator[tuple[str, tuple[int | None, int | None]]]:
        """Yield each step's name, and the number of its last frame on both sides; those of four
        quarters where there are no steps."""
        old, new = self._numbers
        both = steps(*(version.cues for version in self._versions))
        if not both:
            yield from (("", pair) for pair in zip_longest(old, new))
        for step in both:
            before, after = step.positions
            yield step.name, (_entry(old, before), _entry(new, after))

    def _key_frame(self, caption: str, numbers: tuple[int | None, int | None]) -> KeyFrame:
        rates = (version.files[ANIMATION].fps or 1 for version in self._versions)
        times = [
            None if number is None else number / rate
            for number, rate in zip(numbers, rates, strict=True)
        ]
        before, after = (
            None if number is None else images.get(number)
            for number, images in zip(numbers, self._images, strict=True)
        )
        differ = _differ(before, after, self._limit)
        return KeyFrame(caption, (times[0], times[1]), before, after, differ)


def animation_changes(before: ThemeVersion, after: ThemeVersion) -> Iterator[Change]:
    """Yield changes of size, rate, length and steps, from the manifests and captions alone."""
    old, new = before.files[ANIMATION], after.files[ANIMATION]
    if (old.width, old.height) != (new.width, new.height):
        sizes = (f"{old.width}×{old.height} px", f"{new.width}×{new.height} px")
        yield Change("film", "size of the animation", *sizes)
    if old.fps != new.fps:
        yield Change("film", "rate of the animation", f"{old.fps} frames/s", f"{new.fps} frames/s")
    if old.seconds != new.seconds:
        lengths = (f"{old.seconds or 0:.4g} s", f"{new.seconds or 0:.4g} s")
        yield Change("timing", "length of the animation", *lengths)
    yield from step_changes(before.cues, after.cues)


def compare_animations(
    before: ThemeVersion, after: ThemeVersion, threshold: Threshold
) -> AnimationDifference:
    """Return the changes in words, the first differing frame and a strip of key frames."""
    scan = _Scan((before, after), threshold.frame)
    scan.run()
    changes = list(animation_changes(before, after))
    first = scan.first
    if first is not None and not changes:
        changes.append(Change("film", f"the animation differs {scan.when(first)}"))
    return AnimationDifference(
        tuple(changes), first, scan.place, tuple(scan.strip()), scan.last, scan.frames
    )


def _key_frame_numbers(version: ThemeVersion) -> tuple[int, ...]:
    animation = version.files[ANIMATION]
    return key_frame_numbers(version.cues, int(animation.frames or 0), animation.fps or 1)


def _differing_squares(
    before: DecodedFrame, after: DecodedFrame, limit: float
) -> NDArray[np.bool_]:
    """Mark the squares whose means differ by more than `limit`; all where the sizes differ."""
    old, new = before.means(), after.means()
    if old.shape != new.shape:
        return np.ones(old.shape[:2], np.bool_)
    found: NDArray[np.bool_] = np.abs(old - new).max(axis=2) > limit
    return found


def _bounds(squares: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    rows, cols = np.nonzero(squares)
    left, top = int(cols.min()) * _BLOCK, int(rows.min()) * _BLOCK
    return left, top, (int(cols.max()) + 1) * _BLOCK, (int(rows.max()) + 1) * _BLOCK


def _time(pair: _FramePair) -> float:
    found = pair[1] or pair[0]
    return found.time if found else 0.0


def _step_at(cues: Sequence[Cue], time: float) -> str:
    """Name the step that runs at `time`, such as step 3 “text”; "" where none does."""
    running = [place for place, cue in enumerate(cues) if cue.start <= time < cue.end]
    return name_step(running[-1] + 1, cues[running[-1]].text) if running else ""


def _entry(numbers: Sequence[int], position: int | None) -> int | None:
    return numbers[position] if position is not None and position < len(numbers) else None


def _differ(before: Image.Image | None, after: Image.Image | None, limit: float) -> bool:
    if before is None or after is None or before.size != after.size:
        return before is not after
    old, new = np.asarray(before).astype(np.int16), np.asarray(after).astype(np.int16)
    return bool(np.abs(old - new).max() > 2 * limit)
