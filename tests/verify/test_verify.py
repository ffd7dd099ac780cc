"""`verify` proves what is published: facts and stills that were changed and listed anew."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corrconv.formats.codec.pixels import read_png, write_png
from corrconv.lesson.lesson import Lesson
from corrconv.pipeline.cache.sources import ROOT
from corrconv.pipeline.plan.selection import Selection
from corrconv.products.article import article
from corrconv.theme.loader import shipped
from corrconv.verify.files import Known, verify_files

PLACE = "post/draft/light/kernel"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    media = tmp_path_factory.mktemp("built")
    command = [sys.executable, str(ROOT / "render.py"), "build", "kernel", "-q", "l", "-j", "1"]
    command += ["--theme", "light", "--media_dir", str(media)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return media


def problems(media: Path, lesson: Lesson) -> tuple[str, ...]:
    return verify_files(
        media, Known(lesson, article().oracle(), {"light": shipped("light")}), Selection()
    ).problems


def changed(built: Path, to: Path, ending: str, change: Callable[[Path], None]) -> Path:
    """A copy of what was built, one file of it changed, the manifest telling its new content."""
    shutil.copytree(built, to)
    path = to / f"{PLACE}.{ending}"
    change(path)
    listed = json.loads((to / "manifest.json").read_text(encoding="utf-8"))
    for entry in listed["artifacts"]:
        if entry["path"] == f"{PLACE}.{ending}":
            content = path.read_bytes()
            entry.update(sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))
    (to / "manifest.json").write_text(json.dumps(listed), encoding="utf-8")
    return to


def test_what_was_built_is_proved(built: Path, post: Lesson) -> None:
    assert problems(built, post) == ()


def test_a_changed_letter_in_the_facts(built: Path, tmp_path: Path, post: Lesson) -> None:
    def change(path: Path) -> None:
        facts = json.loads(path.read_text(encoding="utf-8"))
        (entry,) = (
            each for each in facts["drawn"] if (each["grid"], each["text"]) == ("letters", "f")
        )
        entry["text"] = "d"
        path.write_text(json.dumps(facts), encoding="utf-8")

    media = changed(built, tmp_path / "media", "facts.json", change)
    assert problems(media, post) == (
        f"F4 {PLACE}.facts.json: F4 kernel: letters [1,0]: drawn 'd', expected 'f'",
    )


def test_a_cell_painted_over_in_the_still(built: Path, tmp_path: Path, post: Lesson) -> None:
    facts = json.loads((built / f"{PLACE}.facts.json").read_text(encoding="utf-8"))
    (entry,) = (each for each in facts["drawn"] if each["text"] == "h")
    left, top, right, bottom = (round(edge) for edge in entry["bbox"])

    def change(path: Path) -> None:
        still = np.array(read_png(path))
        still[top + 4 : bottom - 3, left + 4 : right - 3] = still[top + 4, left + 4]
        write_png(still, path)

    media = changed(built, tmp_path / "media", "png", change)
    assert problems(media, post) == (
        f"F4 {PLACE}.png: F4 kernel: letters [0,1]: 'h' cannot be seen",
    )


def test_facts_of_another_figure(built: Path, tmp_path: Path, post: Lesson) -> None:
    def change(path: Path) -> None:
        facts = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**facts, "figure": "image"}), encoding="utf-8")

    media = changed(built, tmp_path / "media", "facts.json", change)
    assert any("is about figure image" in problem for problem in problems(media, post))
