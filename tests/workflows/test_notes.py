"""A release has notes, and the version that its tag says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.notes import NotesError, notes

ROOT = Path(__file__).resolve().parents[2]
PROJECT = '[project]\nversion = "0.2.0"\n'
CHANGELOG = """# Changelog

## [Unreleased]

## [0.2.0] - 2026-12-01

### Added

- A thing.

## [0.1.0] - 2026-01-01
"""


def test_the_section_of_the_tag() -> None:
    assert notes("v0.2.0", PROJECT, CHANGELOG) == "### Added\n\n- A thing.\n"


@pytest.mark.parametrize(
    ("tag", "version", "said"),
    [
        ("v0.3.0", "0.2.0", "wanted v0.2.0"),
        ("0.2.0", "0.2.0", "wanted v0.2.0"),
        ("v0.1.0", "0.1.0", "says nothing"),
        ("v0.3.0", "0.3.0", "no section"),
    ],
)
def test_a_release_without_notes_is_refused(tag: str, version: str, said: str) -> None:
    with pytest.raises(NotesError, match=said):
        notes(tag, PROJECT.replace("0.2.0", version), CHANGELOG)


def test_the_program_says_so() -> None:
    command = [sys.executable, "tools/notes.py", "v99"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "tag v99" in done.stderr
