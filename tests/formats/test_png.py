"""Stills: exact, always the same bytes, never blank."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corrconv.formats.codec.pixels import png, read_png, shows, write_png

PIXELS = np.random.default_rng(0).integers(0, 256, (9, 7, 4), np.uint8)
OPAQUE = PIXELS.copy()
OPAQUE[..., 3] = 255
LINED = PIXELS[[0, 0, 0, 1, 2, 2, 1, 0, 0]]


@pytest.mark.parametrize(
    ("pixels", "mode"),
    [(PIXELS, "RGBA"), (OPAQUE, "RGB"), (LINED, "RGBA"), (LINED | OPAQUE, "RGB")],
)
def test_a_still_keeps_every_pixel(tmp_path: Path, pixels: np.ndarray, mode: str) -> None:
    write_png(pixels, tmp_path / "a.png")
    write_png(pixels, tmp_path / "b.png")
    assert (read_png(tmp_path / "a.png") == pixels).all()
    assert shows(tmp_path / "a.png", pixels)
    assert shows(tmp_path / "a.png", np.asfortranarray(pixels))
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    with Image.open(tmp_path / "a.png") as image:
        assert image.mode == mode
        assert image.size == (7, 9)


@pytest.mark.parametrize("pixels", [PIXELS, OPAQUE], ids=["clear", "opaque"])
@pytest.mark.parametrize("channel", range(4))
def test_one_other_value_is_found(tmp_path: Path, pixels: np.ndarray, channel: int) -> None:
    write_png(pixels, tmp_path / "a.png")
    other = pixels.copy()
    other[-1, -1, channel] ^= 1
    assert not shows(tmp_path / "a.png", other)
    assert not shows(tmp_path / "a.png", pixels[1:])


def test_a_line_like_the_one_above_takes_next_to_no_room() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1, 9000, 4), np.uint8)
    one, same = (len(png(noise.repeat(count, axis=0))) for count in (2, 40))
    other = len(png(np.concatenate([noise, 255 - noise] * 20)))
    assert same - one < 3000 < 20 * one < other


def test_a_view_of_another_order_is_the_same_picture(tmp_path: Path) -> None:
    write_png(np.asfortranarray(PIXELS), tmp_path / "a.png")
    assert (read_png(tmp_path / "a.png") == PIXELS).all()


@pytest.mark.parametrize(
    "pixels",
    [
        None,
        PIXELS.astype(np.float64),
        PIXELS[..., :3],
        PIXELS[0],
        PIXELS[:0],
        np.zeros((4, 4, 4), np.uint8),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, pixels: object) -> None:
    with pytest.raises(ValueError):
        write_png(pixels, tmp_path / "a.png")  # type: ignore[arg-type]
    assert not (tmp_path / "a.png").exists()


def test_a_cut_still_cannot_be_read(tmp_path: Path) -> None:
    write_png(PIXELS, tmp_path / "a.png")
    whole = (tmp_path / "a.png").read_bytes()
    for length in range(len(whole) - 24):  # checksums and the end mark follow the pixels
        (tmp_path / "a.png").write_bytes(whole[:length])
        with pytest.raises(ValueError, match=r"a\.png: cannot be decoded"):
            read_png(tmp_path / "a.png")
        with pytest.raises(ValueError, match=r"a\.png: cannot be decoded"):
            shows(tmp_path / "a.png", PIXELS)
