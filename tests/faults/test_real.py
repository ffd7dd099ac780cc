"""F13 to F15, F18 to F20 and F25 with the article's own figures, drawn by manim."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import render
from corrconv.lesson.lesson import BUILT_IN
from tests.faults.test_environment import AWKWARD, EVERY_FORMAT, MANIM_CFG, one_cpu
from tests.toy import REPOSITORY

pytestmark = pytest.mark.slow

FIGURES = ("patches", "kernel")
MOVING = ("facts.json", "gif", "mp4", "poster.png", "vtt", "webm")


def build(
    media: Path, *arguments: str, root: Path = REPOSITORY, **more: Any
) -> subprocess.CompletedProcess[str]:
    """render.py of the project at `root`, previews in the light theme."""
    command = [sys.executable, str(root / "render.py"), "build", "--preview", "--theme", "light"]
    command += ["--media_dir", str(media), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240, **more)


def call(media: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same in this process, its tasks too: for what no process or environment can change."""
    out, err = io.StringIO(), io.StringIO()
    command = ["build", "--preview", "--theme", "light", "--executor", "inline"]
    command += ["--media_dir", str(media), *arguments]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = render.main(command)
    return subprocess.CompletedProcess(command, status, out.getvalue(), err.getvalue())


def published(media: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(media.glob("*/preview/light/*"))}


def copy(root: Path) -> Path:
    for name in ("corrconv", "scenes"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "render.py", root)
    return root


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the figures look like when nothing is unusual."""
    media = tmp_path_factory.mktemp("usual")
    done = build(media, *FIGURES, *EVERY_FORMAT)
    assert done.returncode == 0, done.stdout + done.stderr
    return media


def test_an_animation_and_a_still_are_the_same_everywhere(usual: Path, tmp_path: Path) -> None:
    """One CPU, other locale, zone and seed, no HOME, no programs, manim.cfg where it is run,
    and a checkout in a folder with a name that is hard to quote."""
    folder = tmp_path / AWKWARD
    root = copy(folder)
    (folder / "manim.cfg").write_text(MANIM_CFG)
    done = build(
        folder / "media",
        *FIGURES,
        *EVERY_FORMAT,
        root=root,
        cwd=folder,
        preexec_fn=one_cpu,
        env={"PATH": "/nonexistent", "LC_ALL": "tr_TR.UTF-8", "TZ": "NZ", "PYTHONHASHSEED": "7"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert published(folder / "media") == published(usual)
    assert sorted(published(usual)) == sorted(
        [f"kernel.{ending}" for ending in ("facts.json", "pdf", "png", "svg")]
        + ["kernel@2x.png", "patches@2x.png"]
        + [f"patches.{ending}" for ending in (*MOVING, "pdf", "png", "svg")]
    )


def test_another_picture_has_other_bytes(usual: Path, tmp_path: Path) -> None:
    """So that equal bytes mean something: a colour of one line changes every format."""
    root = copy(tmp_path / "changed")
    theme = root / "corrconv/theme/data/light.toml"
    text = theme.read_text(encoding="utf-8")
    theme.write_text(text.replace('ink = "#1A1F24"', 'ink = "#1A1F64"', 1), encoding="utf-8")
    done = build(tmp_path / "media", *FIGURES, *EVERY_FORMAT, root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    before, after = published(usual), published(tmp_path / "media")
    same = {name for name in before if before[name] == after[name]}
    assert same == {"patches.vtt"}


def test_a_moved_checkout_hits(usual: Path, tmp_path: Path) -> None:
    done = build(usual, *FIGURES, "--explain", root=copy(tmp_path / "moved"))
    assert done.stdout.count("current") == 2, done.stdout


def test_an_edited_scene_is_rendered_again_and_another_is_not(usual: Path, tmp_path: Path) -> None:
    root = copy(tmp_path / "edited")
    with (root / "scenes/patches.py").open("a") as scene:
        scene.write("# edited\n")
    said = build(usual, *FIGURES, "--explain", root=root).stdout.splitlines()
    assert said[0].endswith("kernel light: current")
    assert said[1].endswith("patches light: would be made: scenes/patches.py changed")


HOSTILE = {
    "markup": '#read("/etc/hostname")',
    "mathematics": "$ sum $",
    "a package": '#import "@preview/cetz:0.3.0"',
    "an escape": "\\u{41} \\",
    "a closing bracket": '"] #panic() [',
    "a comment": "// */ /*",
}
UNFIT = {
    **HOSTILE,
    "a control character": "\u0007",
    "too long": "x" * 1000,
    "nothing": "",
    "too many letters": "abcdefgh",
    "no letter": "7",
}


@pytest.mark.parametrize("kind", UNFIT)
def test_a_letter_that_is_none_is_refused(tmp_path: Path, kind: str) -> None:
    path = lesson(tmp_path, '["a",', f"[{json.dumps(UNFIT[kind])},")
    done = call(tmp_path / "media", "kernel", "--lesson", str(path))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "letter" in done.stderr
    assert not (tmp_path / "media").exists()


def test_a_letter_without_a_glyph_fails_its_figure(tmp_path: Path) -> None:
    path = lesson(tmp_path, '["a",', '["\U00013000",')
    done = call(tmp_path / "media", "kernel", "--lesson", str(path))
    assert done.returncode == 1
    assert "no glyph" in done.stdout
    assert published(tmp_path / "media") == {}


@pytest.mark.parametrize("kind", ["a control character", "too long"])
def test_a_text_that_cannot_be_set_fails_its_figure(tmp_path: Path, kind: str) -> None:
    source = '"Textbook, summed over the kernel"'
    path = lesson(tmp_path, source, json.dumps(UNFIT[kind]))
    done = call(tmp_path / "media", "notation-zoo", "--lesson", str(path))
    assert done.returncode in (1, 2)
    assert published(tmp_path / "media") == {}


def test_markup_in_a_text_is_only_text(tmp_path: Path) -> None:
    path = lesson(tmp_path, "", "")
    text = path.read_text(encoding="utf-8")
    sources = [line for line in text.splitlines() if line.startswith("source = ")]
    for line, hostile in zip(sources, HOSTILE.values(), strict=True):
        text = text.replace(line, f"source = {json.dumps(hostile)}", 1)
    path.write_text(text, encoding="utf-8")
    done = call(tmp_path / "media", "notation-zoo", "--lesson", str(path))
    assert done.returncode == 0, done.stdout
    facts = json.loads(published(tmp_path / "media")["notation-zoo.facts.json"])
    drawn = "".join(each["text"] or "" for each in facts["drawn"]).replace(" ", "")
    for hostile in HOSTILE.values():
        assert hostile.replace(" ", "") in drawn


def lesson(folder: Path, old: str, new: str) -> Path:
    """The article's lesson with one change, under another name."""
    text = BUILT_IN.read_text(encoding="utf-8")
    assert old in text
    path = folder / "other.toml"
    text = text.replace(old, new, 1).replace('name = "post"', 'name = "other"', 1)
    path.write_text(text, encoding="utf-8")
    return path
