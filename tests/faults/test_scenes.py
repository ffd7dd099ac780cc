"""F08 to F11: scenes that raise, end themselves, crash, hang, or draw nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

import render
from corrconv.pipeline.store.process_identity import alive, identity
from corrconv.pipeline.store.store import Store
from tests.faults.waiting import wait_for
from tests.toy import PAINT, Toy, project

pytestmark = pytest.mark.slow

STILL = ("--theme", "light", "--format", "png")

RAISES = 'raise KeyError("no such cell")'
FAULTS = {
    RAISES: "KeyError: 'no such cell'",
    "sys.exit(0)": "SystemExit(0)",
    "os._exit(0)": "without a result (exit status 0)",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    "return None": "nothing was drawn",
    "os.kill(os.getpid(), signal.SIGKILL)": "SIGKILL",
    "os.kill(os.getpid(), signal.SIGSEGV)": "SIGSEGV",
    "import ctypes; ctypes.string_at(0)": "SIGSEGV",
    "import numpy; numpy.zeros(1 << 40)": "out of memory",
    "os.close(1); os.close(2); raise ValueError(1)": "ValueError: 1",
}


@pytest.mark.parametrize("line", FAULTS)
def test_the_others_go_on(toy: Toy, line: str) -> None:
    toy.lines("bad", line)
    done = toy.call("build", *STILL)
    assert done.returncode == 1
    assert "made ONE" in done.stdout
    assert FAULTS[line] in done.stdout
    assert not toy.path("bad", "png").exists()
    assert toy.call("verify").returncode == 0


def test_the_log_names_the_figure_and_the_line(toy: Toy) -> None:
    toy.lines("bad", "print('before it')", RAISES)
    done = toy.call("build", *STILL)
    assert "--- BAD bad light: last lines of " in done.stdout
    assert "bad.py" in done.stdout
    log = toy.media / ".corrconv/logs/post/draft/light/bad.log"
    assert "before it" in log.read_text()
    assert RAISES in log.read_text()
    toy.scene("bad")
    assert toy.call("build", *STILL).returncode == 0
    assert not log.exists()


def test_the_old_output_stays_and_is_called_stale(toy: Toy) -> None:
    assert toy.call("build", *STILL).returncode == 0
    before = toy.published()
    toy.lines("one", RAISES)
    done = toy.call("build", *STILL)
    assert done.returncode == 1
    assert "stale" in done.stdout
    assert toy.published() == before
    verified = toy.call("verify")
    assert verified.returncode == 1
    assert "ONE post/draft/light/one: is stale: toy/one.py changed" in verified.stdout


def test_fail_fast_stops(toy: Toy) -> None:
    toy.lines("aaa", RAISES)
    toy.lines("bbb", "time.sleep(600)")
    done = toy.call("build", *STILL, "--fail-fast", "-j", "2")
    assert done.returncode == 1
    assert "failed AAA" in done.stdout
    assert "skipped BBB" in done.stdout


def attempts(toy: Toy, line: str) -> int:
    tally = toy.root / "tally"
    toy.lines("bad", f"open({str(tally)!r}, 'a').write('x')", line)
    assert toy.call("build", "bad", *STILL).returncode == 1
    return len(tally.read_text())


def test_an_exception_is_not_tried_again(toy: Toy) -> None:
    assert attempts(toy, RAISES) == 1


def test_a_crash_is_tried_once_more(toy: Toy) -> None:
    assert attempts(toy, "os.kill(os.getpid(), signal.SIGSEGV)") == 2


def test_running_out_of_memory_is_tried_once_more(toy: Toy) -> None:
    assert attempts(toy, "import numpy; numpy.zeros(1 << 40)") == 2


def test_a_crash_that_does_not_come_again_is_made(toy: Toy) -> None:
    mark = toy.root / "mark"
    toy.lines(
        "bad",
        f"first = not os.path.exists({str(mark)!r})",
        f"open({str(mark)!r}, 'w').close()",
        "if first: os.kill(os.getpid(), signal.SIGSEGV)",
    )
    done = toy.call("build", *STILL)
    assert done.returncode == 0
    assert "(second attempt, alone)" in done.stdout


def test_the_second_attempt_is_alone(toy: Toy) -> None:
    """It begins when all others have ended: the slow ones are there by then."""
    toy.lines("bad", "os.kill(os.getpid(), signal.SIGSEGV)")
    toy.lines("slow", "time.sleep(1)")
    done = toy.call("build", *STILL, "-j", "3")
    lines = [line for line in done.stdout.splitlines() if line.startswith(("made", "crashed"))]
    assert lines[-1].startswith("crashed BAD")


def test_the_memory_limit_holds(toy: Toy) -> None:
    toy.lines("bad", "import numpy; numpy.ones(200 << 20, numpy.uint8)")
    assert toy.call("build", *STILL).returncode == 0
    toy.lines("bad", "import numpy; numpy.ones(800 << 20, numpy.uint8)")
    done = toy.call("build", *STILL, "--memory", "700")
    assert done.returncode == 1
    assert "crashed BAD bad light: out of memory (peak" in done.stdout


ENDLESS = {
    "python": "while True: pass",
    "deaf": "signal.signal(signal.SIGABRT, signal.SIG_IGN); time.sleep(600)",
    "typst": "import typst; typst.compile(b'#for i in range(1000000000) { str(i) }')",
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_hung_scene_is_ended(toy: Toy, kind: str) -> None:
    toy.lines("bad", "print('so far', flush=True)", ENDLESS[kind])
    done = toy.call("build", *STILL, "--timeout", "1.5", "-j", "2")
    assert done.returncode == 1
    assert "TIMEOUT BAD bad light: ran longer than 1.5 s" in done.stdout
    assert "made ONE" in done.stdout
    log = toy.media / ".corrconv/logs/post/draft/light/bad.log"
    assert "so far" in log.read_text()
    if kind != "deaf":
        assert "bad.py" in log.read_text()  # where it hung


def test_a_library_that_hangs_when_it_is_imported(
    toy: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/hanging.py").write_text("import time\ntime.sleep(600)\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    hanging = replace(project(toy.root), preload=("hanging",))
    arguments = ["build", *STILL, "-q", "l", "--media_dir", str(toy.media), "--timeout", "0.5"]
    assert render.main(arguments, hanging) == 2
    assert "the workers cannot start" in capsys.readouterr().err
    assert toy.staged() == []


def test_no_figure_is_late_because_a_library_loads_slowly(
    toy: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library takes longer than a figure may."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/slow.py").write_text("import time\ntime.sleep(4)\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    slow = replace(project(toy.root), preload=("slow",))
    arguments = ["build", *STILL, "-q", "l", "--media_dir", str(toy.media), "--timeout", "3"]
    assert render.main(arguments, slow) == 0


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


SHORT = {
    "a frame is missing": "sink.frames += 1",
    "the last frame is another": "sink.last[:] = 128",
    "no frame at all": "sink.write = lambda frame, repeat: None",
}


@pytest.mark.parametrize("kind", SHORT)
def test_a_wrong_video_is_not_published(toy: Toy, kind: str) -> None:
    assert toy.call("build", "--theme", "light").returncode == 0
    before = toy.published()
    body = f"    {SHORT[kind]}\n    result = play(request, sink)\n"
    if kind != "no frame at all":
        body = f"    result = play(request, sink)\n    {SHORT[kind]}\n"
    head = "from toy.paint import play\n\n\ndef draw(request, sink):\n"
    toy.scene("one", f"{head}{body}    return result\n")
    done = toy.call("build", "--theme", "light")
    assert done.returncode == 1
    assert toy.published() == before


@pytest.mark.parametrize("line", ["pixels[10:60, 10 + step", 'drawn = [{"role"'])
def test_nothing_drawn_is_not_published(toy: Toy, line: str) -> None:
    blank = {
        "pixels[10:60, 10 + step": "pixels[0:0, step",
        'drawn = [{"role"': 'drawn = [] and [{"role"',
    }
    toy.write("toy/paint.py", PAINT.replace(line, blank[line]))
    done = toy.call("build", *STILL)
    assert done.returncode == 1
    assert "nothing was drawn" in done.stdout


def test_coordinates_that_are_no_numbers_are_not_published(toy: Toy) -> None:
    toy.write("toy/paint.py", PAINT.replace("bbox = [10,", "bbox = [float('nan'),"))
    done = toy.call("build", *STILL)
    assert done.returncode == 1
    assert "is drawn at no place" in done.stdout


def test_what_another_version_made_is_called_stale(toy: Toy) -> None:
    """Its profiles may have settings that are not known here."""
    assert toy.call("build", *STILL).returncode == 0
    assert toy.call("verify").returncode == 0
    store = Store(toy.media)
    for record in tuple(store.records()):
        profile = dict(record.settings.profile)
        profile["sharpness"] = profile.pop("quantiser")
        store.write(
            structs.replace(record, settings=structs.replace(record.settings, profile=profile))
        )
    done = toy.call("verify")
    assert done.returncode == 1
    assert "ONE post/draft/light/one: is stale: its settings are unknown here" in done.stdout
    assert "Traceback" not in done.stderr
