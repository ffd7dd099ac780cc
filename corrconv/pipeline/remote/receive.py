"""The check of files that came from another machine: nothing is taken on trust."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from corrconv.formats.gif_probe import Loop, require_loop
from corrconv.formats.mp4_probe import Reel, require_reel
from corrconv.formats.pdf import read_size
from corrconv.formats.png import read_still
from corrconv.formats.svg import read_vector
from corrconv.formats.webm_probe import require_film
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.names import checked_name
from corrconv.pipeline.workers.task import LOG, Made, Result


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
        _require_decoded(path, made)


def _require_decoded(path: Path, made: Made) -> None:
    if made.format in {"png", "png@2x", "poster"}:
        _require_still(path, made)
    elif made.format == "pdf":
        width, height = read_size(path)
        _require_size(made, round(width), round(height))
    elif made.format == "svg":
        _require_drawing(path, made)
    elif made.format == "mp4":
        require_reel(path, _reel(made), None)
    elif made.format == "webm":
        require_film(path, _reel(made), None)
    elif made.format == "gif":
        require_loop(path, _loop(made))
    elif made.format == "vtt" and not path.read_bytes().startswith(b"WEBVTT\n"):
        raise ValueError(f"{made.file}: is no WebVTT")
    elif made.format == "json":
        json.loads(path.read_bytes())


def _require_still(path: Path, made: Made) -> None:
    try:
        height, width = read_still(path).shape[:2]
    except (OSError, SyntaxError) as error:
        raise ValueError(f"{made.file}: cannot be decoded ({error})") from error
    _require_size(made, width, height)


def _require_drawing(path: Path, made: Made) -> None:
    drawing = read_vector(path)
    _require_size(made, drawing.width, drawing.height)


def _require_size(made: Made, width: int, height: int) -> None:
    if (width, height) != (made.width, made.height):
        raise ValueError(f"{made.file}: is {width}x{height}, wanted {made.width}x{made.height}")


def _loop(made: Made) -> Loop:
    if None in (made.width, made.height, made.frames, made.seconds):
        raise ValueError(f"{made.file}: came without its sizes")
    return Loop(made.width or 0, made.height or 0, made.frames or 0, made.seconds or 0.0)


def _reel(made: Made) -> Reel:
    if None in (made.width, made.height, made.frames, made.fps, made.seconds):
        raise ValueError(f"{made.file}: came without its sizes")
    return Reel(
        made.width or 0,
        made.height or 0,
        made.frames or 0,
        Fraction(made.fps or 0),
        made.seconds or 0.0,
    )
