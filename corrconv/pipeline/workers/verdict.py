"""Reading a worker's end: what it made, or what went wrong with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.workers.client import Ended
from corrconv.pipeline.workers.outcome import Status
from corrconv.pipeline.workers.task import LOG, Made, Result

TAIL = 12
"""Lines of a log that a summary shows."""

WIDEST = 200
"""Letters of such a line."""

NOISE = "Extension modules:"
"""Begins the line on which a crashed interpreter lists every library it has loaded."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`status` is MADE, FAILED, CRASHED or TIMEOUT; a crash is worth a second attempt. `worn` are
    the parts of the theme that were read, None where that is not known; `keyed` tells whether the
    sources that were loaded are those of the key."""

    status: Status
    reason: str = ""
    files: tuple[Made, ...] = ()
    worn: tuple[str, ...] | None = None
    keyed: bool = True


def judge(ended: Ended, folder: Path, sources: Mapping[str, str]) -> Verdict:
    """What the worker in `folder` came to; `sources` are the files that its key covers, with
    their digests."""
    if os.WIFSIGNALED(ended.status):
        return Verdict(Status.CRASHED, _killed(os.WTERMSIG(ended.status), ended.peak))
    result = Result.load(ended.result)
    if result is None:
        code = os.waitstatus_to_exitcode(ended.status)
        return Verdict(Status.FAILED, f"the worker ended without a result (exit status {code})")
    if result.memory_ran_out:
        return Verdict(Status.CRASHED, f"out of memory (peak {_size(ended.peak)})")
    if result.error is not None:
        return Verdict(Status.FAILED, result.error)
    return _checked(result, folder, sources)


def tail(folder: Path) -> tuple[str, ...]:
    """The last lines of the worker's log, without control characters."""
    try:
        with (folder / LOG).open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - (1 << 14)))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ()
    lines = ["".join(c for c in line if c.isprintable()) for line in text.splitlines()]
    told = (line[:WIDEST] for line in lines if line.strip())
    return tuple(line for line in told if not line.startswith(NOISE))[-TAIL:]


def _checked(result: Result, folder: Path, sources: Mapping[str, str]) -> Verdict:
    """The files as the worker checked them, once more against what lies there now."""
    for made in result.files:
        try:
            content = (folder / made.file).read_bytes()
        except OSError as error:
            return Verdict(Status.FAILED, f"{made.file}: {error.strerror}")
        if len(content) != made.bytes or digest(content) != made.sha256:
            return Verdict(Status.FAILED, f"{made.file} changed after it was checked")
    unseen = sorted(set(result.modules) - set(sources))
    if unseen:
        return Verdict(Status.FAILED, f"{unseen[0]} is loaded in a way that its key does not see")
    keyed = all(read in {"", sources[name]} for name, read in result.modules.items())
    return Verdict(Status.MADE, files=result.files, worn=result.worn, keyed=keyed)


def _killed(number: int, peak: int) -> str:
    known = {each.value: each.name for each in signal.Signals}
    name = known.get(number, f"signal {number}")
    return f"the worker was ended by {name} (peak {_size(peak)})"


def _size(count: int) -> str:
    return f"{count / (1 << 20):.0f} MiB"
