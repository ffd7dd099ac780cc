"""What holds for every format that is made from the frames of an animation."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corrconv.formats.codec.writer import LONGEST_SECONDS, FrameWriter
from corrconv.formats.format import AnimationFormat, Probe
from corrconv.formats.gif import GIF
from corrconv.formats.mp4 import MP4
from corrconv.formats.webm import WEBM
from tests.formats.animations import ANIMATIONS, SHADES, TINY, frame, write

EXPECTED = {
    MP4.name: Probe(64, 48, 7, 10, 0.7),
    WEBM.name: Probe(64, 48, 7, 10, 0.7),
    GIF.name: Probe(64, 48, 3, None, 0.7),
}
OTHER_PROFILE = {
    MP4.name: replace(TINY, quantiser=40),
    WEBM.name: replace(TINY, crf=40),
    GIF.name: replace(TINY, fps=5),
}
SURPLUS = {MP4.name: 1, WEBM.name: 24, GIF.name: 0}
"""Bytes at the end of a file without which it can be read as well."""


@pytest.fixture(params=ANIMATIONS, ids=[each.name for each in ANIMATIONS])
def form(request: pytest.FixtureRequest) -> AnimationFormat:
    return request.param


@pytest.fixture
def path(form: AnimationFormat, tmp_path: Path) -> Path:
    return tmp_path / f"film{form.suffix}"


def test_each_has_what_is_expected_of_it() -> None:
    names = {each.name for each in ANIMATIONS}
    assert names == set(EXPECTED) == set(OTHER_PROFILE) == set(SURPLUS)


def test_what_is_written_is_what_is_read(form: AnimationFormat, path: Path) -> None:
    expected = EXPECTED[form.name]
    assert write(form, path).check() == expected
    assert list(form.probe(path).differences(expected)) == []
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_same_frames_give_the_same_bytes(form: AnimationFormat, path: Path) -> None:
    write(form, path)
    again, other = path.with_name("again"), path.with_name("other")
    write(form, again)
    assert again.read_bytes() == path.read_bytes()
    write(form, other, OTHER_PROFILE[form.name])
    assert other.read_bytes() != path.read_bytes()


def test_a_held_frame_is_the_same_frame_again(form: AnimationFormat, path: Path) -> None:
    write(form, path)
    again = path.with_name("again")
    with form.open(again, TINY) as writer:
        for shade in SHADES:
            writer.write(frame(shade))
    assert again.read_bytes() == path.read_bytes()


def test_a_file_cut_anywhere_is_refused(form: AnimationFormat, path: Path) -> None:
    write(form, path)
    whole = path.read_bytes()
    lengths = range(0, len(whole) - SURPLUS[form.name], 1 + len(whole) // 60)
    assert len(lengths) > 30
    for length in lengths:
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError, match=rf"film\{form.suffix}: "):
            form.probe(path).require(path.name, EXPECTED[form.name])


@pytest.mark.parametrize("what", ["frames", "width", "height", "fps", "seconds"])
def test_another_file_than_expected_is_refused(
    form: AnimationFormat, path: Path, what: str
) -> None:
    write(form, path)
    expected = EXPECTED[form.name]
    if getattr(expected, what) is None:
        assert getattr(form.probe(path), what) is None
        return
    wrong = replace(expected, **{what: getattr(expected, what) + 2})
    with pytest.raises(ValueError, match="lasts" if what == "seconds" else what):
        form.probe(path).require(path.name, wrong)


def test_another_last_frame_is_refused(form: AnimationFormat, path: Path) -> None:
    writer, other = write(form, path), path.with_name("other")
    with form.open(other, TINY) as another:
        for shade in SHADES[:5]:
            another.write(frame(shade))
        another.write(frame(10) ^ np.array([255, 255, 255, 0], np.uint8), 2)
    another.check()
    shutil.copy(other, path)
    with pytest.raises(ValueError, match="drawn last"):
        writer.check()


BAD: dict[str, Callable[[FrameWriter], None]] = {
    "another size": lambda writer: writer.write(frame(0)[:40]),
    "no alpha": lambda writer: writer.write(frame(0)[..., :3]),
    "another type": lambda writer: writer.write(frame(0).astype(np.float64)),
    "shown never": lambda writer: writer.write(frame(0), 0),
    "too long": lambda writer: writer.write(frame(0), LONGEST_SECONDS * 10 + 1),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_frame_is_refused(form: AnimationFormat, path: Path, what: str) -> None:
    with pytest.raises(ValueError), form.open(path, TINY) as writer:
        BAD[what](writer)
    assert [each.name for each in path.parent.iterdir()] in ([path.name], [])
