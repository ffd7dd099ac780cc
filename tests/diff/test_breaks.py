"""A copy of the project in which an index, a colour, a caption and a timing are broken: the report
names each, and nothing else; after a revert it is silent."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
FIGURES = ("F4", "F5", "F9", "F11")

BREAKS: Mapping[str, tuple[str, str]] = {
    "scenes/arrays.py": (
        "content=lambda tap: notation.letter(letters[tap])",
        "content=lambda tap: notation.letter("
        "letters[Index(-1, -1) if tap == Index(1, -1) else tap])",
    ),
    "corrconv/theme/data/light.toml": ("#1D7F60", "#3C7F1D"),
    "corrconv/figures/families/arrays.py": ("image {pixels}; its", "image {pixels}: its"),
    "scenes/reveal.py": ("self.hold(1.6)", "self.hold(4.0)"),
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without its history, and a draft of it in `before`."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("corrconv", "scenes"):
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REPOSITORY / name, root / name, ignore=leave)
    shutil.copy(REPOSITORY / "render.py", root)
    build(root, "before")
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "render.py", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def build(root: Path, media: str) -> None:
    done = run(root, "build", "-q", "l", "-j", "2", "--media_dir", media, *FIGURES)
    assert done.returncode == 0, done.stdout + done.stderr


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{path} has no {old!r}"
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def diff(root: Path, *arguments: str) -> tuple[int, list[str], dict[str, Any]]:
    """Exit status, lines, and the report as JSON."""
    done = run(root, "diff", *arguments, "--report", "report.json", "--report", "report.html")
    assert not done.stderr, done.stderr
    body: dict[str, Any] = json.loads((root / "report.json").read_text(encoding="utf-8"))
    return done.returncode, done.stdout.splitlines(), body


def test_each_break_is_named_and_nothing_else(copied: Path) -> None:
    assert diff(copied, "before", "before")[:2] == (0, ["4 unchanged"])
    for path, (old, new) in BREAKS.items():
        edit(copied, path, old, new)
    build(copied, "after")
    status, lines, body = diff(copied, "before", "after")
    output = "\n".join(lines)
    named = {each["figure"]: [c["kind"] for c in each["changes"]] for each in body["figures"]}
    assert status == 1, output
    assert named["F4"] == ["cell"], output
    assert named["F5"] == ["caption"], output
    assert set(named["F9"]) == {"timing"}, output
    assert set(named["F11"]) == {"colour", "film"}, output
    assert "F4: cell [1,−1] of letters: c → a" in output
    assert "F5: caption and alternative text changed: " in output
    assert "F9: length of the animation: " in output
    assert "F9: step 1 “Which kernel element does each pixel of y[1,1] meet?” lasts " in output
    assert "#1D7F60 (cross_correlation) → #3C7F1D (cross_correlation) (light)" in output
    assert all(change["themes"] == ["light"] for change in body["figures"][-1]["changes"])
    _restored(copied)


def _restored(root: Path) -> None:
    """The same folder after the breaks were taken back; built anew, not remembered."""
    for path, (old, new) in BREAKS.items():
        edit(root, path, new, old)
    build(root, "after")
    assert diff(root, "before", "after")[:2] == (0, ["4 unchanged"])
    page = (root / "report.html").read_text(encoding="utf-8")
    assert "No figure changed" in page
    assert "<article id" not in page
