"""WebM files: what is written is what is read, also on no ground, and the same every time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from corrconv.formats.mp4_probe import Reel
from corrconv.formats.webm import WebmWriter
from corrconv.formats.webm_probe import read_alpha, read_film, require_film
from corrconv.rendering.profile import Profile

TINY = Profile("tiny", 96, 64, 10, 10.0, 18, "medium", 18)
REEL = Reel(96, 64, 7, Fraction(10), 0.7)


def frame(shift: int, ground: int = 255) -> np.ndarray:
    pixels = np.full((64, 96, 4), (*3 * (240,), ground), np.uint8)
    pixels[16:40, 8 + shift : 40 + shift] = (142, 11, 32, 255)
    return pixels


def write(path: Path, profile: Profile = TINY, clear: bool = False) -> WebmWriter:
    ground = 0 if clear else 255
    with WebmWriter(path, profile, clear) as writer:
        writer.write(frame(0, ground))
        writer.write(frame(8, ground), 4)
        writer.step()
        writer.write(frame(16, ground), 2)
    return writer


@pytest.fixture
def film(tmp_path: Path) -> Path:
    write(tmp_path / "film.webm")
    return tmp_path / "film.webm"


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    writer = write(tmp_path / "film.webm")
    met, last = read_film(tmp_path / "film.webm")
    assert (met.width, met.height, met.frames, met.fps) == (96, 64, 7, 10)
    assert met.seconds == pytest.approx(0.7, abs=0.1)
    assert writer.last is not None
    assert np.abs(last.astype(int) - writer.last).mean() < 3
    require_film(tmp_path / "film.webm", REEL, writer.last)
    with pytest.raises(ValueError, match="drawn last"):
        require_film(tmp_path / "film.webm", REEL, 255 - writer.last)


def test_its_colours_are_tagged(film: Path) -> None:
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        shown = next(container.decode(stream))
    assert stream.codec_context.name == "vp9"
    assert (shown.colorspace, shown.color_range) == (1, 1)  # BT.709, limited


def test_the_same_frames_give_the_same_bytes(tmp_path: Path, film: Path) -> None:
    write(tmp_path / "again.webm")
    assert (tmp_path / "again.webm").read_bytes() == film.read_bytes()
    write(tmp_path / "other.webm", replace(TINY, crf=40))
    assert (tmp_path / "other.webm").read_bytes() != film.read_bytes()


def test_a_clear_ground_stays_clear(tmp_path: Path, film: Path) -> None:
    write(tmp_path / "clear.webm", clear=True)
    alpha = read_alpha(tmp_path / "clear.webm")
    drawn = frame(16, 0)[..., 3]
    assert np.abs(alpha.astype(int) - drawn).mean() < 5
    assert alpha[0, 0] <= 2
    assert alpha[28, 40] >= 253
    assert (read_alpha(film) == 255).all()
    assert read_film(tmp_path / "clear.webm")[0].frames == 7


def test_every_rate_is_in_step(tmp_path: Path) -> None:
    """Times are milliseconds, and 1/60 s is none."""
    for fps in (15, 24, 30, 60):
        path = tmp_path / f"{fps}.webm"
        with WebmWriter(path, replace(TINY, fps=fps)) as writer:
            for shift in range(40):
                writer.write(frame(shift))
        require_film(path, Reel(96, 64, 40, Fraction(fps), 40 / fps), writer.last)


def test_a_cut_film_is_refused(film: Path) -> None:
    content = film.read_bytes()
    for length in range(0, len(content) - 20, 400):
        film.write_bytes(content[:length])
        with pytest.raises(ValueError, match=r"film\.webm: "):
            require_film(film, REEL, None)


WRONG: dict[str, Reel] = {
    "frames": replace(REEL, frames=8),
    "width": replace(REEL, width=98),
    "fps": replace(REEL, fps=Fraction(11)),
    "lasts": replace(REEL, seconds=2.0),
}


@pytest.mark.parametrize("what", WRONG)
def test_another_film_than_expected_is_refused(film: Path, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        require_film(film, WRONG[what], None)


BAD: dict[str, Callable[[WebmWriter], None]] = {
    "another size": lambda writer: writer.write(frame(0)[:40]),
    "no alpha": lambda writer: writer.write(frame(0)[..., :3]),
    "shown never": lambda writer: writer.write(frame(0), 0),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_frame_is_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(ValueError), WebmWriter(tmp_path / "film.webm", TINY) as writer:
        BAD[what](writer)
