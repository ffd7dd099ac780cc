"""The five lessons and one of a user's are built and verified by the commands of the docs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from corrconv.catalog import find, fitting
from corrconv.lesson.lesson import load, shipped_lessons
from corrconv.pipeline.cache.sources import ROOT

pytestmark = pytest.mark.slow

DOCS = (ROOT / "docs/lessons.md").read_text(encoding="utf-8")
LESSONS = [name for name in shipped_lessons() if name != "post"]

EXTREME = {
    "eleven": """mode = "full"
outputs = [[-6, -6], [0, 0], [6, 6]]
worked = { convolution = [6, 6], cross-correlation = [-6, -6] }
[kernel]
values = [[-0.25, 2, 1], [0, "-1/3", 0], [-1, 12, 1]]
[image]
columns = 11
rows = 11
""",
    "names": """mode = "same"
boundary = "mirror"
worked = { convolution = [10, 1], cross-correlation = [-10, -1] }
[kernel]
letters = [["alpha", "beta", "gamma", "delta", "w_out"]]
[image]
columns = 13
rows = 5
origin = [0, 2]
""",
    "five": """[kernel]
values = [[0, 0, -1, 0, 0], [0, -1, -2, -1, 0], [-1, -2, 16, -2, -1], [0, -1, -2, -1, 0],
  [0, 0, -1, 0, 0]]
""",
}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "render.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)


def built(lesson: str | Path, media: Path, *more: str) -> list[dict[str, str]]:
    """Its stills, built and verified; the manifest's entries."""
    asked = ("--lesson", lesson, "-q", "l", "--theme", "light", "--media_dir", media)
    done = run("build", *asked, "--format", "png", "-j", "1", *more)
    assert done.returncode == 0, done.stdout + done.stderr
    checked = run("verify", *asked)
    assert checked.returncode == 0, checked.stdout
    assert "0 problems" in checked.stdout
    listed: list[dict[str, str]] = json.loads((media / "manifest.json").read_text())["artifacts"]
    return listed


SMALL = {
    ("emboss", "B4", "readable size"),
    ("rectangular", "F12", "readable size"),
    ("rectangular", "F13", "readable size"),
}
"""Lesson, figure and rule: many cells, or long texts in them, that no frame has more room for."""

LEAST = 11.0
"""Pixels: type that is allowed to be small is no smaller."""


@pytest.mark.parametrize("name", LESSONS)
def test_a_shipped_lesson_is_built_verified_and_linted(name: str, tmp_path: Path) -> None:
    entries = built(name, tmp_path / "media")
    made = {Path(entry["path"]).stem for entry in entries if entry["kind"] == "still"}
    figures = fitting(find(), load(Path(name)))
    assert made == {figure.name for figure in figures if "still" in figure.forms}
    report = json.loads(run("lint", "--media_dir", tmp_path / "media", "--json").stdout)
    assert (report["checked"], report["unread"]) == (len(made), [])
    found = {(name, each["figure"], each["rule"]) for each in report["findings"]}
    assert found == {entry for entry in SMALL if entry[0] == name}
    for each in report["findings"]:
        assert each["met"] >= LEAST or "letters" in each["sentence"], each


@pytest.mark.parametrize("name", EXTREME)
def test_an_extreme_lesson_is_built_and_verified(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(f'name = "{name}"\ntitle = "{name}"\n{EXTREME[name]}', encoding="utf-8")
    assert len(built(path, tmp_path / "media", "F[5689]", "F1[13]")) > 6


def test_the_lessons_of_the_docs_are_the_shipped_ones_and_build(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", DOCS, re.S)
    whole = [block for block in blocks if block.startswith("name = ")]
    assert len(whole) == 2
    for number, block in enumerate(whole):
        (tmp_path / f"{number}.toml").write_text(block, encoding="utf-8")
        load(tmp_path / f"{number}.toml")
    own, sobel = load(tmp_path / "0.toml"), load(tmp_path / "1.toml")
    shown = load(Path("sobel"))
    assert (sobel.weights, sobel.pixels) == (shown.weights, shown.pixels)
    assert own.name == "mine"
    for name in LESSONS:
        assert f"`{name}`" in DOCS


def test_a_new_lesson_becomes_a_video(tmp_path: Path) -> None:
    path, media = tmp_path / "mine.toml", tmp_path / "media"
    assert run("lesson", "new", path).returncode == 0
    done = run("build", "F1-convolution", "--lesson", path, "-q", "l", "--theme", "light",
               "--format", "mp4", "--media_dir", media)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert (media / "mine/draft/light/sliding-convolution.mp4").stat().st_size > 10_000
