"""WebM: colours, alpha, and times in milliseconds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import av
import numpy as np

from corrconv.formats.webm import WEBM
from tests.formats.animations import TINY, frame, write


def read_alpha(path: Path) -> np.ndarray:
    """The alpha of the last frame, 255 everywhere where there is none."""
    with av.open(str(path), "r", format="webm") as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        context = cast(av.VideoCodecContext, av.CodecContext.create(WEBM.codec, "r"))
        frames = [each for packet in packets for each in context.decode(packet)]
        last = [*frames, *context.decode(None)][-1]
        if last.format.name != "yuva420p":
            return np.full((last.height, last.width), 255, np.uint8)
        return np.array(last.to_ndarray(format="rgba")[..., 3])


def test_the_last_frame_is_the_one_that_was_drawn(tmp_path: Path) -> None:
    writer = write(WEBM, tmp_path / "film.webm")
    shown = WEBM.probe(tmp_path / "film.webm").picture
    assert shown is not None
    assert np.abs(shown.astype(int) - writer.last).mean() < 3


def test_colours_are_bt709_and_say_so(tmp_path: Path) -> None:
    write(WEBM, tmp_path / "film.webm")
    with av.open(str(tmp_path / "film.webm")) as container:
        stream = container.streams.video[0]
        shown = next(container.decode(stream))
    assert stream.codec_context.name == "vp9"
    assert (shown.colorspace, shown.color_range) == (1, 1)  # BT.709, limited


def test_a_clear_ground_stays_clear(tmp_path: Path) -> None:
    write(WEBM, tmp_path / "clear.webm", transparent=True).check()
    alpha = read_alpha(tmp_path / "clear.webm")
    drawn = frame(10, 0)[..., 3]
    assert np.abs(alpha.astype(int) - drawn).mean() < 5
    assert alpha[0, 0] <= 2
    assert alpha[16, 26] >= 253
    write(WEBM, tmp_path / "film.webm")
    assert (read_alpha(tmp_path / "film.webm") == 255).all()


def test_every_rate_is_in_step(tmp_path: Path) -> None:
    """Times are milliseconds, and 1/60 s is none."""
    for fps in (15, 24, 30, 60):
        path = tmp_path / f"{fps}.webm"
        with WEBM.open(path, replace(TINY, fps=fps)) as writer:
            for shift in range(40):
                writer.write(frame(shift))
        assert (writer.check().frames, writer.check().fps) == (40, fps)
