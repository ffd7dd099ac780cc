"""F17, F24, F28: hostile and unknown names, sizes that are too large; refused before anything
is touched, in one sentence."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import render
from corrconv.lesson.lesson import BUILT_IN
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.pipeline.plan.resolve import find_profile, require_profile
from corrconv.pipeline.store.names import checked_name, inside
from corrconv.products.article import article
from corrconv.rendering.profile import PROFILES
from tests.toy import Toy, project

HOSTILE = ["../x", "/abs", "-rf", "", ".", "..", "a/b", "a\0b", "a\nb", "a b", "é", "a" * 201, "~"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        checked_name(name, "figure")


@pytest.mark.parametrize("name", ["a", "F1-convolution", "9.x_y", "A" * 200])
def test_a_plain_name_is_taken(name: str) -> None:
    assert checked_name(name, "figure") == name


@pytest.mark.parametrize("path", ["../x.png", "/etc/x", "a/../../x", "a/.hidden/x", "-x/y"])
def test_a_path_that_leads_outside_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError):
        inside(tmp_path, path)


def test_a_path_through_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "media/post").symlink_to(tmp_path / "outside")
    with pytest.raises(ValueError, match="outside"):
        inside(tmp_path / "media", "post/x.png")
    (tmp_path / "media/here").mkdir()
    (tmp_path / "media/there").symlink_to("here")
    assert inside(tmp_path / "media", "there/x.png") == tmp_path / "media/there/x.png"


@pytest.mark.parametrize("name", ["../x", "/abs", "-x", "a/b", "", "a\\u0000b"])
def test_a_hostile_lesson_name_is_refused(toy: Toy, tmp_path: Path, name: str) -> None:
    text = BUILT_IN.read_text(encoding="utf-8").replace('name = "post"', f'name = "{name}"', 1)
    lesson = tmp_path / "lesson.toml"
    lesson.write_text(text, encoding="utf-8")
    done = toy.call("build", "--lesson", str(lesson))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert not toy.media.exists()


def test_a_figure_with_a_hostile_name_is_refused(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = project(toy.root)
    hostile = replace(plain, catalog=(), find=lambda _: (replace(plain.catalog[0], name="../x"),))
    assert render.main(["build", "--media_dir", str(toy.media)], hostile) == 2
    assert "'../x'" in capsys.readouterr().err
    assert not toy.media.exists()


BROKEN_LESSONS = {
    "not there": None,
    "not TOML": b"name = [",
    "not text": b"\xff\xfe\x00",
    "empty": b"",
    "too long": b"# " + b"x" * (1 << 18),
}


@pytest.mark.parametrize("kind", BROKEN_LESSONS)
def test_a_broken_lesson_is_refused(toy: Toy, tmp_path: Path, kind: str) -> None:
    lesson, content = tmp_path / "lesson.toml", BROKEN_LESSONS[kind]
    if content is not None:
        lesson.write_bytes(content)
    done = toy.call("build", "--lesson", str(lesson))
    assert done.returncode == 2
    assert "lesson.toml" in done.stderr
    assert not toy.media.exists()


@pytest.mark.parametrize("size", [17, 1001, 10**9 + 1])
def test_more_cells_than_a_picture_can_hold_are_refused(
    toy: Toy, tmp_path: Path, size: int
) -> None:
    text = BUILT_IN.read_text(encoding="utf-8")
    text = text.replace("columns = 7", f"columns = {size}").replace("rows = 7", f"rows = {size}")
    lesson = tmp_path / "lesson.toml"
    lesson.write_text(text, encoding="utf-8")
    done = toy.call("build", "--lesson", str(lesson))
    assert done.returncode == 2
    assert "cells" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("width", 853), ("width", 0), ("width", 10**6), ("height", -2), ("fps", 0), ("fps", 10**6)],
)
def test_sizes_out_of_bounds_are_refused(name: str, value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        require_profile(replace(PROFILES["draft"], **{name: value}))


def test_every_profile_is_within_bounds() -> None:
    for profile in PROFILES.values():
        assert require_profile(profile) is profile


def test_another_rate_and_ground_have_folders_of_their_own() -> None:
    assert find_profile(BuildRequest(fps=24)).name == "blog-24fps"
    assert find_profile(BuildRequest(transparent=True)).name == "blog-transparent"
    assert find_profile(BuildRequest(fps=30)) is PROFILES["blog"]


REFUSED = {
    "an unknown figure": ["build", "nonsense"],
    "a pattern that matches nothing": ["build", "zz*"],
    "an empty name": ["build", ""],
    "a GIF on no ground": ["build", "-t", "--format", "gif"],
    "an mp4 on no ground": ["build", "-t", "--format", "mp4"],
    "an unknown format": ["build", "--format", "bmp"],
    "an unknown theme": ["build", "--theme", "sepia"],
    "an unknown profile": ["build", "--profile", "cinema"],
    "an unknown quality": ["build", "-q", "x"],
    "a quality and another profile": ["build", "-q", "l", "--profile", "blog"],
    "no frames": ["build", "--fps", "0"],
    "no workers": ["build", "-j", "0"],
    "too many workers": ["build", "-j", "9999"],
    "workers in words": ["build", "-j", "many"],
    "an unknown report": ["build", "--report", "report.doc"],
    "an unknown option": ["build", "--nonsense"],
    "an unknown command": ["biuld"],
    "no command": ["--nonsense"],
    "a form that a figure has not": ["build", "F5", "--format", "mp4"],
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_wrong_order_is_refused(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert render.main(REFUSED[kind], article()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_name_gets_a_suggestion_and_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert render.main(["build", "convolution-drawin"], article()) == 2
    said = capsys.readouterr().err
    assert "did you mean convolution-drawing" in said
    assert all(figure.id in said for figure in article().catalog)


def test_names_may_be_globs_and_ids(toy: Toy) -> None:
    toy.scene("two")
    done = toy.call("build", "t*", "--explain")
    assert "TWO" in done.stdout
    assert "ONE" not in done.stdout
    found = article().find(["F1*", "b1"])
    assert [figure.id for figure in found][:3] == ["F1", "F1-convolution", "F1-cross-correlation"]
    assert found[-1].id == "B1"


def test_nothing_is_read_from_a_terminal(toy: Toy) -> None:
    """Standard input is never asked: a pipe that stays open and empty would hang."""
    running = toy.start("build", "--format", "png", stdin=subprocess.PIPE)
    assert running.wait(60) == 0
    running.communicate()
