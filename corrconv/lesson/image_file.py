"""Picture files as the image of a lesson: decoded by a process of its own, within limits."""

from __future__ import annotations

import json
import sys
from pathlib import Path

DECODER = "corrconv/lesson/decode_image.py"
"""The program that decodes; run, never imported, so that a hostile file can harm it alone."""

ROOT = Path(__file__).resolve().parents[2]

LONGEST = 20.0
"""Seconds that decoding may take."""


class PictureError(ValueError):
    """A picture that cannot be read; one clear sentence."""


def grey_levels(path: Path, columns: int, levels: int, cells: int) -> list[list[int]]:
    """Return rows of grey values, 0 (black) to `levels` − 1 (white), of the picture at `path`
    reduced to `columns` columns; PictureError where it is none or would have more than `cells`
    cells."""
    asked = [str(path.absolute()), *map(str, (columns, levels, cells))]
    import subprocess  # takes a tenth of the time that a build with nothing to do has

    command = [sys.executable, "-P", str(ROOT / DECODER), *asked]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=LONGEST, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        raise PictureError(f"{path.name} takes more than {LONGEST:.0f} s to decode") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise PictureError(f"{path.name} cannot be decoded within the limits") from None
    if "error" in answer:
        raise PictureError(f"{path.name} {answer['error']}")
    rows: list[list[int]] = answer["rows"]
    return rows
