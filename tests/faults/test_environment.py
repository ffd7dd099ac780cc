"""F14, F15, F18, F20: the same bytes in every environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.toy import Toy

pytestmark = pytest.mark.slow

AWKWARD = "a b'c\"d {e} é\nf%s $HOME;:,~"

MANIM_CFG = "[CLI]\nbackground_color = RED\npixel_width = 100\nframe_rate = 3\n"


EVERY_FORMAT = ("--format", "all", "--theme", "light")


def one_cpu() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def variables(**changes: str | None) -> dict[str, Any]:
    merged: dict[str, str | None] = {**os.environ, **changes}
    return {"env": {name: value for name, value in merged.items() if value is not None}}


ENVIRONMENTS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "one CPU": lambda folder: {"preexec_fn": one_cpu},
    "another locale": lambda folder: variables(LC_ALL="tr_TR.UTF-8", LANG="de_DE.UTF-8"),
    "no locale": lambda folder: variables(LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING=None),
    "another zone": lambda folder: variables(TZ="Pacific/Kiritimati"),
    "another seed": lambda folder: variables(PYTHONHASHSEED="4711"),
    "no HOME": lambda folder: variables(HOME=None, XDG_CACHE_HOME=None, USER=None),
    "HOME that is not there": lambda folder: variables(HOME="/nonexistent"),
    "manim.cfg where it is run": lambda folder: {"cwd": folder},
    "manim.cfg at home": lambda folder: variables(
        HOME=str(folder), XDG_CONFIG_HOME=str(folder / ".config")
    ),
    "no programs": lambda folder: variables(PATH="/nonexistent"),
    "no input": lambda folder: {"stdin": None},
    "threads": lambda folder: variables(OMP_NUM_THREADS="7", OPENBLAS_NUM_THREADS="7"),
}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("usual")
    toy = Toy(folder / "project", folder / "media", executor="fork")
    assert toy.call("build", *EVERY_FORMAT).returncode == 0
    return toy.published()


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_same_bytes_everywhere(
    name: str, toy: Toy, usual: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "home"
    (folder / ".config/manim").mkdir(parents=True)
    (folder / "manim.cfg").write_text(MANIM_CFG)
    (folder / ".config/manim/manim.cfg").write_text(MANIM_CFG)
    done = toy.run("build", *EVERY_FORMAT, **ENVIRONMENTS[name](folder))
    assert done.returncode == 0, done.stderr
    assert toy.published() == usual


def test_awkward_paths(tmp_path: Path, usual: dict[str, bytes]) -> None:
    toy = Toy(tmp_path / AWKWARD / "project", tmp_path / AWKWARD / "media")
    done = toy.run("build", *EVERY_FORMAT, cwd=tmp_path / AWKWARD)
    assert done.returncode == 0, done.stderr
    assert toy.published() == usual
    assert toy.run("verify").returncode == 0


def test_paths_of_bytes_that_are_no_text(tmp_path: Path, usual: dict[str, bytes]) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    toy = Toy(folder / "project", folder / "media", executor="fork")
    done = toy.run("build", *EVERY_FORMAT)
    assert done.returncode == 0, done.stderr
    assert toy.published() == usual
    toy.lines("bad", "open(os.getcwd() + '/nothing')")
    done = toy.run("build", "bad", "--format", "png")
    assert done.returncode == 1
    assert "/nothing: No such file or directory" in done.stdout


def test_the_longest_names(tmp_path: Path, usual: dict[str, bytes]) -> None:
    toy = Toy(tmp_path / ("p" * 255), tmp_path / ("m" * 255))
    done = toy.run("build", *EVERY_FORMAT)
    assert done.returncode == 0, done.stderr
    assert toy.published() == usual


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    toy = Toy(tmp_path / "project", tmp_path / ("m" * 256))
    done = toy.run("build")
    assert done.returncode == 2
    assert "File name too long" in done.stderr


def test_a_user_without_an_entry(usual: dict[str, bytes]) -> None:
    """An id that no password file knows, as in many containers; needs root to become it."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("needs root and setpriv")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        toy = Toy(folder / "project", folder / "media", executor="fork")
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, 54321, 54321)
        reach = "+dac_override"  # the interpreter may lie in a folder that is not for all
        become = ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"]
        become += [f"--inh-caps={reach}", f"--ambient-caps={reach}"]
        done = subprocess.run(
            [*become, *toy.command("build", *EVERY_FORMAT)],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={"PATH": os.environ["PATH"]},
        )
        assert done.returncode == 0, done.stderr
        assert toy.published() == usual
        assert toy.path("one", "png").stat().st_uid == 54321
