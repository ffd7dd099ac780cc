"""Animations: RGBA frames to a GIF that is always the same.

Frames go, as areas that changed, into a file; when all have been seen, the palette is chosen and
they are read again. So no more than a few frames are ever held. The loop begins with the final
state, for as long as that is held: the first picture is what is printed and what stands still.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corrconv.formats.finish import Finished
from corrconv.formats.gif_frame import TICKS, UNCHANGED, Picture, changed, head
from corrconv.formats.gif_palette import Colours, ScreenTime, packed, palette, unpacked
from corrconv.formats.mp4 import require_frame
from corrconv.rendering.area import Area
from corrconv.rendering.profile import Profile
from corrconv.rendering.sink import Pixels

FASTEST = 15
"""Frames per second, at most: at more, viewers stumble and files grow."""

SHORTEST = 2
"""Ticks that a picture lasts at least; browsers take less for a mistake."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changes at frame `start`: an area, and the bytes that it takes in the spool."""

    start: int
    area: Area
    size: int


class GifWriter(Finished):
    """Takes frames in order and writes them when it is closed, endlessly repeated.

    Then `pictures` counts those written, and `reach` is the largest distance between a colour
    that was drawn and the one that stands for it.
    """

    def __init__(self, path: Path, profile: Profile) -> None:
        self.profile = profile
        self.frames = 0
        self.pictures = 0
        self.reach = 0
        self._path = path
        self._step = -(-profile.fps // FASTEST)
        self._spool = path.with_name(f"{path.name}.spool").open("wb+")
        self._time = ScreenTime()
        self._changes: list[Change] = []
        self._shown: Colours | None = None
        self._waiting: Pixels | None = None

    def write(
        self, frame: Pixels, repeat: int = 1, _changed: tuple[Area, ...] | None = None
    ) -> None:
        """Append `frame`, held for `repeat` frames; ValueError where its size is another."""
        require_frame(frame, repeat, self.frames, self.profile)
        before, self.frames = self.frames, self.frames + repeat
        first, last = before // self._step, self.frames // self._step
        if last > first:
            self._show(frame, first * self._step)
        self._waiting = frame.copy() if self.frames % self._step else None

    def step(self) -> None:
        """Nothing follows: nobody starts a GIF in its middle."""

    @property
    def ticks(self) -> int:
        """The length of the animation."""
        return self._tick(self.frames)

    @property
    def last(self) -> NDArray[np.uint8] | None:
        """Height x width x 3, what was drawn last; None before the first frame."""
        return None if self._shown is None else unpacked(self._shown)

    def close(self) -> None:
        """Choose the colours and write the file."""
        try:
            if self._waiting is not None:
                self._show(self._waiting, self.frames // self._step * self._step)
            if self._shown is not None:
                self._time.vanish(self._shown, self.frames)
                self._write(self._time.ranked())
        finally:
            self.drop()

    def drop(self) -> None:
        """Remove what was kept beside the file."""
        self._spool.close()
        Path(self._spool.name).unlink(missing_ok=True)

    def _show(self, frame: Pixels, start: int) -> None:
        """Let the picture be `frame` from frame `start` on."""
        colours = packed(frame)
        area = changed(self._shown, colours)
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
        with self._path.open("wb") as file:
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
        """What is left to draw of each change, none where it is too small for the palette."""
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
