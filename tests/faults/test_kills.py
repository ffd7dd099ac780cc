"""F01, F02, F03: killed, interrupted and orphaned builds."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import render
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.lock import Lock
from corrconv.pipeline.store.manifest import Manifest
from corrconv.pipeline.store.plain_data import structure
from corrconv.pipeline.store.process_identity import alive, identity
from corrconv.pipeline.store.record import Record, RecordError
from corrconv.pipeline.store.store import Store
from tests.faults.kill_loop import Loop
from tests.faults.waiting import wait_for
from tests.toy import Toy, project

pytestmark = pytest.mark.slow

DEAF = (
    "signal.signal(signal.SIGINT, signal.SIG_IGN)",
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)",
)


def sleeper(toy: Toy, *before: str) -> Path:
    """A figure that sleeps for ever in its worker; gives the file that then holds its identity."""
    mark = toy.root / "pid"
    toy.lines(
        "sleeper",
        *before,
        "import subprocess",
        "other = subprocess.Popen(['sleep', '600'])",
        f"open({str(mark)!r}, 'w').write(f'{{os.getpid()}} {{other.pid}}')",
        "time.sleep(600)",
    )
    return mark


def identities(mark: Path) -> list[str]:
    assert wait_for(lambda: mark.exists() and len(mark.read_text().split()) == 2)
    return [identity(int(number)) for number in mark.read_text().split()]


def test_random_kills_leave_nothing_broken(tmp_path: Path) -> None:
    loop = Loop(tmp_path, seed=1)
    for _ in range(6):
        loop.kill_once()
    loop.finish()
    assert loop.problems == []


def test_the_loop_sees_a_broken_file(tmp_path: Path) -> None:
    loop = Loop(tmp_path, seed=1)
    loop.finish()
    loop.toy.path("one", "png").write_bytes(b"cut")
    loop.look()
    assert any("one.png" in problem for problem in loop.problems)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_next_run_makes_only_what_is_unfinished(toy: Toy, number: int) -> None:
    mark = sleeper(toy)
    assert toy.call("build", "one", "--format", "png").returncode == 0
    before = toy.published()
    running = toy.start("build", "--format", "png", "-j", "2")
    who = identities(mark)
    running.send_signal(number)
    running.communicate(timeout=30)
    assert wait_for(lambda: not any(map(alive, who[:1])))
    assert {path: content for path, content in toy.published().items() if "/one." in path} == {
        path: content for path, content in before.items() if "/one." in path
    }
    toy.scene("sleeper")
    done = toy.call("build", "--format", "png")
    assert done.returncode == 0
    assert done.stdout.count("made SLEEPER") == 2
    assert done.stdout.count("current ONE") == 2
    assert toy.staged() == []


def test_staging_of_the_living_stays(toy: Toy) -> None:
    living = toy.media / f".corrconv/staging/{identity()}-aaaaaaaa"
    ended = toy.media / ".corrconv/staging/999999999-1-bbbbbbbb"
    recycled = toy.media / f".corrconv/staging/{os.getpid()}-1-cccccccc"
    foreign = toy.media / ".corrconv/staging/mine"
    for folder in (living, ended, recycled, foreign):
        folder.mkdir(parents=True)
    (toy.media / ".corrconv-999999999-1-dddddddd").touch()
    assert toy.run("build", "--format", "png").returncode == 0
    assert sorted(toy.staged()) == sorted([living.name, "mine"])
    assert list(toy.media.glob(".corrconv-*")) == []


def test_staging_of_a_run_in_another_container_stays(toy: Toy) -> None:
    """Its process number means nothing here, but it holds a lock in its folder."""
    folder = toy.media / ".corrconv/staging/999999999-1-bbbbbbbb"
    folder.mkdir(parents=True)
    lock = Lock(folder / "owner")
    assert lock.take()
    assert toy.call("build", "--format", "png").returncode == 0
    assert toy.staged() == [folder.name]
    lock.give_back()
    toy.scene("two")
    assert toy.call("build", "--format", "png").returncode == 0
    assert toy.staged() == []


def accepted(content: bytes) -> list[bytes]:
    """The damaged forms of `content` that load as a record: cut at every length, or with one bit
    of every byte flipped."""
    cut = [content[:length] for length in range(len(content) - 1)]
    flipped = [
        content[:place] + bytes([byte ^ 1 << place % 8]) + content[place + 1 :]
        for place, byte in enumerate(content)
    ]
    found = []
    for damaged in (*cut, *flipped):
        with contextlib.suppress(RecordError):
            Record.load(damaged)
            found.append(damaged)
    return found


def test_a_record_cut_at_every_length_or_with_any_bit_flipped_is_refused(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert toy.call("build", "--format", "png", "--theme", "light").returncode == 0
    content = Store(toy.media).record_path("post/draft/light/one").read_bytes()
    record = Record.load(content)
    assert record.dump() == content
    assert accepted(content) == []
    monkeypatch.setattr("corrconv.pipeline.store.record.digest", lambda body: "0" * 64)
    assert accepted(record.dump()) != []


def test_a_manifest_cut_at_every_length_is_refused(toy: Toy) -> None:
    assert toy.call("build", "--format", "png", "--theme", "light").returncode == 0
    content = (toy.media / "manifest.json").read_bytes()
    assert Manifest.load(content).dump() == content
    for length in range(len(content) - 1):
        with pytest.raises(ValueError):
            Manifest.load(content[:length])


def test_a_published_file_cut_at_any_length_is_seen(toy: Toy) -> None:
    assert toy.call("build", "--theme", "light").returncode == 0
    listed = json.loads((toy.media / "manifest.json").read_text())["artifacts"]
    for entry in listed:
        artifact = structure(entry, Artifact)
        path = toy.media / artifact.path
        whole = path.read_bytes()
        assert artifact.fault(toy.media) is None
        for length in range(0, len(whole), 1 + len(whole) // 50):
            path.write_bytes(whole[:length])
            assert artifact.fault(toy.media) is not None
        for place in range(0, len(whole), 1 + len(whole) // 50):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 16]) + whole[place + 1 :])
            assert artifact.fault(toy.media) is not None
        path.write_bytes(whole)


def test_ctrl_c_ends_deaf_workers_and_keeps_what_is_finished(toy: Toy) -> None:
    mark = sleeper(toy, *DEAF)
    running = toy.start("build", "--theme", "light", "--format", "png", "-j", "2")
    who = identities(mark)
    assert wait_for(lambda: toy.path("one", "png").exists())
    running.send_signal(signal.SIGINT)
    output, _ = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "interrupted SLEEPER" in output
    assert "made ONE" in output
    assert wait_for(lambda: not any(map(alive, who)))
    assert toy.staged() == []
    assert toy.run("verify").returncode == 0


def test_a_second_ctrl_c_ends_at_once(toy: Toy) -> None:
    mark = sleeper(toy, *DEAF)
    running = toy.start("build", "sleeper", "--theme", "light")
    who = identities(mark)
    running.send_signal(signal.SIGINT)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    output, _ = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "interrupted" not in output  # it did not wait for the workers' time to end
    assert wait_for(lambda: not alive(who[0]))


def test_no_worker_outlives_a_killed_parent(toy: Toy) -> None:
    mark = sleeper(toy, *DEAF)
    running = toy.start("build", "sleeper", "--theme", "light")
    who = identities(mark)
    assert all(map(alive, who))
    running.kill()
    running.communicate(timeout=30)
    assert wait_for(lambda: not alive(who[0]), 10)


def test_no_worker_outlives_a_killed_fork_server(toy: Toy) -> None:
    """The server's death is a crash of its workers: tried once more, then reported."""
    mark = toy.root / "pid"
    toy.lines(
        "sleeper",
        f"open({str(mark)!r}, 'a').write(f'{{os.getpid()}}\\n')",
        "os.kill(os.getppid(), signal.SIGKILL)",
        "time.sleep(600)",
    )
    done = toy.run("build", "--theme", "light", "--format", "png", "-j", "1")
    assert done.returncode == 1
    assert "crashed SLEEPER" in done.stdout
    assert "made ONE" in done.stdout
    numbers = mark.read_text().split()
    assert len(numbers) == 2
    assert wait_for(lambda: not any(alive(identity(int(number))) for number in numbers))


KILLS_ITS_SERVER = "os.kill(os.getppid(), signal.SIGSEGV)"


def test_the_workers_of_a_crashed_fork_server_go_on_side_by_side(toy: Toy) -> None:
    """Each of the two waits for the other in its second attempt."""
    marks = {name: toy.root / f"{name}.mark" for name in ("one", "two")}
    crashed = str(toy.root / "crashed")
    for name, other in (("one", "two"), ("two", "one")):
        toy.lines(
            name,
            f"open({str(marks[name])!r}, 'a').write('x')",
            f"while not os.path.exists({str(marks[other])!r}): time.sleep(0.01)",
            f"if {name == 'one'} and not os.path.exists({crashed!r}):",
            f"    open({crashed!r}, 'w').close()",
            f"    {KILLS_ITS_SERVER}",
            "    time.sleep(600)",
            f"while os.path.getsize({str(marks[other])!r}) < 2: time.sleep(0.01)",
        )
    done = toy.call("build", "--theme", "light", "--format", "png", "-j", "2", "--timeout", "60")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("(second attempt)") == 2


def test_a_scene_that_crashes_every_fork_server_takes_no_other_along(toy: Toy) -> None:
    toy.lines("bad", KILLS_ITS_SERVER, "time.sleep(600)")
    toy.lines("slow", "time.sleep(0.5)")
    done = toy.call("build", "--theme", "light", "--format", "png", "-j", "3")
    assert done.returncode == 1
    assert "crashed BAD" in done.stdout
    assert "made ONE" in done.stdout
    assert "made SLOW" in done.stdout


KILLED_WHILE_IT_STARTS = """
import os, signal
with open({starts!r}, "a+") as file:
    file.write("x")
    file.seek(0)
    if len(file.read()) <= {kills}:
        file.flush()
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("kills", [1, 2])
def test_a_fork_server_killed_while_it_starts_is_started_once_more(
    toy: Toy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    kills: int,
) -> None:
    starts = tmp_path / "starts"
    source = KILLED_WHILE_IT_STARTS.format(starts=str(starts), kills=kills)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/killed.py").write_text(source)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    known = project(toy.root)
    found = replace(known, preload=("killed", *known.preload))
    arguments = ["build", "--theme", "light", "--format", "png", "-q", "l"]
    status = render.main([*arguments, "--media_dir", str(toy.media)], found)
    assert status == (0 if kills == 1 else 2)
    assert len(starts.read_text()) == 2
    said = capsys.readouterr().err
    ended = "the workers cannot start: the fork server was ended by SIGKILL before it was ready"
    assert (ended in said) is (kills == 2)
    assert toy.staged() == []


def test_the_watch_of_systems_without_a_death_signal() -> None:
    program = (
        "import os, time\n"
        "from corrconv.pipeline.workers.isolation import watch\n"
        "me = os.getpid()\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    watch(me, 0.05)\n"
        "print(pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = identity(int(parent.stdout.readline()))
    assert alive(child)
    parent.kill()
    parent.communicate()
    assert wait_for(lambda: not alive(child))
