"""A build in a process of its own, which neither signals nor ends a notebook's kernel."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corrconv.pipeline.build import build
from corrconv.pipeline.plan.plan import Plan
from corrconv.pipeline.plan.request import BuildRequest, RequestError
from corrconv.pipeline.report.reporter import SilentReporter
from corrconv.pipeline.workers.outcome import Outcome
from corrconv.products.article import article

START = (
    "import sys, json; a = json.loads(sys.argv[1]); sys.path[:] = a['path']; "
    "from corrconv.products.notebook.subprocess_build import main; main(a['request'])"
)
PATIENCE = 10.0
"""Seconds that an interrupted build has to end by itself."""


class SubprocessBuildError(RuntimeError):
    """A figure that could not be made."""


def build_in_subprocess(request: BuildRequest) -> None:
    """Build what `request` asks for; SubprocessBuildError says what failed.

    An interrupt is passed on to the build, and its workers are gone when it is raised here.
    """
    values = {
        name: str(each) if isinstance(each, Path) else each
        for name, each in asdict(request).items()
    }
    path = [str(Path(entry).absolute()) for entry in sys.path]
    command = [sys.executable, "-P", "-c", START, json.dumps({"path": path, "request": values})]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        output, errors = _communicate(process)
    if process.returncode:
        last = (errors.decode(errors="replace").strip().splitlines() or ["it said nothing"])[-1]
        raise SubprocessBuildError(f"the build ended with status {process.returncode}: {last}")
    reasons = json.loads(output)
    if reasons:
        raise SubprocessBuildError("; ".join(reasons))


def main(values: dict[str, Any]) -> None:
    """Build the request with these `values`; print the reasons of what failed, as JSON."""
    paths = {name: Path(values[name]) for name in ("media", "lesson") if values[name] is not None}
    lists = {name: tuple(values[name]) for name in ("figures", "themes", "formats")}
    try:
        plan = Plan.of(article(), BuildRequest(**{**values, **paths, **lists}))
        summary = build(plan, SilentReporter())
    except RequestError as error:
        print(json.dumps([str(error)]))
        return
    print(json.dumps([_describe(each) for each in summary.outcomes if not each.status.good]))


def _communicate(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    try:
        return process.communicate()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=PATIENCE)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()
        raise


def _describe(outcome: Outcome) -> str:
    return f"{outcome.job.label}: {outcome.status.value}, {outcome.reason or 'see the log'}"
