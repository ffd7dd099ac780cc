"""A worker process, from its task to its end: forked from a server, or a Python of its own."""

from __future__ import annotations

import faulthandler
import importlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from corrconv.pipeline.workers.isolation import die_with, die_with_input, isolate
from corrconv.pipeline.workers.preload import Preload, import_libraries
from corrconv.pipeline.workers.task import LOG, Task


def main(parent: int, root: str, packages: list[str], preload: list[str]) -> NoReturn:
    """Do the task that comes as a line on the standard input, send its result to the standard
    output, and end; also when the input is closed before."""
    faulthandler.enable()
    die_with(parent)
    output, source = os.dup(1), os.dup(0)
    os.dup2(2, 1)
    line = b""
    while not line.endswith(b"\n") and (chunk := os.read(source, 1 << 16)):
        line += chunk
    die_with_input(source)
    import_libraries(preload, packages)
    sources = Preload(Path(root), packages)
    sources.open(())
    run_task(line.decode(), output, sources)


def run_task(text: str, output: int, preload: Preload) -> NoReturn:
    """Do the task that `Task.dump` wrote as `text` in this process, send its result to the
    descriptor `output`, and end without any of the clean-up that belongs to a caller."""
    status = 1
    try:
        known: type[Task] = importlib.import_module(Task.__module__).Task  # ours may be forgotten
        task = known.load(text)
        isolate(task.folder, task.folder / LOG, task.memory)
        faulthandler.enable()
        if not preload.stands():
            preload.forget()
        work = importlib.import_module("corrconv.pipeline.workers.worker").work
        with os.fdopen(output, "wb") as file:
            file.write(work(text))
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
