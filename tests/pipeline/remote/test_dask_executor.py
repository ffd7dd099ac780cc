"""build --scheduler: a real scheduler, workers that are processes, and what can happen to them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corrconv.pipeline.store.process_identity import alive, identity
from tests.faults.waiting import wait_for
from tests.pipeline.remote.grid import Grid
from tests.toy import REPOSITORY, Toy

pytestmark = pytest.mark.cluster

MARK = "open({mark!r}, 'a').write(f'{{os.getpid()}} {{os.getcwd()}}\\n')"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grid]:
    """Two workers that no test harms."""
    grid = Grid(tmp_path_factory.mktemp("pair"))
    try:
        grid.add_worker("first")
        grid.add_worker("second")
        yield grid
    finally:
        grid.close()


def local(toy: Toy) -> dict[str, bytes]:
    """What a build at home publishes."""
    here = Toy(toy.root, toy.media.with_name("local"), toy.figures)
    assert here.call("build").returncode == 0
    return here.published()


def marked(toy: Toy, name: str, *lines: str) -> Path:
    """A figure that notes its process and its folder, and then does `lines`."""
    mark = toy.root / f"{name}.mark"
    toy.lines(name, MARK.format(mark=str(mark)), *lines)
    return mark


def processes(mark: Path) -> list[str]:
    """The processes that noted themselves, and each of their folders."""
    return mark.read_text().splitlines() if mark.exists() else []


def test_the_result_is_that_of_a_build_at_home(toy: Toy, pair: Grid) -> None:
    done = toy.run("build", "--scheduler", pair.address)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("made ") == 6
    published = toy.published()
    assert published == local(toy)
    assert toy.staged() == []
    again = toy.run("build", "--scheduler", pair.address)
    assert "6 current" in again.stdout
    assert toy.call("build").stdout.count("6 current") == 1
    paint = toy.root / "toy/paint.py"
    paint.write_text(paint.read_text().replace("SHADE = 90", "SHADE = 91"))
    assert toy.run("build", "--scheduler", pair.address).returncode == 0
    assert toy.published() != published  # the comparison sees one changed grey


def test_both_workers_work_and_leave_nothing_behind(toy: Toy, pair: Grid) -> None:
    mark = marked(toy, "one", "time.sleep(0.6)")
    done = toy.run("build", "one", "--scheduler", pair.address)
    assert done.returncode == 0
    folders = [Path(line.split()[1]) for line in processes(mark)]
    assert len({folder.relative_to(pair.folder).parts[0] for folder in folders}) == 2
    assert not any(folder.exists() for folder in folders)


def test_an_exception_of_the_scene_is_reported_and_not_retried(toy: Toy, pair: Grid) -> None:
    mark = marked(toy, "one", "raise ValueError('no such kernel')")
    done = toy.run("build", "--theme", "light", "--scheduler", pair.address)
    assert done.returncode == 1
    assert "failed ONE one light: ValueError: no such kernel" in done.stdout
    assert "toy/one.py" in done.stdout  # the traceback came back
    assert done.stdout.count("made ") == 2
    assert len(processes(mark)) == 1


def test_a_crash_of_the_scene_is_tried_once_more_alone(toy: Toy, pair: Grid) -> None:
    mark = marked(toy, "one", "os.kill(os.getpid(), signal.SIGSEGV)")
    done = toy.run("build", "--theme", "light", "--scheduler", pair.address)
    assert done.returncode == 1
    assert "crashed ONE" in done.stdout
    assert "SIGSEGV" in done.stdout
    assert len(processes(mark)) == 2


def test_a_scene_that_hangs_is_ended_there(toy: Toy, pair: Grid) -> None:
    mark = marked(toy, "one", "time.sleep(600)")
    arguments = ["build", "one", "--theme", "light", "--timeout", "4"]
    done = toy.run(*arguments, "--scheduler", pair.address)
    assert done.returncode == 1
    assert "TIMEOUT ONE one light: ran longer than 4" in done.stdout
    assert not alive(identity(int(processes(mark)[0].split()[0])))


def test_ctrl_c_ends_what_runs_on_the_workers(toy: Toy, pair: Grid) -> None:
    mark = marked(toy, "one", "time.sleep(600)")
    running = toy.start("build", "--theme", "light", "--scheduler", pair.address)
    assert wait_for(lambda: bool(processes(mark)) and toy.path("still-three", "png").exists())
    who = identity(int(processes(mark)[0].split()[0]))
    assert alive(who)
    running.send_signal(signal.SIGINT)
    output, _ = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "interrupted ONE" in output
    assert "made TWO" in output
    assert wait_for(lambda: not alive(who), 5)
    assert toy.staged() == []
    assert toy.run("verify").returncode == 0


def test_a_killed_driver_leaves_nothing_running(toy: Toy, pair: Grid) -> None:
    mark = marked(toy, "one", "time.sleep(600)")
    running = toy.start("build", "one", "--theme", "light", "--scheduler", pair.address)
    assert wait_for(lambda: bool(processes(mark)))
    who = identity(int(processes(mark)[0].split()[0]))
    running.kill()
    running.communicate(timeout=30)
    assert wait_for(lambda: not alive(who), 10)


def test_a_worker_lost_in_the_middle_is_replaced_by_another(toy: Toy, grid: Grid) -> None:
    """The first attempt holds its worker until that is killed; the second one goes through."""
    workers = {name: grid.add_worker(name) for name in ("first", "second")}
    mark = toy.root / "one.mark"
    once = f"time.sleep(600 if len(open({str(mark)!r}).readlines()) == 1 else 0)"
    assert marked(toy, "one", once) == mark
    running = toy.start("build", "--theme", "light", "--scheduler", grid.address)
    assert wait_for(lambda: bool(processes(mark)))
    number, folder = processes(mark)[0].split()
    who = identity(int(number))
    name = Path(folder).relative_to(grid.folder).parts[0]
    workers[name].send_signal(signal.SIGKILL)
    output, _ = running.communicate(timeout=60)
    assert running.returncode == 0, output
    assert output.count("made ") == 3
    assert not alive(who)
    places = [Path(line.split()[1]).relative_to(grid.folder).parts[0] for line in processes(mark)]
    assert places == [name, next(other for other in workers if other != name)]
    assert toy.run("verify").returncode == 0
    assert "3 current" in toy.call("build", "--theme", "light").stdout


def test_a_figure_that_takes_every_worker_along_is_given_up(toy: Toy, grid: Grid) -> None:
    """A lost worker is replaced three times."""
    for number in range(5):
        grid.add_worker(f"worker{number}")
    killer = "os.kill(int(open(f'/proc/{os.getppid()}/stat').read().split()[3]), signal.SIGKILL)"
    mark = marked(toy, "one", killer, "time.sleep(600)")
    done = toy.run("build", "--theme", "light", "--scheduler", grid.address)
    assert done.returncode == 1
    assert "failed ONE one light: 4 workers were lost one after the other" in done.stdout
    assert done.stdout.count("made ") == 2
    assert len(processes(mark)) == 4


def test_other_versions_are_refused_before_anything_is_drawn(toy: Toy, grid: Grid) -> None:
    fake = toy.root / "fake" / "typst-0.0.1.dist-info"
    fake.mkdir(parents=True)
    (fake / "METADATA").write_text("Metadata-Version: 2.1\nName: typst\nVersion: 0.0.1\n")
    grid.add_worker("same")
    assert toy.run("build", "one", "--theme", "light", "--scheduler", grid.address).returncode == 0
    grid.add_worker("other", {"PYTHONPATH": f"{fake.parent}{os.pathsep}{REPOSITORY}"})
    mark = marked(toy, "two")
    done = toy.run("build", "two", "--scheduler", grid.address)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "would draw something else: typst is 0.0.1 there, " in done.stderr
    assert processes(mark) == []


def test_other_sources_are_refused_before_anything_is_drawn(tmp_path: Path, grid: Grid) -> None:
    """The worker has the project with one changed line; the figure is one of the article's."""
    copy = tmp_path / "copy"
    for name in ("corrconv", "scenes"):
        shutil.copytree(REPOSITORY / name, copy / name)
    theme = copy / "corrconv/theme/theme.py"
    theme.write_text(theme.read_text() + "# changed\n")
    grid.add_worker("other", {"PYTHONPATH": str(copy)})
    done = article(tmp_path / "media", grid.address)
    assert done.returncode == 2
    assert "corrconv/theme/theme.py is " in done.stderr
    assert not list((tmp_path / "media").rglob("*.png"))


def article(media: Path, address: str | None) -> subprocess.CompletedProcess[str]:
    """One real still, in draft."""
    command = [sys.executable, "render.py", "build", "F4", "-s", "-q", "l", "--theme", "light"]
    command += ["--media_dir", str(media), *(["--scheduler", address] if address else [])]
    return subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_real_still_is_the_same(tmp_path: Path, pair: Grid) -> None:
    there = article(tmp_path / "there", pair.address)
    assert (there.returncode, there.stderr) == (0, "")
    here = article(tmp_path / "here", None)
    assert here.returncode == 0
    names = ("manifest.json", "index.html", "post/draft/light/kernel.png")
    for name in (*names, "post/draft/light/kernel.facts.json"):
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_a_scheduler_that_is_not_there_is_named(toy: Toy) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        began = time.monotonic()
        done = toy.run("build", "--scheduler", address)
    assert time.monotonic() - began < 12
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert f"scheduler {address} cannot be reached: " in done.stderr
    assert toy.published() == {}


def test_a_scheduler_without_workers_is_refused(toy: Toy, grid: Grid) -> None:
    done = toy.run("build", "--scheduler", grid.address)
    assert done.returncode == 2
    assert f"scheduler {grid.address} has no worker" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_scheduler_that_is_lost_in_the_middle_is_reported(toy: Toy, grid: Grid) -> None:
    grid.add_worker("only")
    mark = marked(toy, "one", "time.sleep(600)")
    running = toy.start(
        "build", "one", "still-three", "--theme", "light", "--scheduler", grid.address
    )
    assert wait_for(lambda: bool(processes(mark)))
    grid.processes[0].kill()
    output, _ = running.communicate(timeout=60)
    assert running.returncode == 1
    assert f"failed ONE one light: scheduler {grid.address} was lost" in output
    assert "failed STILL-THREE" in output
    assert toy.staged() == []
    who = identity(int(processes(mark)[0].split()[0]))
    assert wait_for(lambda: not alive(who), 10)


@pytest.mark.parametrize("role", ["scheduler", "worker"])
def test_a_machine_without_the_project_is_refused(toy: Toy, tmp_path: Path, role: str) -> None:
    package = tmp_path / "without/corrconv/__init__.py"
    package.parent.mkdir(parents=True)
    package.write_text("raise ImportError('not installed here')")
    without = {"PYTHONPATH": str(package.parents[1])}
    (tmp_path / "grid").mkdir()
    grid = Grid(tmp_path / "grid", without if role == "scheduler" else {})
    try:
        grid.add_worker("only", without if role == "worker" else None)
        done = toy.run("build", "--scheduler", grid.address)
    finally:
        grid.close()
    assert done.returncode == 2
    assert f"{role} tcp://" in done.stderr
    assert "not installed here" in done.stderr
    assert len(done.stderr.splitlines()) == 1
