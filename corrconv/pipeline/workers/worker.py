"""The work of a worker: one figure, drawn and written in the working directory."""

from __future__ import annotations

import importlib
import json
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from corrconv.formats.facts import FACTS
from corrconv.pipeline.cache.sources import named
from corrconv.pipeline.workers.files import path_of, write_files
from corrconv.pipeline.workers.task import Result, Task
from corrconv.rendering.result import Performer


def work(text: str) -> bytes:
    """Do the task that `Task.dump` wrote as `text`, and return what `Result.dump` gives of it:
    text and bytes, as the caller's classes may come from sources that have changed since."""
    task = Task.load(text)
    try:
        files = tuple(write_files(task.formats, task.request, _performer(task.performer)))
        result = Result(
            files=files, modules=dict(sorted(_modules(task))), theme_parts_read=_theme_parts_read()
        )
    except MemoryError as error:
        result = _failure(error, memory_ran_out=True)
    except BaseException as error:
        result = _failure(error)
    return result.dump()


def _performer(name: str) -> Performer:
    module, _, function = name.partition(":")
    found: Performer = getattr(importlib.import_module(module), function)
    return found


def _modules(task: Task) -> Iterator[tuple[str, str]]:
    """Yield every source of the project that was loaded and the digest of what was read there, for
    comparison with the fingerprint; no digest where it was loaded in a way of its own."""
    for name, module in tuple(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and name.partition(".")[0] in task.packages:
            read = getattr(module.__loader__, "digest", "")
            yield named(task.root, Path(file)), read


def _theme_parts_read() -> tuple[str, ...] | None:
    """Return the parts of the theme that were read, None where the facts do not tell."""
    look = json.loads(path_of(FACTS).read_text(encoding="utf-8")).get("look")
    return None if look is None else tuple(look["theme"])


def _failure(error: BaseException, memory_ran_out: bool = False) -> Result:
    with suppress(OSError):  # the log lies on the disk that may be full
        traceback.print_exception(error)
    said = str(error).strip().splitlines()
    reason = f"{type(error).__name__}: {said[0]}" if said else type(error).__name__
    if isinstance(error, SystemExit):
        reason = f"the scene ended itself with SystemExit({error.code!r})"
    if isinstance(error, OSError) and isinstance(error.filename, str):
        reason = f"{Path(error.filename).absolute()}: {error.strerror}"
    reason = reason.encode(errors="backslashreplace").decode()  # a path in it need not be text
    return Result(error=reason, memory_ran_out=memory_ran_out)
