"""Fixtures of the pipeline's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.make.toy import Toy


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    """A project with one figure, called `one`."""
    return Toy(tmp_path / "project", tmp_path / "media")
