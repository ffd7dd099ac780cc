"""Reading files that somebody else made: within their folder and of bounded size, or an error in
one sentence."""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corrconv.pipeline.store.names import inside

LARGEST_FILE = 512 << 20
LARGEST_TEXT = 8 << 20
"""Bytes of a video, and of anything that is parsed as text."""

LONGEST_SHOWN = 2000
"""Letters of a caption, an equation or any other text that is taken over."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACES = re.compile(r"\s+")


class ReadingError(ValueError):
    """Report, in one sentence that names it, what cannot be read for what it should be."""


def read_bytes(folder: Path, relative: str, most: int = LARGEST_TEXT) -> bytes:
    """Read a regular file of at most `most` bytes in `folder`."""
    path = checked_path(folder, relative)
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise ReadingError(f"{relative}: cannot be read ({error.strerror})") from error
    with os.fdopen(opened, "rb") as file:
        status = os.fstat(opened)
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError(f"{relative}: is not a file")
        if status.st_size > most:
            raise ReadingError(f"{relative}: has {status.st_size} bytes, wanted at most {most}")
        return file.read(most)


def checked_path(folder: Path, relative: str) -> Path:
    """Return the path `relative` in `folder`; ReadingError where it leads out of it."""
    try:
        if not relative or relative.startswith("/"):
            raise ValueError(f"{relative!r} is no path in a folder")
        return inside(folder, relative)
    except ValueError as error:
        raise ReadingError(str(error)) from error


def parse_json(content: bytes, what: str) -> Any:
    """Return the JSON value in `content`; no NaN, no infinity."""
    try:
        return json.loads(content, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"{what}: is not JSON ({error})") from error


def _refused(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def text(value: Any, what: str) -> str:
    """Return a string on one line, without characters that hide or turn what stands beside them."""
    if not isinstance(value, str):
        raise ReadingError(f"{what}: wanted text, got {type(value).__name__}")
    if len(value) > LARGEST_TEXT:
        raise ReadingError(f"{what}: has {len(value)} letters")
    line = _SPACES.sub(" ", value[: LONGEST_SHOWN + 1]).strip()
    if len(value) > LONGEST_SHOWN:
        line = line[:LONGEST_SHOWN] + "…"
    hidden = "\N{REPLACEMENT CHARACTER}"
    return "".join(hidden if unicodedata.category(each) in _HIDDEN else each for each in line)


def number(value: Any, what: str) -> float | None:
    """Return a finite number, or nothing."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15:
        raise ReadingError(f"{what}: wanted a number, got {str(value)[:40]!r}")
    return value


def listed(value: Any, what: str, most: int, read: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Return a list of at most `most` entries, each read by `read`."""
    if not isinstance(value, list):
        raise ReadingError(f"{what}: wanted a list, got {type(value).__name__}")
    if len(value) > most:
        raise ReadingError(f"{what}: has {len(value)} entries, wanted at most {most}")
    return tuple(read(each) for each in value)


def table(value: Any, what: str) -> dict[str, Any]:
    """Return a JSON object."""
    if not isinstance(value, dict):
        raise ReadingError(f"{what}: wanted an object, got {type(value).__name__}")
    return value
