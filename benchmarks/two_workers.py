"""Programs of the benchmark that run apart, as workers do: two at a time, each in its folder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.clock import BenchError
from benchmarks.plan import ROOT, WORKERS
from corrconv.pipeline.workers.isolation import environment, make_home


def apart(module: str, calls: Sequence[Sequence[str]], folder: Path) -> list[Any]:
    """What `python -m module` says, as JSON, for each of these argument lists."""
    with ThreadPoolExecutor(WORKERS) as pool:
        folders = [folder / f"apart-{number}" for number in range(len(calls))]
        return list(pool.map(_call, [module] * len(calls), calls, folders))


def _call(module: str, arguments: Sequence[str], folder: Path) -> Any:
    home = folder / "home"
    make_home(home)
    done = subprocess.run(
        (sys.executable, "-m", module, *arguments),
        cwd=folder,
        env={**environment(home), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchError(f"{module} {' '.join(arguments)}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout.strip().rpartition("\n")[2])
