"""Ctrl-C, whatever the moment, ends a command with status 130 and one line."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.toy import REPOSITORY

INTERRUPTED_AT = """
import os, runpy, signal, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a background job
sys.meta_path.insert(0, Interrupting())
module, entry = sys.argv[1:3]
sys.argv = sys.argv[2:]
if entry == "render.py":
    runpy.run_path(entry, run_name="__main__")
else:
    from corrconv.cli.main import main
    sys.exit(main())
"""
"""The program `entry` with the other arguments, interrupted as `module` is imported."""


def interrupted_at(module: str, entry: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT, module, entry, *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("corrconv", ("list",)),
        ("corrconv.core.index", ("list",)),
        ("click", ("list",)),
        ("corrconv.catalog", ("list",)),
        ("corrconv.cli.list", ("list",)),
        ("corrconv.lesson.lesson", ("build", "--explain")),
        ("corrconv.pipeline.build", ("build", "--explain")),
        ("corrconv.cli.doctor", ("doctor",)),
        ("corrconv.theme.contrast", ("theme",)),
    ],
)
def test_the_first_moments_of_a_checkout(module: str, arguments: tuple[str, ...]) -> None:
    done = interrupted_at(module, "render.py", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


@pytest.mark.parametrize("module", ["click", "corrconv.catalog", "corrconv.cli.list"])
def test_the_first_moments_of_an_installed_program(module: str) -> None:
    done = interrupted_at(module, "corrconv", "list")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


def test_a_command_under_way() -> None:
    """The signal comes while `verify` reads what it needs."""
    done = interrupted_at("corrconv.verify.files", "render.py", "verify", "--media_dir", "none")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


def test_what_is_never_imported_interrupts_nothing() -> None:
    done = interrupted_at("no_such_module", "render.py", "list")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
