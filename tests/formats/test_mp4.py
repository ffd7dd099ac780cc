"""MP4: colours, held frames, steps that decoding can begin at, and the order of the boxes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from corrconv.formats.codec.encoder import LONGEST_GROUP
from corrconv.formats.codec.video_probe import luma
from corrconv.formats.format import Probe
from corrconv.formats.mp4 import MP4
from tests.formats.animations import TINY, frame, write

LENGTHS = (1, 40, 2, 1, 17, 3)
"""Frames that each picture of `write_held` is held for."""


def noisy(shade: int) -> np.ndarray:
    pixels = frame(shade)
    pixels[30:40, 8:40, :3] = np.random.default_rng(shade).integers(0, 255, (10, 32, 3))
    return pixels


def write_held(path: Path) -> Path:
    with MP4.open(path, TINY) as writer:
        for number, length in enumerate(LENGTHS):
            if number == 3:
                writer.step()
            writer.write(noisy(number), length)
    return path


def keyframes(path: Path) -> list[int]:
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        return [place for place, packet in enumerate(packets) if packet.is_keyframe]


def test_colours_are_bt709_limited_range_and_say_so(tmp_path: Path) -> None:
    """Y = 16 + 219 (0.2126 R + 0.7152 G + 0.0722 B), computed here by hand."""
    path = tmp_path / "video.mp4"
    pixels = np.full((48, 64, 4), 255, np.uint8)
    pixels[..., :3] = (252, 98, 85)
    pixels[:2, :, :3] = 255
    with MP4.open(path, replace(TINY, quantiser=1)) as writer:
        writer.write(pixels, 3)
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        tags = (context.color_range, context.colorspace, context.color_primaries)
        assert (*map(int, tags), int(context.color_trc)) == (1, 1, 1, 1)
    last = MP4.probe(path).picture
    wanted = 16 + 219 / 255 * (0.2126 * 252 + 0.7152 * 98 + 0.0722 * 85)
    assert last is not None
    assert last[30, 30] == pytest.approx(wanted, abs=1.5)
    bt601 = 16 + 219 / 255 * (0.299 * 252 + 0.587 * 98 + 0.114 * 85)
    assert abs(wanted - bt601) > 5  # so the test can tell the two apart


@pytest.mark.parametrize("preset", ["ultrafast", "superfast"])
def test_the_entropy_coding_is_arithmetic(tmp_path: Path, preset: str) -> None:
    """H.264's baseline has none; x264's fastest preset leaves it out where it is not asked for."""
    write(MP4, tmp_path / "video.mp4", replace(TINY, preset=preset))
    with av.open(str(tmp_path / "video.mp4")) as container:
        assert container.streams.video[0].profile in {"Main", "High"}


def test_a_held_frame_is_shown_value_for_value(tmp_path: Path) -> None:
    with av.open(str(write_held(tmp_path / "video.mp4"))) as container:
        frames = [luma(each) for each in container.decode(video=0)]
    assert len(frames) == sum(LENGTHS)
    assert all((each == frames[40]).all() for each in frames[20:40])
    assert not (frames[41] == frames[40]).all()


def test_a_missing_frame_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in (0, 1, 3, 4):
            picture = av.VideoFrame.from_ndarray(frame(number), "rgba")
            picture.pts = number
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    with pytest.raises(ValueError, match="frame 1 stands at"):
        MP4.probe(path)


def test_a_long_hold_can_be_started_in(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    with MP4.open(path, TINY) as writer:
        writer.write(frame(0), 5 * LONGEST_GROUP * TINY.fps)
    assert keyframes(path) == [0, 20, 40, 60, 80]
    assert writer.check().frames == 100


def test_a_step_can_be_started_at(tmp_path: Path) -> None:
    write(MP4, tmp_path / "video.mp4")
    assert keyframes(tmp_path / "video.mp4") == [0]
    path = tmp_path / "steps.mp4"
    with MP4.open(path, TINY) as writer:
        writer.write(frame(0), 3)
        writer.step()
        writer.write(frame(0), 2)
        writer.step()
        writer.write(frame(10), 2)
    assert keyframes(path) == [0, 3, 5]
    assert writer.check() == Probe(64, 48, 7, 10, 0.7)


def test_an_index_after_the_frames_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(7):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame(0), "rgba")))
        container.mux(stream.encode(None))
    with pytest.raises(ValueError, match="index stands after"):
        MP4.probe(path)
