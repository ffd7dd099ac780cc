"""Workers without fork: a Python of its own for each task, which ends as a forked one does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corrconv.pipeline.store.process_identity import alive, identity
from tests.faults.waiting import wait_for
from tests.toy import REPOSITORY, Toy

pytestmark = pytest.mark.slow

STILL = ("--theme", "light", "--format", "png")

FAULTS = {
    "raises": ("raise KeyError('no such cell')", "failed RAISES raises light: KeyError"),
    "exits": ("os._exit(0)", "failed EXITS exits light: the worker ended without a result"),
    "crashes": ("os.kill(os.getpid(), signal.SIGSEGV)", "was ended by SIGSEGV (peak "),
    "killed": ("os.kill(os.getpid(), signal.SIGKILL)", "was ended by SIGKILL (peak "),
    "hungry": ("import numpy; numpy.zeros(1 << 40)", "crashed HUNGRY hungry light: out of memory"),
    "hangs": ("while True: pass", "TIMEOUT HANGS hangs light: ran longer than 5 s"),
}
TWICE = {"crashes", "killed", "hungry"}


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    return Toy(tmp_path / "project", tmp_path / "media", executor="spawn")


def test_every_executor_gives_the_same_bytes(toy: Toy) -> None:
    toy.scene("still-two")
    published = {}
    for executor in ("fork", "spawn", "inline"):
        toy.media, toy.executor = toy.media.with_name(executor), executor
        assert toy.call("build", "--theme", "light").returncode == 0
        published[executor] = toy.published()
    assert len(published["fork"]) > 5
    assert published["spawn"] == published["fork"]
    assert published["inline"] == published["fork"]


def test_each_fault_is_reported_as_it_is_of_forked_workers(toy: Toy) -> None:
    tallies = {name: toy.root / f"{name}.tally" for name in FAULTS}
    for name, (line, _) in FAULTS.items():
        toy.lines(name, f"open({str(tallies[name])!r}, 'a').write('x')", line)
    done = toy.call("build", *STILL, "-j", "3", "--timeout", "5")
    assert done.returncode == 1
    assert "made ONE one light" in done.stdout
    for name, (_, sentence) in FAULTS.items():
        assert sentence in done.stdout
        assert len(tallies[name].read_text()) == 1 + (name in TWICE), name
        assert not toy.path(name, "png").exists()
    log = toy.media / ".corrconv/logs/post/draft/light/hangs.log"
    assert "hangs.py" in log.read_text()  # where it hung
    assert toy.staged() == []


def test_what_a_scene_leaves_running_is_ended(toy: Toy) -> None:
    mark = toy.root / "pid"
    toy.lines(
        "one",
        "import subprocess",
        "left = subprocess.Popen(['sleep', '600'])",
        f"open({str(mark)!r}, 'w').write(str(left.pid))",
    )
    assert toy.call("build", *STILL).returncode == 0
    assert wait_for(lambda: not alive(identity(int(mark.read_text()))))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_build(toy: Toy, number: int) -> None:
    mark = toy.root / "pid"
    toy.lines(
        "one",
        "signal.signal(signal.SIGINT, signal.SIG_IGN)",
        f"open({str(mark)!r}, 'w').write(str(os.getpid()))",
        "time.sleep(600)",
    )
    running = toy.start("build", *STILL, "--executor", "spawn")
    assert wait_for(lambda: mark.exists() and mark.read_text() != "")
    worker = identity(int(mark.read_text()))
    assert alive(worker)
    running.send_signal(number)
    running.communicate(timeout=30)
    assert running.returncode == (130 if number == signal.SIGINT else -number)
    assert wait_for(lambda: not alive(worker))


def test_a_worker_ends_when_its_input_is_closed() -> None:
    """For systems where nobody can look for a parent."""
    program = (
        "import os, time\n"
        "from corrconv.pipeline.workers.isolation import die_with_input\n"
        "die_with_input(os.dup(0))\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE) as worker:
        assert worker.stdin
        assert worker.poll() is None
        worker.stdin.close()
        assert worker.wait(30) == 1


BARE = """
import os, signal, sys
for name in ("fork", "killpg", "setsid", "wait4", "waitid"):
    delattr(os, name)
for name in ("SIGHUP", "SIGCHLD", "SIGPIPE"):
    delattr(signal, name)
sys.modules["resource"] = None
"""


def test_a_system_that_knows_no_fork_builds_the_same(toy: Toy) -> None:
    """As far as one can be played here: without what only Unix has, in the caller and its
    workers. Windows itself is another matter."""
    assert toy.call("build", *STILL).returncode == 0
    published = toy.published()
    toy.media = toy.media.with_name("bare")
    toy.lines("bad", "assert not hasattr(os, 'fork')", "raise KeyError('no such cell')")
    program = (
        f"import subprocess, sys\n{BARE}\n"
        f"sys.path.insert(0, {str(REPOSITORY)!r})\n"
        "from corrconv.pipeline.workers import client\n"
        f"client.START = {BARE!r} + client.START\n"
        f"sys.argv = {toy.command('build', *STILL)[1:]!r}\n"
        "from tests.toy import main\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (1, ""), done.stdout
    assert "failed BAD bad light: KeyError: 'no such cell'" in done.stdout
    found = {path: content for path, content in toy.published().items() if "/one." in path}
    assert found == {path: content for path, content in published.items() if "/one." in path}
    assert len(found) == 2


@pytest.mark.slow
def test_a_real_figure_is_the_same(tmp_path: Path) -> None:
    media = {}
    for executor in ("fork", "spawn", "inline"):
        media[executor] = tmp_path / executor
        command = [sys.executable, "render.py", "build", "F4", "F8", "-q", "l", "--theme", "light"]
        command += ["--executor", executor, "--media_dir", str(media[executor])]
        subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    names = sorted(path.name for path in (media["fork"] / "post/draft/light").iterdir())
    assert any(name.endswith(".mp4") for name in names)
    for executor in ("spawn", "inline"):
        for name in names:
            place = f"post/draft/light/{name}"
            assert (media[executor] / place).read_bytes() == (media["fork"] / place).read_bytes()


def test_the_usual_executor_forks_where_that_is_possible() -> None:
    from corrconv.pipeline.workers.client import ForkServerClient
    from corrconv.pipeline.workers.executor import client_class

    assert hasattr(os, "fork")
    assert client_class() is ForkServerClient
