"""Encoded frames go from file to file unchanged, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import msgspec
import numpy as np
import pytest

from corrconv.figures.cards import OPENING
from corrconv.formats.mp4 import MP4
from corrconv.pipeline.store.artifact import Artifact
from corrconv.products.lecture.packets import PacketWriter, cut, join, packets
from corrconv.products.lecture.timeline import NotReadyError, Segment, Timeline
from corrconv.rendering.profile import Profile
from corrconv.rendering.result import Caption

TINY = Profile("tiny", 64, 48, 10, 10.0, 20, "medium", 20)


def frame(shade: int, width: int = 64) -> np.ndarray:
    pixels = np.full((48, width, 4), 255, np.uint8)
    pixels[8:24, 8:24, :3] = 10 * shade
    return pixels


def segment(folder: Path, name: str, steps: list[int], profile: Profile = TINY) -> Segment:
    """A part whose steps have so many frames."""
    cues, count = [], 0
    with MP4.open(folder / f"{name}.mp4", profile) as writer:
        for length in steps:
            writer.step()
            cues.append(Caption(count / 10, (count + length) / 10, f"{name} {count}"))
            for _ in range(length):
                writer.write(frame(count, profile.width))
                count += 1
    video = Artifact(
        kind="video",
        format="mp4",
        path=f"{name}.mp4",
        sha256="",
        bytes=0,
        width=profile.width,
        height=profile.height,
        frames=count,
        fps=profile.fps,
        seconds=count / profile.fps,
        fingerprint="",
    )
    return Segment(OPENING.figure, name, folder, video, None, tuple(cues))


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    return Timeline("All", (segment(tmp_path, "a", [3, 4]), segment(tmp_path, "b", [5])))


def shades(path: Path) -> list[int]:
    with av.open(str(path)) as container:
        return [int(each.to_ndarray()[16, 16]) for each in container.decode(video=0)]


def test_parts_are_joined_without_decoding(timeline: Timeline, tmp_path: Path) -> None:
    join(timeline, tmp_path / "all.mp4")
    reel = MP4.probe(tmp_path / "all.mp4")
    assert (reel.frames, reel.fps, reel.seconds) == (12, 10, pytest.approx(1.2))
    wanted = shades(timeline.segments[0].path) + shades(timeline.segments[1].path)
    assert shades(tmp_path / "all.mp4") == wanted
    assert wanted[:2] != wanted[1:3]
    with av.open(str(tmp_path / "all.mp4")) as container:
        assert [mark["metadata"]["title"] for mark in container.chapters()] == ["a", "b"]
        stream = container.streams.video[0]
        assert (stream.codec_context.color_range, stream.codec_context.colorspace) == (1, 1)


def test_a_clip_holds_its_step(timeline: Timeline, tmp_path: Path) -> None:
    first = timeline.segments[0]
    clips = list(cut(first, timeline.steps[:2], tmp_path))
    assert [path.name for path in clips] == ["001-opening-1.mp4", "002-opening-2.mp4"]
    assert [len(shades(path)) for path in clips] == [3, 4]
    assert shades(clips[0]) + shades(clips[1]) == shades(first.path)
    assert MP4.probe(clips[1]).seconds == pytest.approx(0.4)


def test_a_step_that_cannot_be_started_at_is_refused(tmp_path: Path) -> None:
    part = segment(tmp_path, "a", [6])
    halves = replace(part, cues=(Caption(0, 0.3, "one"), Caption(0.3, 0.6, "two")))
    steps = Timeline("All", (halves,)).steps
    with pytest.raises(NotReadyError, match=r"a\.mp4: step 'two' cannot be started at"):
        list(cut(halves, steps, tmp_path))


@pytest.mark.parametrize(
    "profile", [replace(TINY, width=80), replace(TINY, fps=20), replace(TINY, preset="ultrafast")]
)
def test_what_is_encoded_otherwise_is_refused(tmp_path: Path, profile: Profile) -> None:
    parts = segment(tmp_path, "a", [3]), segment(tmp_path, "b", [5], profile)
    with pytest.raises(NotReadyError, match=r"b\.mp4 is encoded otherwise"):
        join(Timeline("All", parts), tmp_path / "all.mp4")


def test_a_part_of_another_length_is_refused(tmp_path: Path) -> None:
    part = segment(tmp_path, "a", [3])
    video = msgspec.structs.replace(part.video, frames=4)
    short = replace(part, video=video)
    with pytest.raises(NotReadyError, match="has 3 frames"):
        join(Timeline("All", (short,)), tmp_path / "all.mp4")


def test_a_missing_frame_is_found(timeline: Timeline, tmp_path: Path) -> None:
    part = timeline.segments[0]
    with av.open(str(part.path)) as container:
        stream = container.streams.video[0]
        with (
            pytest.raises(ValueError, match="does not hold the frames"),
            PacketWriter(tmp_path / "x.mp4", stream, "x", ()) as writer,
        ):
            for packet in packets(container, "part"):
                writer.add(packet)
            writer._sum.update(b"one more")


@pytest.mark.parametrize("times", [(0, 1, 3), (0, 1, 2, 3, 4, 7, 7 + 4)])
def test_a_gap_between_frames_is_found(tmp_path: Path, times: tuple[int, ...]) -> None:
    path = tmp_path / "gap.mp4"
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=10, options={"x264-params": "bframes=0"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in times:
            picture = av.VideoFrame.from_ndarray(frame(number), "rgba")
            picture.pts = number
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    with (
        av.open(str(path)) as container,
        pytest.raises(ValueError, match=r"stands at|whole number"),
    ):
        list(packets(container, "gap.mp4"))
