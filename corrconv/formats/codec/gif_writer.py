"""RGBA frames to a GIF that is always the same, and back.

Frames go, as areas that changed, into a file; when all have been seen, the palette is chosen and
they are read again. So no more than a few frames are ever held. The animation begins with the final
state, for as long as that is held: the first picture is what is printed and what stands still.

Pillow and FFmpeg write GIFs as well: with their own palettes the worst colour of F9 (draft) is 35
and 66 of 442 away from the one that was drawn, here 16, in 989 and 431 kB, here in 374.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.GifImagePlugin import getdata

from corrconv.formats.codec.palette import MOST, Colours, ScreenTime, packed, palette, unpacked
from corrconv.formats.codec.writer import FrameWriter
from corrconv.formats.format import Probe
from corrconv.rendering.area import Area
from corrconv.rendering.profile import Profile
from corrconv.rendering.sink import Pixels

TICKS = 100
"""A GIF counts time in hundredths of a second."""

FASTEST = 15
"""Frames per second, at most: at more, viewers stumble and files grow."""

SHORTEST = 2
"""Ticks that a picture lasts at least; browsers take less for a mistake."""

LONGEST = 65535
"""Ticks that a picture may last."""

UNCHANGED = MOST
"""The number that leaves a pixel as it is."""

ENDLESS = 0
"""How often an animation is repeated that never ends."""


@dataclass(frozen=True, slots=True)
class Change:
    """Hold what changes at frame `start`: an area, and the bytes that it takes in the spool."""

    start: int
    area: Area
    size: int


@dataclass(frozen=True, slots=True)
class Picture:
    """An area of numbers of the palette, shown from tick `start`."""

    start: int
    area: Area
    numbers: NDArray[np.uint8]

    def trimmed(self) -> Picture:
        """Return the picture without edges that change nothing."""
        inner = bounds(self.numbers != UNCHANGED)
        if inner is None:
            return self
        top, left = self.area.top, self.area.left
        area = Area(top + inner.top, top + inner.bottom, left + inner.left, left + inner.right)
        return replace(self, area=area, numbers=self.numbers[inner.place])

    def data(self, ticks: int) -> list[bytes]:
        """Return the bytes of the picture, to be shown for `ticks` hundredths of a second."""
        if ticks > LONGEST:
            raise ValueError(f"a picture is held for {ticks // TICKS} s: a GIF can hold one 655 s")
        height, width = self.area.shape
        numbers = np.ascontiguousarray(self.numbers).tobytes()
        image = Image.frombytes("P", (width, height), numbers)
        clear = {"transparency": UNCHANGED} if (self.numbers == UNCHANGED).any() else {}
        place = (self.area.left, self.area.top)
        return getdata(image, place, duration=10 * ticks, disposal=1, **clear)


class GifWriter(FrameWriter):
    """Write the frames when it is closed, endlessly repeated.

    Then `pictures` counts those written, and `reach` is the largest distance between a colour
    that was drawn and the one that stands for it.
    """

    def __init__(self, path: Path, profile: Profile) -> None:
        super().__init__(path, profile)
        self.pictures = 0
        self.reach = 0
        self._step = -(-profile.fps // FASTEST)
        self._spool = path.with_name(f"{path.name}.spool").open("wb+")
        self._time = ScreenTime()
        self._changes: list[Change] = []
        self._shown: Colours | None = None
        self._waiting: Pixels | None = None

    def write(
        self, frame: Pixels, repeat: int = 1, changed: tuple[Area, ...] | None = None
    ) -> None:
        """Append `frame`, held for `repeat` frames; ValueError where its size is another."""
        self.require_frame(frame, repeat)
        before, self.frames = self.frames, self.frames + repeat
        first, last = before // self._step, self.frames // self._step
        if last > first:
            self._show(frame, first * self._step)
        self._waiting = frame.copy() if self.frames % self._step else None

    @property
    def ticks(self) -> int:
        """Return the length of the animation in hundredths of a second."""
        return self._tick(self.frames)

    @property
    def last(self) -> NDArray[np.uint8] | None:
        """Return what was drawn last, height x width x 3; None before the first frame."""
        return None if self._shown is None else unpacked(self._shown)

    def close(self) -> None:
        """Choose the colours and write the file."""
        if self._waiting is not None:
            self._show(self._waiting, self.frames // self._step * self._step)
        if self._shown is not None:
            self._time.vanish(self._shown, self.frames)
            self._write(self._time.ranked())

    def __exit__(self, *error: Any) -> None:
        """Finish the file; remove the changes that were kept beside it also after an error."""
        try:
            super().__exit__(*error)
        finally:
            self._spool.close()
            Path(self._spool.name).unlink(missing_ok=True)

    def check(self) -> Probe:
        """Decode the file; ValueError unless it begins with the frame that was drawn last, no
        colour of it further away than `reach`."""
        size = self.profile.width, self.profile.height
        expected = Probe(*size, self.pictures, seconds=self.ticks / TICKS)
        require_first(self.path, expected, self.last, self.reach)
        return expected

    def _show(self, frame: Pixels, start: int) -> None:
        """Let the picture be `frame` from frame `start` on."""
        colours = packed(frame)
        area = changed_area(self._shown, colours)
        if area is None:
            return
        if self._shown is not None:
            self._time.vanish(self._shown[area.place], start)
        self._time.appear(colours[area.place], start)
        size = self._spool.write(zlib.compress(colours[area.place].tobytes(), 1))
        self._changes.append(Change(start, area, size))
        self._shown = colours

    def _write(self, ranked: Colours) -> None:
        chosen = palette(ranked)
        self.reach = chosen.reach
        with self.path.open("wb") as file:
            file.write(head(self.profile.width, self.profile.height, chosen.content))
            for picture, ticks in self._timed(self._pictures(chosen.table(ranked))):
                file.writelines(picture.data(ticks))
                self.pictures += 1
            file.write(b";")

    def _timed(self, pictures: Iterator[Picture]) -> Iterator[tuple[Picture, int]]:
        picture = next(pictures)
        for after in pictures:
            yield picture, after.start - picture.start
            picture = after
        yield picture, self.ticks - picture.start

    def _pictures(self, numbers_of: NDArray[np.uint8]) -> Iterator[Picture]:
        """Yield what is left to draw of each change that the palette can show."""
        *changes, last = self._changes
        shown = numbers_of[self._shown]
        yield Picture(0, Area(0, self.profile.height, 0, self.profile.width), shown.copy())
        held = max(self.ticks - self._tick(last.start), SHORTEST)
        self._spool.seek(0)
        for change in changes:
            content = zlib.decompress(self._spool.read(change.size))
            colours = np.frombuffer(content, np.uint32).reshape(change.area.shape)
            numbers = numbers_of[colours]
            same = numbers == shown[change.area.place]
            shown[change.area.place] = numbers
            if not same.all():
                start = min(held + self._tick(change.start), max(self.ticks - SHORTEST, 0))
                left = np.where(same, np.uint8(UNCHANGED), numbers)
                yield Picture(start, change.area, left).trimmed()

    def _tick(self, frame: int) -> int:
        return (2 * TICKS * frame + self.profile.fps) // (2 * self.profile.fps)


def decode(path: Path) -> Probe:
    """Decode every picture of `path`.

    ValueError where the file cannot be decoded, or does not repeat for ever.
    """
    try:
        return _decode(path)
    except (OSError, EOFError, SyntaxError, IndexError) as error:
        raise ValueError(f"{path.name}: cannot be decoded ({error})") from error


def _decode(path: Path) -> Probe:
    if path.read_bytes()[-1:] != b";":
        raise ValueError(f"{path.name}: has no end")
    with Image.open(path, formats=("GIF",)) as image:
        if image.info.get("loop") != ENDLESS:
            raise ValueError(f"{path.name}: does not repeat for ever")
        count, milliseconds = getattr(image, "n_frames", 1), 0
        first = np.asarray(image.convert("RGB"))
        for number in range(count):
            image.seek(number)
            image.load()
            milliseconds += image.info.get("duration", 0)
        return Probe(*image.size, count, seconds=milliseconds / 1000, picture=first)


def require_first(
    path: Path, expected: Probe, last: NDArray[np.uint8] | None, reach: int = 0
) -> None:
    """Raise ValueError unless `path` decodes to `expected` and begins with the frame that was
    drawn `last`, no colour of it further away than `reach`."""
    found = decode(path)
    found.require(path.name, expected)
    if last is not None and found.picture is not None:
        distances = ((found.picture.astype(np.int32) - last) ** 2).sum(axis=-1)
        if distances.max() > reach * reach:
            raise ValueError(f"{path.name}: does not begin with the frame that was drawn last")


def changed_area(before: Colours | None, after: Colours) -> Area | None:
    """Return the smallest area outside which the two are equal; None where they are equal."""
    if before is None:
        return Area(0, after.shape[0], 0, after.shape[1])
    return bounds(before != after)


def bounds(marked: NDArray[np.bool_]) -> Area | None:
    """Return the smallest area that holds all that is marked; None where nothing is."""
    rows = np.flatnonzero(marked.any(axis=1))
    if not len(rows):
        return None
    cols = np.flatnonzero(marked[rows[0] : rows[-1] + 1].any(axis=0))
    return Area(int(rows[0]), int(rows[-1]) + 1, int(cols[0]), int(cols[-1]) + 1)


def head(width: int, height: int, colours: bytes) -> bytes:
    """Return signature, size, one palette of 256 for all pictures, and that it repeats for
    ever."""
    screen = struct.pack("<HHBBB", width, height, 0xF7, 0, 0)
    return b"GIF89a" + screen + colours + b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
