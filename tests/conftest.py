"""Every run of these tests draws the same examples and judges none by its duration."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("corrconv", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("corrconv")


@pytest.fixture(scope="session")
def run_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share, and no other run. The environment does not
    tell: a run that a worker's test starts has inherited it."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base
