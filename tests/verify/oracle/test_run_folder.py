"""What one run of the tests has rendered is not taken for what another one would render."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.toy import REPOSITORY

pytestmark = pytest.mark.slow

TEST = """
def test_it(run_folder):
    assert run_folder.is_dir()
    (run_folder / "rendered").touch()
"""


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_run_that_a_worker_starts_shares_nothing_with_others(
    tmp_path: Path, workers: str
) -> None:
    base, test = tmp_path / "base", tmp_path / "inner/test_it.py"
    test.parent.mkdir()
    test.write_text(TEST)
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull]
    command += ["-p", "tests.conftest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-n", workers, "--basetemp", str(base), str(test)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTEST_XDIST_WORKER": "gw0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert (base / "rendered").is_file()
    assert {entry.name for entry in tmp_path.iterdir()} == {"base", "inner"}
