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
COMMANDS = re.compile(r"^\| `\.venv/bin/python -m pytest ([^`]+)`", re.MULTILINE)


def sources(root: Path) -> dict[str, bytes]:
    """The content of every file of the project but what commands leave."""
    names = ("corrconv", "scenes", "tests", "docs", "render.py", "pyproject.toml")
    files = (file for name in names for file in [root / name, *(root / name).rglob("*")])
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in files
        if file.is_file() and "__pycache__" not in file.parts
    }


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the figure of the page in it."""
    root = tmp_path_factory.mktemp("copy")
    for name, content in sources(ROOT).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    for name, text in NEW.findall(PAGE):
        assert not (root / name).exists()
        (root / name).write_text(text, encoding="utf-8")
    return root


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=copy, capture_output=True, text=True, check=False
    )


def test_a_figure_is_three_new_files_and_no_edit(copy: Path) -> None:
    before, after = sources(ROOT), sources(copy)
    new = {name for name, _ in NEW.findall(PAGE)}
    assert len(new) == 3
    assert after.keys() - before.keys() == new
    assert {name: after[name] for name in before} == before


def test_the_new_files_keep_the_rules_of_the_house(copy: Path) -> None:
    files = [name for name, _ in NEW.findall(PAGE)]
    for command in (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)):
        done = run(copy, "-m", *command, *files)
        assert done.returncode == 0, done.stdout + done.stderr
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(program), "--no-cache"], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_can_be_built_verified_and_linted(copy: Path) -> None:
    for command in ("build", "verify", "lint"):
        done = run(copy, "render.py", command, "X1", "-q", "l")
        assert done.returncode == 0, done.stdout + done.stderr
    facts = copy / "media/post/draft/light/patch.facts.json"
    assert '"[0,0]"' in facts.read_text(encoding="utf-8")


def test_it_can_be_drawn_by_hand(copy: Path) -> None:
    (command,) = re.findall(r"^    \.venv/bin/python (-m manim .*)$", PAGE, re.MULTILINE)
    done = run(copy, *command.split())
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(copy.glob("media/images/patch/PatchFigure*.png"))


def test_the_checks_of_the_page_pass(copy: Path) -> None:
    (arguments,) = COMMANDS.findall(PAGE)
    folders, _, words = arguments.partition(' -k "')
    done = run(copy, "-m", "pytest", "-q", *folders.split(), "-k", words.rstrip('"'))
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


def test_the_oracle_sees_a_wrong_scene(copy: Path) -> None:
    """One that asks another operation."""
    scene = copy / "scenes/patch.py"
    text = scene.read_text(encoding="utf-8")
    wrong = text.replace("patch(self.operation,", "patch(Operation.CROSS_CORRELATION,")
    wrong = wrong.replace("import patch", "import Operation, patch")
    assert wrong != text
    try:
        scene.write_text(wrong, encoding="utf-8")
        assert run(copy, "render.py", "build", "X1", "-q", "l").returncode == 0
        done = run(copy, "render.py", "verify", "X1", "-q", "l")
    finally:
        scene.write_text(text, encoding="utf-8")
    assert done.returncode == 1
    assert "X1 post/draft/light/patch" in done.stdout


@pytest.mark.parametrize("place", range(3))
def test_each_file_that_is_missing_is_named(copy: Path, place: int, tmp_path: Path) -> None:
    name, _ = NEW.findall(PAGE)[place]
    file = copy / name
    shutil.move(file, tmp_path)
    try:
        done = run(copy, "-m", "pytest", "-q", "-m", "", "tests/figures/test_registry.py")
    finally:
        shutil.move(tmp_path / file.name, file)
    assert done.returncode == 1
    assert "'patch'" in done.stdout or name in done.stdout
