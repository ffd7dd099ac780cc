"""Videos: their bytes, colours and structure, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from corrconv.formats.mp4 import LONGEST_SECONDS, VideoWriter
from corrconv.formats.mp4_probe import Reel, read_reel, require_reel
from corrconv.rendering.profile import Profile

TINY = Profile("tiny", 64, 48, 10, 10.0, 20, "medium", 20)
REEL = Reel(64, 48, 7, Fraction(10), 0.7)


def frame(shade: int) -> np.ndarray:
    pixels = np.full((48, 64, 4), 255, np.uint8)
    pixels[8:24, 8 + shade : 24 + shade, :3] = (252, 98, 85)
    return pixels


def write(path: Path, profile: Profile = TINY) -> VideoWriter:
    with VideoWriter(path, profile) as writer:
        writer.write(frame(0))
        writer.write(frame(5), 4)
        writer.write(frame(10), 2)
    return writer


@pytest.fixture
def video(tmp_path: Path) -> Path:
    write(tmp_path / "video.mp4")
    return tmp_path / "video.mp4"


def test_what_is_written_is_what_is_read(video: Path) -> None:
    reel, last = read_reel(video)
    assert reel == REEL
    require_reel(video, REEL, last)


def test_the_same_frames_give_the_same_bytes(tmp_path: Path, video: Path) -> None:
    write(tmp_path / "again.mp4")
    assert (tmp_path / "again.mp4").read_bytes() == video.read_bytes()
    write(tmp_path / "other.mp4", replace(TINY, quantiser=40))
    assert (tmp_path / "other.mp4").read_bytes() != video.read_bytes()


def test_a_held_frame_is_the_same_frame_again(tmp_path: Path, video: Path) -> None:
    with VideoWriter(tmp_path / "again.mp4", TINY) as writer:
        for shade in (0, 5, 5, 5, 5, 10, 10):
            writer.write(frame(shade))
    assert (tmp_path / "again.mp4").read_bytes() == video.read_bytes()


def test_colours_are_bt709_limited_range_and_say_so(tmp_path: Path) -> None:
    """Y = 16 + 219 (0.2126 R + 0.7152 G + 0.0722 B), computed here by hand."""
    path = tmp_path / "video.mp4"
    pixels = np.full((48, 64, 4), 255, np.uint8)
    pixels[..., :3] = (252, 98, 85)
    pixels[:2, :, :3] = 255
    with VideoWriter(path, replace(TINY, quantiser=1)) as writer:
        writer.write(pixels, 3)
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        tags = (context.color_range, context.colorspace, context.color_primaries)
        assert (*map(int, tags), int(context.color_trc)) == (1, 1, 1, 1)
    _, last = read_reel(path)
    wanted = 16 + 219 / 255 * (0.2126 * 252 + 0.7152 * 98 + 0.0722 * 85)
    assert last[30, 30] == pytest.approx(wanted, abs=1.5)
    bt601 = 16 + 219 / 255 * (0.299 * 252 + 0.587 * 98 + 0.114 * 85)
    assert abs(wanted - bt601) > 5  # so the test can tell the two apart


def test_a_video_cut_anywhere_is_refused(video: Path) -> None:
    whole = video.read_bytes()
    for length in range(0, len(whole) - 1, 1 + len(whole) // 60):
        video.write_bytes(whole[:length])
        with pytest.raises(ValueError, match=r"video\.mp4: "):
            require_reel(video, REEL, None)


WRONG: dict[str, Reel] = {
    "frames": replace(REEL, frames=8, seconds=0.8),
    "width": replace(REEL, width=66),
    "height": replace(REEL, height=46),
    "fps": replace(REEL, fps=Fraction(12)),
    "lasts": replace(REEL, seconds=1.0),
}


@pytest.mark.parametrize("what", WRONG)
def test_another_video_than_expected_is_refused(video: Path, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        require_reel(video, WRONG[what], None)


def test_another_last_frame_is_refused(tmp_path: Path, video: Path) -> None:
    writer = write(tmp_path / "again.mp4")
    require_reel(video, REEL, writer.last)
    assert writer.last is not None
    with pytest.raises(ValueError, match="drawn last"):
        require_reel(video, REEL, 255 - writer.last)


def test_an_index_after_the_frames_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(7):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame(0), "rgba")))
        container.mux(stream.encode(None))
    with pytest.raises(ValueError, match="index stands after"):
        require_reel(path, REEL, None)


def keyframes(path: Path) -> list[int]:
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        return [place for place, packet in enumerate(packets) if packet.is_keyframe]


def test_a_step_can_be_started_at(tmp_path: Path, video: Path) -> None:
    assert keyframes(video) == [0]
    path = tmp_path / "steps.mp4"
    with VideoWriter(path, TINY) as writer:
        writer.write(frame(0), 3)
        writer.step()
        writer.write(frame(0), 2)
        writer.step()
        writer.write(frame(10), 2)
    assert keyframes(path) == [0, 3, 5]
    require_reel(path, REEL, writer.last)


BAD: dict[str, Callable[[VideoWriter], None]] = {
    "another size": lambda writer: writer.write(frame(0)[:40]),
    "no alpha": lambda writer: writer.write(frame(0)[..., :3]),
    "another type": lambda writer: writer.write(frame(0).astype(np.float64)),
    "shown never": lambda writer: writer.write(frame(0), 0),
    "too long": lambda writer: writer.write(frame(0), LONGEST_SECONDS * 10 + 1),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_frame_is_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(ValueError), VideoWriter(tmp_path / "video.mp4", TINY) as writer:
        BAD[what](writer)
