"""Fixtures of the tests that force faults: workers are real processes, which can be killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.toy import Toy


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    """A project with one figure, called `one`."""
    return Toy(tmp_path / "project", tmp_path / "media", executor="fork")
