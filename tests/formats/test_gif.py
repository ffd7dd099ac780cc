"""GIFs: their bytes, lengths and colours, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corrconv.formats.gif import GifWriter
from corrconv.formats.gif_palette import MOST, Colours, ScreenTime, packed, palette, unpacked
from corrconv.formats.gif_probe import Loop, read_loop, require_loop
from corrconv.formats.mp4 import LONGEST_SECONDS
from corrconv.rendering.profile import Profile

TINY = Profile("tiny", 64, 48, 10, 10.0, 20, "medium", 20)
LOOP = Loop(64, 48, 3, 0.7)


def frame(shade: int) -> np.ndarray:
    pixels = np.full((48, 64, 4), 255, np.uint8)
    pixels[8:24, 8 + shade : 24 + shade, :3] = (252, 98, 85)
    return pixels


def write(path: Path, profile: Profile = TINY) -> GifWriter:
    with GifWriter(path, profile) as writer:
        writer.write(frame(0))
        writer.write(frame(5), 4)
        writer.write(frame(10), 2)
    return writer


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    write(tmp_path / "loop.gif")
    return tmp_path / "loop.gif"


def pictures(path: Path) -> list[tuple[int, np.ndarray]]:
    """Milliseconds and colours of every picture."""
    found = []
    with Image.open(path) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append((image.info["duration"], np.array(image.convert("RGB"))))
    return found


def test_what_is_written_is_what_is_read(loop: Path) -> None:
    met, first = read_loop(loop)
    assert met == LOOP
    assert (first == frame(10)[..., :3]).all()
    shown = pictures(loop)
    assert [duration for duration, _ in shown] == [200, 100, 400]
    for (_, colours), shade in zip(shown, (10, 0, 5), strict=True):
        assert (colours == frame(shade)[..., :3]).all()


def test_what_ends_as_it_begins_needs_no_picture_for_it(tmp_path: Path) -> None:
    with GifWriter(tmp_path / "loop.gif", TINY) as writer:
        for shade in (5, 0, 5):
            writer.write(frame(shade))
    assert [duration for duration, _ in pictures(tmp_path / "loop.gif")] == [200, 100]


def test_it_leaves_nothing_beside_it(loop: Path) -> None:
    assert [path.name for path in loop.parent.iterdir()] == ["loop.gif"]


def test_the_same_frames_give_the_same_bytes(tmp_path: Path, loop: Path) -> None:
    write(tmp_path / "again.gif")
    assert (tmp_path / "again.gif").read_bytes() == loop.read_bytes()
    with GifWriter(tmp_path / "one by one.gif", TINY) as writer:
        for shade in (0, 5, 5, 5, 5, 10, 10):
            writer.write(frame(shade))
    assert (tmp_path / "one by one.gif").read_bytes() == loop.read_bytes()
    write(tmp_path / "other.gif", replace(TINY, fps=5))
    assert (tmp_path / "other.gif").read_bytes() != loop.read_bytes()


@pytest.mark.parametrize("fps", [1, 10, 15, 24, 25, 30, 60, 120])
@pytest.mark.parametrize("frames", [1, 7, 31])
def test_every_rate_keeps_the_length_and_begins_with_the_last_frame(
    tmp_path: Path, fps: int, frames: int
) -> None:
    path = tmp_path / "loop.gif"
    with GifWriter(path, replace(TINY, fps=fps)) as writer:
        for number in range(frames):
            writer.write(frame(number))
    met, first = read_loop(path)
    assert met.seconds == pytest.approx(frames / fps, abs=0.005)
    assert met.frames <= max(1, 15 * frames / fps + 1)
    assert (first == frame(frames - 1)[..., :3]).all()
    if met.frames > 1:
        assert min(duration for duration, _ in pictures(path)) >= 20


def test_rounded_lengths_do_not_add_up(tmp_path: Path) -> None:
    """At 15 frames per second a frame lasts 6 or 7 hundredths, 100 of them 6.67 s."""
    path = tmp_path / "loop.gif"
    with GifWriter(path, replace(TINY, fps=15)) as writer:
        for number in range(100):
            writer.write(frame(number % 30))
    met, _ = read_loop(path)
    assert met.seconds == 6.67
    assert {duration for duration, _ in pictures(path)} == {60, 70}


def test_many_colours_stay_within_reach(tmp_path: Path) -> None:
    """Of far more colours than a palette has, each is shown by one that is near; what is seen
    most is shown exactly."""
    drawn = frame(0)
    across, down = np.meshgrid(np.arange(64), np.arange(48))
    drawn[24:, :, :3] = np.stack([4 * across, 5 * down, 255 - 4 * across], axis=-1)[24:]
    path = tmp_path / "loop.gif"
    with GifWriter(path, TINY) as writer:
        writer.write(frame(0), 20)
        writer.write(drawn, 3)
    _, first = read_loop(path)
    ways = first.astype(int) - drawn[..., :3]
    assert 0 < (ways**2).sum(axis=-1).max() <= writer.reach**2 < 30**2
    assert (first[:24] == drawn[:24, :, :3]).all()
    require_loop(path, Loop(64, 48, 2, 2.3), writer.last, writer.reach)
    with pytest.raises(ValueError, match="drawn last"):
        require_loop(path, Loop(64, 48, 2, 2.3), writer.last, 0)


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


def test_a_gif_cut_anywhere_is_refused(loop: Path) -> None:
    whole = loop.read_bytes()
    require_loop(loop, LOOP)
    for length in range(0, len(whole), 7):
        loop.write_bytes(whole[:length])
        with pytest.raises(ValueError, match=r"loop\.gif: "):
            require_loop(loop, LOOP)


def test_a_gif_that_ends_is_refused(loop: Path) -> None:
    content = loop.read_bytes()
    loop.write_bytes(content.replace(b"NETSCAPE2.0\x03\x01\x00", b"NETSCAPE2.0\x03\x01\x05"))
    with pytest.raises(ValueError, match="repeat for ever"):
        require_loop(loop, LOOP)


WRONG: dict[str, Loop] = {
    "frames": replace(LOOP, frames=4),
    "width": replace(LOOP, width=66),
    "height": replace(LOOP, height=46),
    "seconds": replace(LOOP, seconds=1.0),
}


@pytest.mark.parametrize("what", WRONG)
def test_another_gif_than_expected_is_refused(loop: Path, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        require_loop(loop, WRONG[what])


def test_another_last_frame_is_refused(tmp_path: Path) -> None:
    writer = write(tmp_path / "loop.gif")
    assert writer.last is not None
    require_loop(tmp_path / "loop.gif", LOOP, writer.last, writer.reach)
    with pytest.raises(ValueError, match="drawn last"):
        require_loop(tmp_path / "loop.gif", LOOP, 255 - writer.last, writer.reach)


BAD: dict[str, Callable[[GifWriter], None]] = {
    "another size": lambda writer: writer.write(frame(0)[:40]),
    "no alpha": lambda writer: writer.write(frame(0)[..., :3]),
    "another type": lambda writer: writer.write(frame(0).astype(np.float64)),
    "shown never": lambda writer: writer.write(frame(0), 0),
    "too long": lambda writer: writer.write(frame(0), LONGEST_SECONDS * 10 + 1),
    "held too long": lambda writer: writer.write(frame(0), 656 * 10),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_frame_is_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(ValueError), GifWriter(tmp_path / "loop.gif", TINY) as writer:
        BAD[what](writer)
