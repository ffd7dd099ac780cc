"""Held frames that the encoder does not see: the file is the one that it would have made."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrconv.formats import mp4
from corrconv.formats.encoder import LONGEST_GROUP
from corrconv.formats.hold import Hold, escaped, units
from corrconv.formats.mp4 import VideoWriter, encoder_options
from corrconv.formats.mp4_probe import read_reel
from corrconv.rendering.profile import Profile

TINY = Profile("tiny", 64, 48, 10, 10.0, 20, "superfast", 20)
LENGTHS = (1, 40, 2, 1, 17, 3)
"""Frames that each picture is held for: more than a number of four bits can count."""


class Plain(VideoWriter):
    """Has the encoder make every frame."""

    def _repeat(self) -> None:
        self.encode(self._planes.picture)


def encoded(folder: Path, kind: type[VideoWriter]) -> int:
    """The frames that reach the encoder."""
    seen: list[int] = []

    class Counting(kind):
        def encode(self, picture: av.VideoFrame) -> None:
            seen.append(self.frames)
            super().encode(picture)

    write(folder / "video.mp4", Counting)
    return len(seen)


def picture(shade: int) -> np.ndarray:
    pixels = np.full((48, 64, 4), 255, np.uint8)
    pixels[8:24, 8 + shade : 24 + shade, :3] = (252, 98, 85)
    pixels[30:40, 8:40, :3] = np.random.default_rng(shade).integers(0, 255, (10, 32, 3))
    return pixels


def write(path: Path, kind: type[VideoWriter], lengths: tuple[int, ...] = LENGTHS) -> Path:
    with kind(path, TINY) as writer:
        for number, length in enumerate(lengths):
            if number == 3:
                writer.step()
            writer.write(picture(number), length)
    return path


def decoded(path: Path) -> list[np.ndarray]:
    """The frames' brightness."""
    with av.open(str(path)) as container:
        return [mp4.luma(frame) for frame in container.decode(video=0)]


def test_the_encoder_would_have_made_the_same_file(tmp_path: Path) -> None:
    ours = write(tmp_path / "ours.mp4", VideoWriter)
    assert ours.read_bytes() == write(tmp_path / "plain.mp4", Plain).read_bytes()
    other = write(tmp_path / "other.mp4", Plain, (1, 41, 2, 1, 16, 3))
    assert ours.read_bytes() != other.read_bytes()


def test_most_held_frames_do_not_reach_the_encoder(tmp_path: Path) -> None:
    assert encoded(tmp_path, Plain) == sum(LENGTHS)
    assert encoded(tmp_path, VideoWriter) <= 4 * len(LENGTHS)


def test_a_held_frame_is_shown_value_for_value(tmp_path: Path) -> None:
    frames = decoded(write(tmp_path / "video.mp4", VideoWriter))
    assert len(frames) == sum(LENGTHS)
    assert all((frame == frames[40]).all() for frame in frames[20:40])
    assert not (frames[41] == frames[40]).all()


def test_a_frame_with_a_wrong_number_is_lost_and_noticed(tmp_path: Path, monkeypatch) -> None:
    right = Hold._numbered
    monkeypatch.setattr(Hold, "_numbered", lambda self, unit, by: right(self, unit, 3 * by))
    path = write(tmp_path / "video.mp4", VideoWriter)
    assert len(decoded(path)) < sum(LENGTHS)
    with pytest.raises(ValueError, match="frame"):
        read_reel(path)


def test_a_long_hold_can_be_started_in(tmp_path: Path) -> None:
    path = write(tmp_path / "video.mp4", VideoWriter, (5 * LONGEST_GROUP * TINY.fps,))
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    keys = [number for number, packet in enumerate(packets) if packet.is_keyframe]
    assert keys == [0, 20, 40, 60, 80]
    assert read_reel(path)[0].frames == 100


def first(options: dict[str, str], colours: str = "yuv420p") -> tuple[bytes, list[bytes]]:
    """The parameters and six pictures, the last five of them alike."""
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = 64, 48, colours
    encoder.framerate, encoder.thread_count = 10, 1
    encoder.options = options
    encoder.flags |= 1 << 22  # parameters apart from the pictures
    frame = av.VideoFrame.from_ndarray(picture(1), "rgba").reformat(format=colours)
    made = []
    for number in range(6):
        frame.pts = number
        made += [bytes(packet) for packet in encoder.encode(frame)]
    made += [bytes(packet) for packet in encoder.encode(None)]
    return bytes(encoder.extradata), made


def test_a_still_picture_is_told_from_one_that_is_not() -> None:
    options = encoder_options(TINY)
    for arithmetic, still in (("no-cabac=1", True), ("cabac=1", False)):
        params = options["x264-params"].replace("no-cabac=1", arithmetic)
        parameters, pictures = first({**options, "x264-params": params})
        hold = Hold(parameters, 64, 48)
        hold.take(pictures[0])
        assert not hold.still
        with pytest.raises(ValueError, match="is not the one before it"):
            hold.again()
        for each in pictures[1:]:
            hold.take(each)
        assert hold.still is still


def test_another_size_is_not_still() -> None:
    """One macroblock more, and a run over all of them is no longer over all."""
    parameters, pictures = first(encoder_options(TINY))
    for width, still in ((64, True), (80, False)):
        hold = Hold(parameters, width, 48)
        hold.take(pictures[-1])
        assert hold.still is still


@pytest.mark.parametrize(
    ("options", "colours", "match"),
    [
        ({"x264-params": "bframes=2"}, "yuv420p", "an order of their own"),
        ({"x264-params": "bframes=0"}, "yuv444p", "not 4:2:0 with 8 bits"),
    ],
)
def test_another_kind_of_video_is_refused(options, colours: str, match: str) -> None:
    parameters, _ = first({"preset": "medium", **options}, colours)
    with pytest.raises(ValueError, match=match):
        Hold(parameters, 64, 48)


def test_no_parameters_are_refused() -> None:
    with pytest.raises(ValueError, match="no sequence parameters"):
        Hold(b"", 64, 48)


@given(st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 4, 255]), max_size=40))
def test_no_unit_holds_a_start_code(content: list[int]) -> None:
    unit = bytes([65, *content, 128])
    kept = escaped(unit)
    assert [*units(b"\0\0\0\1" + kept)] == [unit]
    assert not any(kept.find(code) >= 0 for code in (b"\0\0\0", b"\0\0\1", b"\0\0\2"))


def test_what_is_not_escaped_falls_apart() -> None:
    assert [*units(b"\0\0\1" + bytes([65, 7, 0, 0, 1, 9]))] != [bytes([65, 7, 0, 0, 1, 9])]
