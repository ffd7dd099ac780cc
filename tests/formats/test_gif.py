"""GIF: lengths and colours, the picture it begins with, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corrconv.formats.codec.gif_writer import require_first
from corrconv.formats.codec.palette import (
    MOST,
    Colours,
    ScreenTime,
    packed,
    palette,
    unpacked,
)
from corrconv.formats.format import Probe
from corrconv.formats.gif import GIF
from tests.formats.animations import TINY, frame, write


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    write(GIF, tmp_path / "loop.gif")
    return tmp_path / "loop.gif"


def pictures(path: Path) -> list[tuple[int, np.ndarray]]:
    """Milliseconds and colours of every picture."""
    found = []
    with Image.open(path) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append((image.info["duration"], np.array(image.convert("RGB"))))
    return found


def test_it_begins_with_the_last_frame_for_as_long_as_that_is_held(loop: Path) -> None:
    first = GIF.probe(loop).picture
    assert first is not None
    assert (first == frame(10)[..., :3]).all()
    shown = pictures(loop)
    assert [duration for duration, _ in shown] == [200, 100, 400]
    for (_, colours), shade in zip(shown, (10, 0, 5), strict=True):
        assert (colours == frame(shade)[..., :3]).all()


def test_what_ends_as_it_begins_needs_no_picture_for_it(tmp_path: Path) -> None:
    with GIF.open(tmp_path / "loop.gif", TINY) as writer:
        for shade in (5, 0, 5):
            writer.write(frame(shade))
    assert [duration for duration, _ in pictures(tmp_path / "loop.gif")] == [200, 100]


@pytest.mark.parametrize("fps", [1, 10, 15, 24, 25, 30, 60, 120])
@pytest.mark.parametrize("frames", [1, 7, 31])
def test_every_rate_keeps_the_length_and_begins_with_the_last_frame(
    tmp_path: Path, fps: int, frames: int
) -> None:
    path = tmp_path / "loop.gif"
    with GIF.open(path, replace(TINY, fps=fps)) as writer:
        for number in range(frames):
            writer.write(frame(number))
    met = GIF.probe(path)
    assert met.seconds == pytest.approx(frames / fps, abs=0.005)
    assert met.frames <= max(1, 15 * frames / fps + 1)
    assert (met.picture == frame(frames - 1)[..., :3]).all()
    if met.frames > 1:
        assert min(duration for duration, _ in pictures(path)) >= 20


def test_rounded_lengths_do_not_add_up(tmp_path: Path) -> None:
    """At 15 frames per second a frame lasts 6 or 7 hundredths, 100 of them 6.67 s."""
    path = tmp_path / "loop.gif"
    with GIF.open(path, replace(TINY, fps=15)) as writer:
        for number in range(100):
            writer.write(frame(number % 30))
    assert GIF.probe(path).seconds == 6.67
    assert {duration for duration, _ in pictures(path)} == {60, 70}


def test_many_colours_stay_within_reach(tmp_path: Path) -> None:
    """Of far more colours than a palette has, each is shown by one that is near; what is seen
    most is shown exactly."""
    drawn = frame(0)
    across, down = np.meshgrid(np.arange(64), np.arange(48))
    drawn[24:, :, :3] = np.stack([4 * across, 5 * down, 255 - 4 * across], axis=-1)[24:]
    path = tmp_path / "loop.gif"
    with GIF.open(path, TINY) as writer:
        writer.write(frame(0), 20)
        writer.write(drawn, 3)
    first = GIF.probe(path).picture
    assert first is not None
    ways = first.astype(int) - drawn[..., :3]
    assert 0 < (ways**2).sum(axis=-1).max() <= writer.reach**2 < 30**2
    assert (first[:24] == drawn[:24, :, :3]).all()
    assert writer.check() == Probe(64, 48, 2, seconds=2.3)
    with pytest.raises(ValueError, match="drawn last"):
        require_first(path, writer.check(), writer.last, 0)


def test_screen_time_is_pixels_times_frames() -> None:
    time = ScreenTime()
    before, after = np.array([[1, 2]], np.uint32), np.array([[3, 2]], np.uint32)
    time.appear(before, 0)
    time.vanish(before[:, :1], 5)
    time.appear(after[:, :1], 5)
    time.vanish(after, 7)
    assert time.ranked().tolist() == [2, 1, 3]  # 7, 5 and 2 frames


def test_a_palette_is_no_larger_than_it_may_be() -> None:
    every = np.arange(0, 1 << 24, 4099, dtype=np.uint32)
    chosen = palette(every)
    assert len(chosen.colours) <= MOST
    assert len(chosen.content) == 3 * 256
    near = unpacked(chosen.colours)[chosen.table(every)[every]].astype(int)
    assert ((near - unpacked(every)) ** 2).sum(axis=-1).max() <= chosen.reach**2
    assert palette(every[:MOST]).reach == 0
    assert palette(every[: MOST + 1]).reach > 0
    with pytest.raises(ValueError, match="no colour"):
        palette(every[:0])


def test_colours_are_packed_and_unpacked() -> None:
    colours: Colours = packed(frame(3))
    assert (unpacked(colours) == frame(3)[..., :3]).all()
    assert colours[10, 12] == 252 + (98 << 8) + (85 << 16)


def test_a_gif_that_ends_is_refused(loop: Path) -> None:
    content = loop.read_bytes()
    loop.write_bytes(content.replace(b"NETSCAPE2.0\x03\x01\x00", b"NETSCAPE2.0\x03\x01\x05"))
    with pytest.raises(ValueError, match="repeat for ever"):
        GIF.probe(loop)


def test_a_picture_that_is_held_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="655 s"), GIF.open(tmp_path / "loop.gif", TINY) as writer:
        writer.write(frame(0), 656 * 10)
    assert not (tmp_path / "loop.gif.spool").exists()
