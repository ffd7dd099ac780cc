"""Which file of the media folder a request means, and which part of it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def requested(media: Path, path: str) -> Path | None:
    """The published file that the rest of a URL's path names. None where there is none: no
    folders, nothing hidden, and nothing outside, by dots or by links."""
    try:
        name = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return None
    parts = name.split("/")
    if any(not part or part.startswith(".") or "\0" in part or "\\" in part for part in parts):
        return None
    try:
        file = media.joinpath(*parts).resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return file if file.is_file() and file.is_relative_to(media.resolve()) else None


def part(header: str | None, size: int) -> tuple[int, int] | None:
    """First and last byte that a Range header asks for; None for the whole. ValueError where
    there is no such part. Browsers need it to jump about in a video."""
    match = _RANGE.fullmatch(header or "")
    if match is None or match.group() == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    if start > end:
        raise ValueError(f"bytes {start} to {end} of {size}")
    return start, end
