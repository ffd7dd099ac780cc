"""Fixtures of the cluster's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.remote.grid import Grid
from tests.toy import Toy

FIGURES = ["one", "two", "still-three"]


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    return Toy(tmp_path / "project", tmp_path / "media", FIGURES)


@pytest.fixture
def grid(tmp_path: Path) -> Iterator[Grid]:
    """A scheduler without workers."""
    folder = tmp_path / "grid"
    folder.mkdir()
    grid = Grid(folder)
    try:
        yield grid
    finally:
        grid.close()
