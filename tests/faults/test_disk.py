"""F04, F05, F16, F29: full and read-only disks, links, other file systems, permissions."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.toy import PAINT, Toy

pytestmark = pytest.mark.slow


@contextmanager
def mounted(folder: Path, *how: str) -> Iterator[None]:
    """A file system mounted at `folder`; skips where that is not allowed here."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *how, str(folder)], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("mounting needs root")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def change(toy: Toy) -> None:
    toy.write("toy/paint.py", PAINT.replace("SHADE = 90", "SHADE = 120"))


def fill(folder: Path) -> Path:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


def test_a_full_disk_fails_the_figure_and_touches_nothing(toy: Toy) -> None:
    with mounted(toy.media, "-t", "tmpfs", "-o", "size=2m", "none"):
        assert toy.call("build").returncode == 0
        before = toy.published()
        filler = fill(toy.media)
        change(toy)
        done = toy.call("build")
        assert done.returncode == 1
        assert "failed ONE one light: " in done.stdout
        assert "No space left on device" in done.stdout
        assert str(toy.media) in done.stdout
        assert "stale" in done.stdout
        assert "Traceback" not in done.stderr
        assert {path: toy.published()[path] for path in before} == before
        filler.unlink()
        healed = toy.call("build")
        assert healed.returncode == 0, healed.stdout
        assert healed.stdout.count("made ONE") == 2
        assert toy.published()["post/draft/light/one.mp4"] != before["post/draft/light/one.mp4"]


def test_a_disk_that_is_full_at_any_step(toy: Toy) -> None:
    """From no room for the worker to room for everything but the last list."""
    ended = []
    with mounted(toy.media, "-t", "tmpfs", "-o", "size=2m", "none"):
        assert toy.call("build", "--theme", "light").returncode == 0
        for free in (12, 32, 52, 75):
            before = toy.published()
            shade = PAINT.replace("SHADE = 90", f"SHADE = {free}")
            toy.write("toy/paint.py", shade)
            filler = fill(toy.media)
            os.truncate(filler, filler.stat().st_size - free * 1024)
            done = toy.call("build", "--theme", "light")
            filler.unlink()
            ended.append(done.returncode)
            assert "Traceback" not in done.stderr
            if done.returncode:
                assert "No space left on device" in done.stdout
                assert toy.published() == before
            assert toy.call("verify", "--theme", "light").stdout.count("wrong") == done.returncode
    assert {0, 1} == set(ended)


def test_a_file_size_limit_fails_the_figure(toy: Toy) -> None:
    assert toy.call("build").returncode == 0
    before = toy.published()
    change(toy)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))

    done = toy.run("build", preexec_fn=limit)
    assert done.returncode == 1
    assert "File too large" in done.stdout
    assert "Traceback (most recent call last)" not in done.stderr
    assert toy.published() == before
    assert toy.call("build").returncode == 0


def test_a_read_only_folder_is_refused_before_rendering(toy: Toy) -> None:
    assert toy.call("build").returncode == 0
    before = toy.published()
    change(toy)
    with mounted(toy.media, "--bind", str(toy.media)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(toy.media)], check=True)
        done = toy.call("build")
        assert done.returncode == 2
        assert str(toy.media) in done.stderr
        assert "Read-only file system" in done.stderr
        assert toy.published() == before
        toy.write("toy/paint.py", PAINT)
        assert toy.call("build").returncode == 0  # all current: nothing has to be written


def test_a_file_where_the_folder_should_be_is_refused(toy: Toy) -> None:
    toy.media.write_text("mine")
    done = toy.call("build")
    assert done.returncode == 2
    assert str(toy.media) in done.stderr
    assert toy.media.read_text() == "mine"


def test_the_media_folder_may_be_a_link(toy: Toy) -> None:
    elsewhere = toy.root / "elsewhere"
    elsewhere.mkdir()
    toy.media.symlink_to(elsewhere)
    assert toy.call("build").returncode == 0
    assert (elsewhere / "post/draft/light/one.mp4").is_file()
    assert toy.call("verify").returncode == 0


def test_a_published_file_that_became_a_link_is_replaced_not_followed(toy: Toy) -> None:
    assert toy.call("build").returncode == 0
    still = toy.path("one", "png")
    content = still.read_bytes()
    victim = toy.root / "victim"
    victim.write_bytes(content)
    still.unlink()
    still.symlink_to(victim)
    change(toy)
    done = toy.call("build")
    assert done.returncode == 0
    assert not still.is_symlink()
    assert still.read_bytes() != content
    assert victim.read_bytes() == content


def test_a_folder_that_leads_outside_is_refused(toy: Toy) -> None:
    outside = toy.root / "outside"
    outside.mkdir()
    toy.media.mkdir()
    (toy.media / "post").symlink_to(outside)
    done = toy.call("build", "--format", "png")
    assert done.returncode != 0
    assert "outside" in done.stdout + done.stderr
    assert list(outside.rglob("*.png")) == []


def test_another_file_system_below_the_media_folder(toy: Toy) -> None:
    with mounted(toy.media / "post", "-t", "tmpfs", "-o", "size=4m", "none"):
        assert toy.call("build").returncode == 0
        assert toy.call("verify").returncode == 0
        change(toy)
        done = toy.call("build")
        assert done.stdout.count("made ONE") == 2
        assert toy.call("verify").returncode == 0
        assert [path for path in toy.published() if "/.corrconv-" in path] == []


@pytest.mark.parametrize("umask", ["022", "002", "077"])
def test_published_files_follow_the_umask(toy: Toy, umask: str) -> None:
    done = toy.run("build", env={**os.environ, "TOY_UMASK": umask})
    assert done.returncode == 0
    modes = {stat.S_IMODE((toy.media / path).stat().st_mode) for path in toy.published()}
    assert modes == {0o666 & ~int(umask, 8)}
