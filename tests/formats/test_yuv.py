"""Frames become BT.709 planes exactly, and only what changed is converted again."""

from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from hypothesis import given
from hypothesis import strategies as st

from corrconv.formats.codec.encoder import Encoder
from corrconv.formats.codec.video_probe import luma
from corrconv.formats.codec.yuv import STRIP, Planes, changed
from corrconv.formats.mp4 import MP4
from corrconv.formats.video import VideoFormat
from corrconv.formats.webm import WEBM
from corrconv.rendering.area import Area
from corrconv.rendering.profile import Profile

HEIGHT, WIDTH = 96, 64


def plain(colour: tuple[int, int, int]) -> np.ndarray:
    frame = np.full((HEIGHT, WIDTH, 4), 255, dtype=np.uint8)
    frame[..., :3] = colour
    return frame


def fresh(frame: np.ndarray) -> Planes:
    planes = Planes(WIDTH, HEIGHT)
    planes.update(frame)
    return planes


def same(first: Planes, second: Planes) -> bool:
    return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in "yuv")


@pytest.mark.parametrize(
    ("colour", "wanted"),
    [
        ((0, 0, 0), (16, 128, 128)),
        ((255, 255, 255), (235, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 255, 0), (173, 42, 26)),
        ((0, 0, 255), (32, 240, 118)),
    ],
)
def test_primaries_have_the_published_codes(colour, wanted) -> None:
    """ITU-R BT.709-6, 8 bit: the codes of full colours."""
    planes = fresh(plain(colour))
    assert (planes.y[0, 0], planes.u[0, 0], planes.v[0, 0]) == wanted


def test_another_matrix_gives_other_codes() -> None:
    """BT.601, stock manim's, has 81, 90, 240 for red."""
    planes = fresh(plain((255, 0, 0)))
    assert (planes.y[0, 0], planes.u[0, 0], planes.v[0, 0]) != (81, 90, 240)


def test_brightness_agrees_with_libswscale_to_one_level() -> None:
    frame = np.random.default_rng(7).integers(0, 256, (HEIGHT, WIDTH, 4), dtype=np.uint8)
    reference = av.VideoFrame.from_ndarray(frame, "rgba").reformat(
        format="yuv420p",
        interpolation=Interpolation.ACCURATE_RND | Interpolation.BITEXACT | Interpolation.BICUBIC,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
    )
    y = reference.to_ndarray()[:HEIGHT].astype(int)
    assert np.abs(y - fresh(frame).y).max() <= 1


@given(
    top=st.integers(0, HEIGHT - 1),
    left=st.integers(0, WIDTH - 1),
    size=st.tuples(st.integers(1, 50), st.integers(1, 50)),
    colour=st.tuples(*[st.integers(0, 255)] * 3),
)
def test_converting_a_change_equals_converting_all(top, left, size, colour) -> None:
    before = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH, 4), dtype=np.uint8)
    after = before.copy()
    after[top : top + size[0], left : left + size[1], :3] = colour
    planes, told = fresh(before), fresh(before)
    planes.update(after)
    told.update(after, [Area(top, min(top + size[0], HEIGHT), left, min(left + size[1], WIDTH))])
    assert same(planes, fresh(after))
    assert same(told, fresh(after))


def test_a_change_outside_the_areas_that_are_told_is_not_looked_for() -> None:
    before, after = plain((10, 20, 30)), plain((10, 20, 30))
    after[40, 40, 0] = 200
    planes = fresh(before)
    planes.update(after, [Area(0, STRIP, 0, WIDTH)])
    assert same(planes, fresh(before))


def test_a_change_that_is_passed_over_would_show() -> None:
    before, after = plain((10, 20, 30)), plain((10, 20, 30))
    after[40, 40, 0] = 200
    assert not same(fresh(before), fresh(after))


def test_only_strips_that_changed_are_converted() -> None:
    before, after = plain((1, 2, 3)), plain((1, 2, 3))
    assert list(changed(before, after)) == []
    after[STRIP + 3, 20] = 9
    (area,) = changed(before, after)
    assert (area.top, area.bottom, area.left, area.right) == (STRIP, 2 * STRIP, 18, 24)
    assert len(list(changed(None, after))) == HEIGHT // STRIP


@pytest.mark.parametrize("video", [MP4, WEBM], ids=["mp4", "webm"])
def test_an_encoder_copies_what_it_is_lent(tmp_path: Path, video: VideoFormat) -> None:
    """Each frame is written into the memory of the one before it."""
    profile = Profile("tiny", 64, 48, 10, 10.0, 1, "ultrafast", 1)
    shown: list[np.ndarray] = []
    with Encoder(tmp_path / "a", video, profile) as writer:
        for shade in range(0, 250, 10):
            writer.write(np.full((48, 64, 4), (shade, 255 - shade, 40, 255), np.uint8))
            shown.append(writer.last.copy())
    with av.open(str(tmp_path / "a")) as container:
        decoded = [luma(frame).astype(int) for frame in container.decode(video=0)]
    off = [np.abs(one - two).mean() for one, two in zip(decoded, shown, strict=True)]
    late = [np.abs(one - two).mean() for one, two in zip(decoded, shown[1:], strict=False)]
    assert max(off) < 1 < min(late)
