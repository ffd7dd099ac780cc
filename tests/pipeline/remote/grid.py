"""A real scheduler and real workers on this machine, each a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.waiting import wait_for
from tests.toy import REPOSITORY

LIFETIME = "180 seconds"
"""After which a worker ends by itself, whatever becomes of the tests."""

FOUND = re.compile(r"(?:Scheduler at|Start worker at):\s*(tcp://[0-9.:]+)")


@dataclass
class Grid:
    """A scheduler in `folder`; workers are added by `add_worker`."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--idle-timeout", "180"]
        self.address = self._start("scheduler", options, self.environment)[1]

    def add_worker(
        self, name: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """A worker of one thread, which nobody starts again where it ends."""
        scratch = self.folder / name
        scratch.mkdir()
        options = [self.address, "--host", "127.0.0.1", "--no-dashboard", "--no-nanny"]
        options += ["--nthreads", "1", "--name", name, "--local-directory", str(scratch)]
        options += ["--lifetime", LIFETIME]
        return self._start("worker", options, environment)[0]

    def close(self) -> None:
        """End everything that was started here."""
        for process in self.processes:
            process.kill()
            process.wait()

    def _start(
        self, role: str, options: list[str], environment: Mapping[str, str] | None = None
    ) -> tuple[subprocess.Popen[bytes], str]:
        log = self.folder / f"{role}-{len(self.processes)}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + role, *options],
                stdout=out,
                stderr=out,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(REPOSITORY), **(environment or {})},
            )
        self.processes.append(process)
        assert wait_for(lambda: FOUND.search(log.read_text()) is not None), log.read_text()
        found = FOUND.search(log.read_text())
        assert found
        return process, found[1]
