"""`verify` names a published file that was damaged, cut or replaced by something else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.test_damage import DAMAGES, unix_socket
from tests.toy import Toy


def replaced_by_socket(path: Path) -> None:
    path.unlink()
    unix_socket(path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    """A project whose animation, captions and page are published."""
    folder = tmp_path_factory.mktemp("built")
    toy = Toy(folder / "project", folder / "media")
    assert toy.call("build", "--format", "mp4", "--theme", "light").returncode == 0
    return toy


@pytest.mark.parametrize("damage", [*DAMAGES, os.remove, replaced_by_socket])
@pytest.mark.parametrize("name", ["post/draft/light/one.vtt", "index.html"])
def test_verify_names_the_file(built: Toy, name: str, damage: Callable[[Path], None]) -> None:
    path = built.media / name
    content = path.read_bytes()
    damage(path)
    done = built.call("verify")
    assert done.returncode == 1
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("wrong ")]
    assert f"{name}: " in line
    assert "Errno" not in line
    if path.is_dir() and not path.is_symlink():
        (path / "something").unlink()
        path.rmdir()
    path.unlink(missing_ok=True)
    path.with_name("kept-elsewhere").unlink(missing_ok=True)
    path.write_bytes(content)
    assert built.call("verify").returncode == 0
