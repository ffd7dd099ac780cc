"""Printing to the user's terminal, or to whatever stands in its place."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import TextIO

_OBEYED = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
"""Characters that steer a terminal, or turn what stands beside them; compiled where it is used:
that takes as long as reading the rest of this module."""


def print_line(text: str, stream: TextIO | None = None) -> None:
    """Print a line to `stream`, the standard output for None; characters that would steer the
    terminal come out as escapes. A reader that has gone away, a full disk behind it or no stream
    at all do not end the build."""
    out = stream or sys.stdout
    if out is None:
        return
    encoding = out.encoding or "utf-8"
    try:
        out.write(printable(text).encode(encoding, "replace").decode(encoding) + "\n")
        out.flush()
    except OSError:
        _silence(out)


def printable(text: str) -> str:
    """Return the text with characters that would steer a terminal as escapes.

    >>> printable("red \\x1b[31m")
    'red \\\\u001b[31m'
    """
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_OBEYED, lambda found: f"\\u{ord(found[0]):04x}", text)


def open_streams() -> None:
    """Have something open as standard input, output and error, so that no file of ours is taken
    for one of them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _silence(out: TextIO) -> None:
    """Send to nowhere what is left in the buffer: it would fail again when the program ends."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, out.fileno())
        os.close(nothing)
