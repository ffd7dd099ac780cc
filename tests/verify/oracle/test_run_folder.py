"""What one run of the tests has rendered is not taken for what another one would render."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.toy import REPOSITORY

TEST = "tests/verify/oracle/test_title.py::test_a_title_stands_over_the_middle[title-card]"


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_run_that_a_worker_starts_shares_nothing_with_others(
    tmp_path: Path, workers: str
) -> None:
    base = tmp_path / "base"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", workers, "--basetemp", str(base), TEST],
        cwd=REPOSITORY,
        env={**os.environ, "PYTEST_XDIST_WORKER": "gw0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert (base / "shown" / "title-card.light.json").is_file()
    assert {entry.name for entry in tmp_path.iterdir()} == {"base"}
