"""F21: whatever the output is, nothing is lost and nothing is asked."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import termios
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.toy import Toy

pytestmark = pytest.mark.slow

STILL = ("build", "--format", "png")


def on_terminal(toy: Toy, columns: int, **environment: str) -> tuple[int, str]:
    """The exit status and everything that a terminal of `columns` letters was sent."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {**os.environ, "TERM": "xterm", **environment}
    env.pop("NO_COLOR", None) if "NO_COLOR" not in environment else None
    running = toy.start(*STILL, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    output = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:
            break
        if not chunk:
            break
        output += chunk
    os.close(ours)
    return running.wait(60), output.decode()


def test_plain_lines_without_a_terminal(toy: Toy) -> None:
    done = toy.run(*STILL, env={**os.environ, "TERM": "xterm", "FORCE_COLOR": "1"})
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert sum(line.startswith("made ONE one ") for line in done.stdout.splitlines()) == 2


@pytest.mark.parametrize("columns", [20, 120])
def test_a_terminal(toy: Toy, columns: int) -> None:
    toy.lines("bad", "raise KeyError('x')")
    status, output = on_terminal(toy, columns)
    assert status == 1
    plain = "".join(output.split())
    assert "\x1b[" in output
    assert "KeyError" in plain
    assert "2made,2failed" in plain


def test_no_colours_where_none_are_wanted(toy: Toy) -> None:
    status, output = on_terminal(toy, 80, NO_COLOR="1")
    assert status == 0
    assert "\x1b[3" not in output
    assert "made ONE" in output


def test_a_dumb_terminal_gets_plain_lines(toy: Toy) -> None:
    status, output = on_terminal(toy, 80, TERM="dumb")
    assert status == 0
    assert "\x1b" not in output


def test_a_reader_that_goes_away_ends_nothing(toy: Toy) -> None:
    toy.scene("two")
    running = toy.start(*STILL)
    assert running.stdout
    running.stdout.close()
    assert running.wait(60) == 0
    assert running.stderr
    assert running.stderr.read() == ""
    running.stderr.close()
    assert toy.path("two", "png").exists()
    assert toy.run("verify").returncode == 0


def test_no_output_at_all(toy: Toy) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&- 2>&- <&-', "sh", *toy.command(*STILL)], check=False, timeout=60
    )
    assert done.returncode == 0
    assert toy.path("one", "png").exists()


def test_a_full_output_device(toy: Toy) -> None:
    with Path("/dev/full").open("w") as full:
        running = toy.start(*STILL, stdout=full)
        running.communicate(timeout=60)
    assert running.returncode == 0
    assert toy.path("one", "png").exists()


def test_reports_for_other_programs(toy: Toy, tmp_path: Path) -> None:
    toy.lines("bad", "print('\\x00 <&> ]]>')", "raise KeyError('\\x1b<x>')")
    xml, lines = tmp_path / "deep/report.xml", tmp_path / "report.jsonl"
    done = toy.call(*STILL, "--theme", "light", "--report", str(xml), "--report", str(lines))
    assert done.returncode == 1
    suite = ElementTree.parse(xml).getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "1", "0")
    failure = suite.find("testcase[@name='bad']/failure")
    assert failure is not None
    assert "KeyError" in str(failure.get("message"))
    output = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert [(each["name"], each["status"]) for each in output] == [
        ("bad", "failed"),
        ("one", "made"),
    ]
    assert output[0]["tail"][-1].startswith("KeyError")


def test_quiet_and_loud(toy: Toy) -> None:
    toy.lines("bad", "raise KeyError('x')")
    quiet = toy.call(*STILL, "-v", "WARNING").stdout
    assert "made ONE" not in quiet
    assert "failed BAD" in quiet
    assert "begun BAD" in toy.call(*STILL, "-v", "DEBUG").stdout
