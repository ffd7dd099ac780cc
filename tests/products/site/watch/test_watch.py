"""Watching a toy project as its author does: edits, a mistake, and Ctrl-C."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import click
import pytest

from corrconv.cli import build as building
from corrconv.cli import watch as watching
from corrconv.pipeline.plan.request import BuildRequest
from corrconv.products.site.watch.watcher import Watched
from tests.toy import SCENE, Toy, project

DEADLINE = 60.0
STILL = "media/post/blog/light/one.png"


class Audience:
    """An open page: the stream of events, and what can be loaded."""

    def __init__(self, watch: subprocess.Popen[str]) -> None:
        assert watch.stdout is not None
        self.said = [watch.stdout.readline(), watch.stdout.readline()]
        self.url = self.said[1].split()[1]
        self._stream: HTTPResponse = urllib.request.urlopen(self.url + "events", timeout=DEADLINE)

    def until(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first event for which `condition` holds."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            line = self._stream.readline().decode()
            assert line, "the stream ended"
            if line.startswith("data: ") and condition(event := json.loads(line[6:])):
                found: dict[str, Any] = event
                return found
        raise AssertionError("the event did not come")

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.url + path, timeout=DEADLINE) as answer:
            content: bytes = answer.read()
        return content

    def close(self) -> None:
        self._stream.close()


def running() -> list[str]:
    """The command lines of all processes, where the system tells them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            found.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return found


def done(event: dict[str, Any]) -> bool:
    return str(event["status"]).startswith(("Current", "Failed"))


@pytest.fixture
def watch(toy: Toy) -> Iterator[subprocess.Popen[str]]:
    """Begins with a build that would take minutes."""
    toy.lines("one", "time.sleep(300)")
    process = toy.start("watch", "--theme", "light", "--format=png", "one")
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.slow
def test_edits_are_shown_and_mistakes_leave_the_last_good_picture(
    toy: Toy, watch: subprocess.Popen[str]
) -> None:
    page = Audience(watch)
    assert page.said[0] == "watching toy\n"
    page.until(lambda event: event["status"].startswith("Building"))
    toy.scene("one")
    first = page.until(done)
    assert first["error"] == ""
    assert first["version"] == 1
    before = page.get(STILL)
    assert b"one.png" in page.get("media/index.html")

    toy.write("toy/paint.py", (toy.root / "toy/paint.py").read_text().replace("= 90", "= 120"))
    second = page.until(lambda event: done(event) and event["version"] > 1)
    assert (second["version"], second["error"]) == (2, "")
    after = page.get(STILL)
    assert after != before

    toy.scene("one", SCENE + "\n)")
    third = page.until(lambda event: done(event) and event["error"] != "")
    assert third["version"] == 2, "nothing to load anew"
    assert "SyntaxError: unmatched ')'" in third["error"]
    assert "one.py" in third["error"]
    assert page.get(STILL) == after

    toy.scene("one")
    fourth = page.until(lambda event: done(event) and event["error"] == "")
    assert page.get(STILL) == after
    assert fourth["status"].startswith("Current")
    page.close()

    watch.send_signal(signal.SIGINT)
    out, complaints = watch.communicate(timeout=DEADLINE)
    assert watch.returncode == 130
    assert complaints == ""
    assert "SyntaxError" in out
    assert "building after a change of one.py" in out
    with pytest.raises(OSError):
        page.get("")


def test_ctrl_c_ends_the_build_that_is_under_way(toy: Toy, watch: subprocess.Popen[str]) -> None:
    page = Audience(watch)
    page.until(lambda event: event["status"].startswith("Building"))
    page.close()
    while running() and not [line for line in running() if f"--media_dir={toy.media}" in line]:
        time.sleep(0.05)  # the build begins; the test's own time limit ends a wait in vain
    watch.send_signal(signal.SIGINT)
    watch.communicate(timeout=DEADLINE)
    assert watch.returncode == 130
    assert not [line for line in running() if str(toy.media) in line]


def test_a_wrong_order_ends_the_watch(toy: Toy) -> None:
    done = toy.run("watch", "nothing")
    assert done.returncode == 2
    assert "no figure matches 'nothing'" in done.stderr
    assert not toy.media.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["one", "still-*"],
        ["-q", "h", "--theme", "dark", "--theme=light", "-t", "-j", "1"],
        ["--format", "png", "--format", "gif", "--fps", "12", "--media_dir", "a b"],
        ["--preview", "--lesson", "my lesson.toml"],
        ["--media-dir", "--strange", "--", "-one"],
    ],
)
def test_the_build_is_asked_for_the_same(arguments: list[str]) -> None:
    asked = watching.command.make_context("watch", list(arguments)).params
    again = watching.build_arguments(watching.command.params, asked)
    built = building.command.make_context("build", again).params
    common = set(asked) - set(watching.OWN)
    assert {name: built[name] for name in common} == {name: asked[name] for name in common}
    assert common >= {"figures", "quality", "formats", "media", "lesson", "jobs"}


def test_every_option_of_watch_is_one_of_build_or_its_own() -> None:
    names = {str(each.name) for each in building.command.params}
    for each in watching.command.params:
        assert str(each.name) in names | set(watching.OWN), each.name
        assert isinstance(each, click.Argument) or any(n.startswith("--") for n in each.opts)


def test_a_lesson_is_watched_through_its_folder(toy: Toy, tmp_path: Path) -> None:
    lesson = tmp_path / "mine/lesson.toml"
    watched = Watched.of(
        project(toy.root), watching.files(BuildRequest(lesson=lesson, themes=("light",)))
    )
    assert watched.roots == tuple(sorted((tmp_path / "mine", toy.root / "toy")))
    assert watched.holds(lesson)
    assert watched.holds(toy.root / "toy/sub/new.py")
    assert not watched.holds(tmp_path / "mine/other.toml")
    assert not watched.holds(toy.root / "toy/__pycache__/one.pyc")
    assert not watched.holds(toy.media / "manifest.json")
