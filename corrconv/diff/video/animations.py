"""Two animations compared frame by frame."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from corrconv.diff.video.steps import Cue, Step, step_changes, steps

WIDE, NARROW = 854, 320
"""Pixels across the first differing frame, and across a key frame."""


@dataclass(frozen=True, slots=True)
class KeyFrame:
    """Frames that belong together, before and after; a picture is None where there is none.
    `caption` says which step they end."""

    caption: str
    times: tuple[float | None, float | None]
    before: Image.Image | None
    after: Image.Image | None
    differ: bool

    @property
    def time(self) -> float:
        """When it is seen, on the new side where it is there."""
        known = [time for time in self.times if time is not None]
        return known[-1] if known else 0.0


@dataclass(frozen=True, slots=True)
class AnimationDifference:
    """What differs between two animations. `first` is the first frame that differs, None where
    none does; `place` the part of it that differs, in pixels of the film: left, top, right and
    bottom. `last` is the time of the last one, `frames` how many there are."""

    changes: tuple[Change, ...]
    first: KeyFrame | None = None
    place: tuple[int, int, int, int] | None = None
    strip: tuple[KeyFrame, ...] = ()
    last: float = 0.0
    frames: int = 0


@dataclass(slots=True)
class _Scan:
    """What is found while both films run."""

    limit: float
    first: tuple[Frame | None, Frame | None] | None = None
    place: tuple[int, int, int, int] | None = None
    last: float = 0.0
    frames: int = 0
    key_frames: tuple[dict[int, Image.Image], dict[int, Image.Image]] = field(
        default_factory=lambda: ({}, {})
    )


def animation_changes(before: ThemeVersion, after: ThemeVersion) -> Iterator[Change]:
    """What the lists say: size, rate and length."""
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
    """The changes in words, the first differing frame and a strip of key frames."""
    old, new = before.picture(ANIMATION), after.picture(ANIMATION)
    if old is None or new is None:
        raise ReadingError("an animation is not there")
    met = steps(before.cues, after.cues)
    wanted = (_wanted(before), _wanted(after))
    scan = _Scan(threshold.frame)
    for pair in zip_longest(read_frames(old), read_frames(new)):
        _scan_pair(scan, pair, wanted)
    told = list(animation_changes(before, after))
    first = _first(scan, after.cues)
    if first is not None and not told:
        told.append(Change("film", f"the animation differs {_when(first, scan, after.cues)}"))
    return AnimationDifference(
        tuple(told),
        first,
        scan.place,
        tuple(_strip(met, wanted, scan, (before, after), threshold)),
        scan.last,
        scan.frames,
    )


def _wanted(version: ThemeVersion) -> tuple[int, ...]:
    animation = version.files[ANIMATION]
    return key_frame_numbers(version.cues, int(animation.frames or 0), animation.fps or 1)


def _scan_pair(
    scan: _Scan,
    pair: tuple[Frame | None, Frame | None],
    wanted: tuple[Sequence[int], Sequence[int]],
) -> None:
    for frame, numbers, key_frames in zip(pair, wanted, scan.key_frames, strict=True):
        if frame is not None and frame.number in numbers:
            key_frames[frame.number] = frame.image(NARROW)
    before, after = pair
    if before is None or after is None:
        ended = after or before
        _note(scan, pair, ended.time if ended else 0.0)
    elif before.planes() != after.planes():
        field_differences = _apart(before, after, scan.limit)
        if field_differences.any():
            if scan.first is None:
                scan.place = _bounds(field_differences)
            _note(scan, pair, after.time)


def _note(scan: _Scan, pair: tuple[Frame | None, Frame | None], time: float) -> None:
    """A frame differs, or only one side has it."""
    scan.first = scan.first or pair
    scan.last, scan.frames = time, scan.frames + 1


def _apart(before: Frame, after: Frame, limit: float) -> NDArray[np.bool_]:
    """The squares whose means differ by more than `limit`; all where the sizes differ."""
    old, new = before.means(), after.means()
    if old.shape != new.shape:
        return np.ones(old.shape[:2], np.bool_)
    found: NDArray[np.bool_] = np.abs(old - new).max(axis=2) > limit
    return found


def _bounds(field_differences: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    rows, cols = np.nonzero(field_differences)
    left, top = int(cols.min()) * BLOCK, int(rows.min()) * BLOCK
    return left, top, (int(cols.max()) + 1) * BLOCK, (int(rows.max()) + 1) * BLOCK


def _first(scan: _Scan, cues: Sequence[Cue]) -> KeyFrame | None:
    if scan.first is None:
        return None
    before, after = scan.first
    return KeyFrame(
        step_at(cues, _time(scan.first)),
        (before.time if before else None, after.time if after else None),
        before.image(WIDE) if before else None,
        after.image(WIDE) if after else None,
        True,
    )


def _time(pair: tuple[Frame | None, Frame | None]) -> float:
    found = pair[1] or pair[0]
    return found.time if found else 0.0


def step_at(cues: Sequence[Cue], time: float) -> str:
    """Which step runs at `time`, such as step 3 “text”; "" where none does."""
    running = [place for place, cue in enumerate(cues) if cue.start <= time < cue.end]
    return f"step {running[-1] + 1} “{cues[running[-1]].text}”" if running else ""


def _when(first: KeyFrame, scan: _Scan, cues: Sequence[Cue]) -> str:
    """In which steps, or from when to when where there are none."""
    last = step_at(cues, scan.last)
    if not first.caption or not last:
        return f"from {first.time:.2f} s to {scan.last:.2f} s"
    return f"in {first.caption}" if last == first.caption else f"from {first.caption} to {last}"


def _strip(
    met: Sequence[Step],
    wanted: tuple[Sequence[int], Sequence[int]],
    scan: _Scan,
    themes: tuple[ThemeVersion, ThemeVersion],
    threshold: Threshold,
) -> Iterator[KeyFrame]:
    """The ends of steps that differ, else of all of them, evenly chosen where there are many."""
    key_frames = list(_ends(met, wanted, scan, themes, threshold))
    differing = [key_frame for key_frame in key_frames if key_frame.differ] or key_frames
    for place in evenly_chosen(range(len(differing))):
        yield differing[place]


def _ends(
    met: Sequence[Step],
    wanted: tuple[Sequence[int], Sequence[int]],
    scan: _Scan,
    themes: tuple[ThemeVersion, ThemeVersion],
    threshold: Threshold,
) -> Iterator[KeyFrame]:
    places = [{id(cue): place for place, cue in enumerate(version.cues)} for version in themes]
    if not met:
        pairs = list(zip_longest(*wanted))
        captions = ["" for _ in pairs]
    else:
        pairs = [
            (
                wanted[0][places[0][id(step.before)]] if step.before else None,
                wanted[1][places[1][id(step.after)]] if step.after else None,
            )
            for step in met
        ]
        captions = [f"step {step.number} “{_text(step)}”" for step in met]
    rates = [version.files[ANIMATION].fps or 1 for version in themes]
    for numbers, caption in zip(pairs, captions, strict=True):
        pictures = [
            _key_frame(key_frames, number)
            for key_frames, number in zip(scan.key_frames, numbers, strict=True)
        ]
        times = [
            None if number is None else number / rate
            for number, rate in zip(numbers, rates, strict=True)
        ]
        differ = _differ(pictures[0], pictures[1], threshold.frame)
        yield KeyFrame(caption, (times[0], times[1]), pictures[0], pictures[1], differ)


def _text(step: Step) -> str:
    cue = step.after or step.before
    return cue.text if cue else ""


def _key_frame(key_frames: Mapping[int, Image.Image], number: int | None) -> Image.Image | None:
    return key_frames.get(number) if number is not None else None


def _differ(before: Image.Image | None, after: Image.Image | None, limit: float) -> bool:
    if before is None or after is None or before.size != after.size:
        return before is not after
    old, new = np.asarray(before).astype(np.int16), np.asarray(after).astype(np.int16)
    return bool(np.abs(old - new).max() > 2 * limit)


MOST_FRAMES = 200_000
MOST_PIXELS = 7680 * 4320
BLOCK = 4
"""Pixels along the side of the squares whose means are compared."""

MOST_MOMENTS = 12

Means = NDArray[np.float32]
"""Rows x columns x 3: brightness and both colour differences of each square."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; `number` counts from 0, `time` is in seconds."""

    number: int
    time: float
    decoded: av.VideoFrame

    def planes(self) -> bytes:
        """What is the same for the same frame."""
        return b"".join(bytes(plane) for plane in self.decoded.planes)

    def means(self) -> Means:
        """Means over squares of the three planes."""
        picture = self.decoded
        if picture.format.name != "yuv420p":
            picture = picture.reformat(format="yuv420p")
        sides = (BLOCK, BLOCK // 2, BLOCK // 2)
        parts = [_squares(picture.planes[place], side) for place, side in enumerate(sides)]
        rows = min(part.shape[0] for part in parts)
        cols = min(part.shape[1] for part in parts)
        return np.stack([part[:rows, :cols] for part in parts], axis=2)

    def image(self, width: int) -> Image.Image:
        """The frame as a picture of at most this width."""
        whole = Image.fromarray(self.decoded.to_ndarray(format="rgb24"))
        if whole.width > width:
            height = max(1, round(whole.height * width / whole.width))
            whole = whole.resize((width, height), Image.Resampling.LANCZOS)
        return whole


def read_frames(path: Path) -> Iterator[Frame]:
    """Every frame of an MP4, in order; ReadingError where it cannot be decoded."""
    content = read_bytes(path.parent, path.name, LARGEST_FILE)
    try:
        with av.open(io.BytesIO(content), "r", format="mp4") as container:
            stream = container.streams.video[0]
            if not 0 < stream.width * stream.height <= MOST_PIXELS:
                raise ReadingError(f"{path.name}: has {stream.width}x{stream.height} pixels")
            for number, frame in enumerate(container.decode(stream)):
                if number >= MOST_FRAMES:
                    raise ReadingError(f"{path.name}: has more than {MOST_FRAMES} frames")
                yield Frame(number, frame.time or 0.0, frame)
    except (av.FFmpegError, IndexError, ValueError, OSError) as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"{path.name}: cannot be decoded ({error})") from error


def key_frame_numbers(cues: Sequence[Cue], frames: int, rate: float) -> tuple[int, ...]:
    """The last frame of each step; of many steps evenly chosen ones, and four quarters where
    there are no steps. One for each place in the list, so that two films can be compared."""
    if frames < 1:
        return ()
    if cues:
        ends = [round(cue.end * rate) - 1 for cue in cues]
    else:
        ends = [frames * part // 4 - 1 for part in (1, 2, 3, 4)]
    return tuple(min(max(end, 0), frames - 1) for end in ends)


def evenly_chosen(places: Sequence[int], most: int = MOST_MOMENTS) -> tuple[int, ...]:
    """At most so many of the places, evenly chosen, with the last."""
    if len(places) <= most:
        return tuple(places)
    return tuple(places[(len(places) - 1) * each // (most - 1)] for each in range(most))


def _squares(plane: VideoPlane, side: int) -> Means:
    content = np.frombuffer(memoryview(plane), dtype=np.uint8)
    rows = content.reshape(plane.height, plane.line_size)[:, : plane.width]
    height, width = rows.shape[0] // side * side, rows.shape[1] // side * side
    flat = sum(rows[place:height:side, :width].astype(np.uint16) for place in range(side))
    sums = sum(np.asarray(flat)[:, place::side] for place in range(side))
    means: Means = np.asarray(sums, np.float32) / np.float32(side**2)
    return means
