"""`verify` proves what is published: facts and stills that were changed and listed anew."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import structs

from corrconv.formats.codec.pixels import read_png, write_png
from corrconv.lesson.lesson import Lesson
from corrconv.pipeline.cache.sources import ROOT
from corrconv.pipeline.plan.selection import Selection
from corrconv.pipeline.store.manifest import read_manifest
from corrconv.pipeline.store.store import Store
from corrconv.products.article import article
from corrconv.theme.loader import shipped
from corrconv.verify.files import Known, find_problems, verify_files

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


VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**30,
    1e300,
    "",
    "\x1b[0m",
    [],
    [1],
    {},
    [[]],
    {"a": 1},
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a value: of a list, the first entry and the last."""
    yield path
    if isinstance(value, dict):
        for name in value:
            yield from places(value[name], (*path, name))
    elif isinstance(value, list):
        for number in sorted({0, len(value) - 1} if value else ()):
            yield from places(value[number], (*path, number))


def test_hostile_facts_are_a_problem_and_never_an_error(
    built: Path, tmp_path: Path, post: Lesson
) -> None:
    """Whatever stands anywhere in the facts, and whoever reads them."""
    media = tmp_path / "media"
    shutil.copytree(built, media)
    path = media / f"{PLACE}.facts.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    (entry,) = (
        each for each in read_manifest(Store(media).manifest).entries if each.path.endswith("json")
    )
    known = Known(post, article().oracle(), {"light": shipped("light")})
    every = [(place, value) for place in places(facts) if place for value in VALUES]
    assert len(every) > 300
    for place, value in every:
        copy = json.loads(json.dumps(facts))
        inner = copy
        for name in place[:-1]:
            inner = inner[name]
        if inner[place[-1]] == value:
            continue
        inner[place[-1]] = value
        path.write_text(json.dumps(copy), encoding="utf-8")
        content = path.read_bytes()
        forged = structs.replace(
            entry, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content)
        )
        found = list(find_problems(media, forged, known))
        free = place[0] == "look" or value == "\x1b[0m"  # measured; words that are as they like
        assert found or free, (place, value)
        assert all(problem.startswith(f"F4 {PLACE}.facts.json: ") for problem in found)
