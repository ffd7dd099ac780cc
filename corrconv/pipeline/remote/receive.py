"""The check of files that came from another machine: nothing is taken on trust."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from corrconv.formats.registry import PUBLISHED
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.names import checked_name
from corrconv.pipeline.workers.task import LOG, Result


def receive(files: Mapping[str, bytes], log: bytes, result: Result | None, folder: Path) -> None:
    """Write what came for `result` into `folder`; ValueError where it is not what was sent,
    or does not decode to it."""
    (folder / LOG).write_bytes(log)
    for made in result.files if result else ():
        content = files.get(checked_name(made.file, "file"), b"")
        if len(content) != made.bytes or digest(content) != made.sha256:
            raise ValueError(f"{made.file}: what came is not what was sent")
        path = folder / made.file
        path.write_bytes(content)
        PUBLISHED[made.format].probe(path).require(made.file, made)
