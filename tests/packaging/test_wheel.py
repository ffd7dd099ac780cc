"""The wheel in an empty environment, in an empty folder: it does what the checkout does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
DRAFT = ("-q", "l", "--theme", "light", "--format", "png")


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it; other packages are those of the tests' own."""

    folder: Path

    @property
    def packages(self) -> Path:
        return next((self.folder / "lib").glob("python3*")) / "site-packages"

    def run(self, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`corrconv` in `cwd`, with nothing of the checkout in sight."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        return subprocess.run(
            [str(self.folder / "bin/corrconv"), *arguments],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", *arguments, "--no-deps", "--quiet", "--no-index"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    made = Installed(tmp_path_factory.mktemp("installed") / "an environment")
    venv.create(made.folder, symlinks=True)
    pip("--python", str(made.folder / "bin/python"), "install", str(wheel))
    (made.packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return made


def in_checkout(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "render.py"), *arguments],
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )


def published(media: Path) -> dict[str, bytes]:
    return {
        path.relative_to(media).as_posix(): path.read_bytes()
        for path in media.rglob("*")
        if path.is_file() and ".corrconv" not in path.parts
    }


def test_the_wheel_holds_every_file_of_the_product(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    product = {
        path.relative_to(ROOT)
        for folder in ("corrconv", "scenes")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wanted = {("corrconv/stage" / path if path.parts[0] == "scenes" else path) for path in product}
    assert held == {path.as_posix() for path in wanted}
    assert "corrconv/lesson/data/post.toml" in held
    assert {PurePosixPath(name).parts[0] for name in held} == {"corrconv"}


def test_nothing_of_the_checkout_is_in_sight(installed: Installed, tmp_path: Path) -> None:
    program = "import corrconv; print(corrconv.__file__)"
    told = subprocess.run(
        [str(installed.folder / "bin/python"), "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(told.stdout.strip()).is_relative_to(installed.folder)


def test_it_lists_what_the_checkout_lists(installed: Installed, tmp_path: Path) -> None:
    told = installed.run(tmp_path, "list", "--json")
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == json.loads(in_checkout("list", "--json").stdout)
    assert not list(tmp_path.iterdir())
    assert "Usage: corrconv " in installed.run(tmp_path, "--help").stdout


def test_it_makes_the_files_that_the_checkout_makes(installed: Installed, tmp_path: Path) -> None:
    """Pictures, facts, manifest and page, byte for byte; so the keys are the same as well."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    made = installed.run(here, "build", "F4", "B1", *DRAFT)
    assert made.returncode == 0, made.stderr
    in_checkout("build", "F4", "B1", *DRAFT, "--media_dir", str(there))
    assert published(here / "media") == published(there)
    assert (there / "post/draft/light/kernel.png").exists()
    assert [path.name for path in here.iterdir()] == ["media"]
    verified = installed.run(here, "verify", "F4", "B1", *DRAFT)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    again = installed.run(here, "build", "F4", "B1", *DRAFT)
    assert "2 current" in again.stdout
    for path in (here / "media").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert os.fsencode(ROOT) not in content, path
            assert os.fsencode(tmp_path) not in content, path
            assert os.fsencode(installed.folder) not in content, path


def test_every_figure_can_be_drawn(installed: Installed, tmp_path: Path) -> None:
    made = installed.run(tmp_path, "build", *DRAFT)
    assert made.returncode == 0, made.stderr
    number = len(json.loads(installed.run(tmp_path, "list", "--json").stdout))
    assert len(list((tmp_path / "media/post/draft/light").glob("*.png"))) == number > 0


def test_a_wheel_without_its_scenes_says_so(installed: Installed, tmp_path: Path) -> None:
    broken = Installed(tmp_path / "broken")
    shutil.copytree(installed.folder, broken.folder, symlinks=True)
    script = broken.folder / "bin/corrconv"
    script.write_text(script.read_text().replace(str(installed.folder), str(broken.folder)))
    assert broken.run(tmp_path, "build", "F4", "--explain", *DRAFT).returncode == 0
    shutil.rmtree(broken.packages / "corrconv/stage")
    told = broken.run(tmp_path, "build", "F4", "--explain", *DRAFT)
    assert told.returncode == 2
    assert "its scene scenes/arrays.py is not there" in told.stderr
