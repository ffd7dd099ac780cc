"""The preview build and its contact sheets."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import render
from corrconv.products.site.contact_sheet import (
    GAP,
    HEAD,
    HEIGHT,
    WIDTH,
    SheetFigure,
    _font,
    _lines,
    draw_sheet,
)
from corrconv.rendering.profile import PREVIEW, PROFILES
from corrconv.theme.loader import DEFAULTS, shipped
from tests.toy import SCENE, Toy, project

LIGHT = shipped("light")


def run(toy: Toy, *arguments: str, media: Path | None = None) -> tuple[int, str]:
    """render.py for the toy project, with no quality named."""
    out = io.StringIO()
    command = [*arguments, "--media_dir", str(media or toy.media)]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = render.main(command, project(toy.root))
    return status, out.getvalue()


def sheet(media: Path, theme: str = "light") -> Path:
    return media / f"post/{PREVIEW}/contact-{theme}.png"


NAMES = ["one", "still-two", "three"]


@pytest.fixture
def three(tmp_path: Path) -> Toy:
    return Toy(tmp_path / "project", tmp_path / "media", NAMES)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Toy, str]:
    """A preview of three figures, and what its build said."""
    folder = tmp_path_factory.mktemp("kept")
    toy = Toy(folder / "project", folder / "media", NAMES)
    status, said = run(toy, "build", "--preview")
    assert status == 0
    return toy, said


@pytest.fixture
def built(kept: tuple[Toy, str], three: Toy) -> Toy:
    """A copy of it."""
    shutil.copytree(kept[0].media, three.media)
    return three


def test_a_preview_is_small_and_on_one_page(kept: tuple[Toy, str]) -> None:
    three, said = kept
    assert f"contact sheet {sheet(three.media, 'dark')}" in said
    profile, usual = PROFILES[PREVIEW], PROFILES["blog"]
    assert (profile.width, profile.fps, profile.still_scale) < (
        usual.width,
        usual.fps,
        usual.still_scale,
    )
    assert profile.pace > usual.pace
    with Image.open(sheet(three.media)) as image:
        assert image.width == GAP + 3 * (WIDTH + GAP)
        pixels = np.asarray(image)
    for column in range(3):
        x = GAP + column * (WIDTH + GAP)
        box = pixels[HEAD : HEAD + HEIGHT, x : x + WIDTH]
        assert ((box == 90).all(axis=2)).sum() > 1000, "the toy's grey square"
        above = pixels[HEAD - 40 : HEAD - 4, x : x + WIDTH]
        assert ((above == 90).all(axis=2)).sum() == 0


def test_a_second_preview_leaves_the_sheet_and_a_change_does_not(built: Toy) -> None:
    before = sheet(built.media).stat().st_ino
    assert "6 current" in run(built, "build", "--preview")[1]
    assert sheet(built.media).stat().st_ino == before
    built.scene("one", SCENE.replace("sink)\n", "sink, steps=9)\n"))
    assert "1 made" in run(built, "build", "--preview", "--theme", "light", "one")[1]
    assert sheet(built.media).stat().st_ino != before


def test_shards_merge_into_the_same_sheet(kept: tuple[Toy, str], tmp_path: Path) -> None:
    three = kept[0]
    parts = [tmp_path / "1", tmp_path / "2"]
    for number, part in enumerate(parts, 1):
        assert run(three, "build", "--preview", "--shard", f"{number}/2", media=part)[0] == 0
    assert run(three, "merge", *map(str, parts), media=tmp_path / "all")[0] == 0
    for theme in DEFAULTS:
        joined = sheet(tmp_path / "all", theme).read_bytes()
        assert joined == sheet(three.media, theme).read_bytes()
    assert {sheet(part, theme).exists() for part in parts for theme in DEFAULTS} == {True, False}


def test_other_builds_have_no_sheet(three: Toy) -> None:
    assert "contact" not in run(three, "build", "--profile", "draft", "--format", "png")[1]
    assert not list(three.media.rglob("contact*"))


@pytest.mark.parametrize("other", [["-q", "l"], ["--profile", "blog"]])
def test_a_preview_is_a_profile_of_its_own(three: Toy, other: list[str]) -> None:
    status, said = run(three, "build", "--preview", *other)
    assert status == 2
    assert f"wanted it without {' '.join(other)}" in said
    assert not three.media.exists()


def test_a_preview_can_be_verified(built: Toy) -> None:
    assert run(built, "verify", "--preview", "one")[0] == 0
    (built.media / "post/preview/light/one.png").unlink()
    assert run(built, "verify", "--preview", "one")[0] == 1


def test_a_still_that_cannot_be_read_leaves_an_empty_box(tmp_path: Path) -> None:
    still = tmp_path / "still.png"
    Image.new("RGB", (WIDTH, HEIGHT), (1, 2, 3)).save(still)
    good = np.asarray(draw_sheet("one", [SheetFigure("F1", "One", still)], LIGHT))
    still.write_bytes(still.read_bytes()[:50])
    bad = np.asarray(draw_sheet("one", [SheetFigure("F1", "One", still)], LIGHT))
    assert tuple(good[HEAD + 9, GAP + 9]) == (1, 2, 3)
    assert tuple(bad[HEAD + 9, GAP + 9]) == (255, 255, 255)
    assert (bad[HEAD + HEIGHT // 2 - 10 : HEAD + HEIGHT // 2 + 10] < 200).any()


def test_titles_fit_under_their_pictures() -> None:
    font = _font("Medium", 20)
    titles = ["Short", "A title of many words " * 3, "A title of many words " * 9, "x" * 200]
    lines = [_lines(title, font) for title in titles]
    assert [len(each) for each in lines] == [1, 2, 2, 1]
    assert all(font.getlength(line) <= WIDTH for each in lines for line in each)
    assert [each[-1].endswith("…") for each in lines] == [False, False, True, True]
