"""docs/add-a-figure.md, followed word by word on a copy of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/add-a-figure.md").read_text(encoding="utf-8")
NEW = re.compile(r"New file `([^`]+)`:\n\n```python\n(.*?)```", re.DOTALL)
ADD = re.compile(
    r"Add to `([^`]+)`, (after|before) the line `([^`]+)`:\n\n```\n(.*?)```", re.DOTALL
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the figure of the page in it."""
    root = tmp_path_factory.mktemp("copy")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("corrconv", "scenes", "tests", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=ignore)
    for name in ("render.py", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    for name, text in NEW.findall(PAGE):
        assert not (root / name).exists()
        (root / name).write_text(text, encoding="utf-8")
    for name, side, line, text in ADD.findall(PAGE):
        path = root / name
        before = path.read_text(encoding="utf-8")
        assert before.count(f"{line}\n") == 1, f"{name}: {line}"
        after = f"{line}\n{text}" if side == "after" else f"{text}{line}\n"
        path.write_text(before.replace(f"{line}\n", after), encoding="utf-8")
    tests = root / "tests/figures/test_catalog.py"
    text = tests.read_text(encoding="utf-8")
    tests.write_text(
        re.sub(r"^(INVENTORY = .*)\]$", r'\1, "X1"]', text, flags=re.MULTILINE), "utf-8"
    )
    return root


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=copy, capture_output=True, text=True, check=False
    )


def test_the_page_has_every_step() -> None:
    assert len(NEW.findall(PAGE)) == 1
    assert len(ADD.findall(PAGE)) == 6
    assert PAGE.count("the line `") == 6


def test_it_can_be_built_verified_and_linted(copy: Path) -> None:
    for command in ("build", "verify", "lint"):
        done = run(copy, "render.py", command, "X1", "-q", "l")
        assert done.returncode == 0, done.stdout + done.stderr
    facts = copy / "media/post/draft/light/patch.facts.json"
    assert '"[0,0]"' in facts.read_text(encoding="utf-8")


def test_the_checks_of_the_page_pass(copy: Path) -> None:
    chosen = ("tests/pure", "tests/proof", "tests/test_house.py")
    done = run(copy, "-m", "pytest", "-q", *chosen, "-k", "patch or catalog or test_catalog")
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


def test_the_second_path_sees_a_wrong_scene(copy: Path) -> None:
    """One that asks another operation."""
    scene = copy / "scenes/patch.py"
    text = scene.read_text(encoding="utf-8")
    wrong = text.replace("patch(self.operation,", "patch(Operation.CROSS_CORRELATION,")
    wrong = wrong.replace("import patch", "import Operation, patch")
    try:
        scene.write_text(wrong, encoding="utf-8")
        assert run(copy, "render.py", "build", "X1", "-q", "l").returncode == 0
        done = run(copy, "render.py", "verify", "X1", "-q", "l")
    finally:
        scene.write_text(text, encoding="utf-8")
    assert done.returncode == 1
    assert "X1 post/draft/light/patch" in done.stdout
