"""Names that become parts of a path, and the fence around the media folder."""

from __future__ import annotations

import os
import re
from pathlib import Path

LONGEST_NAME = 200
"""Bytes of a name; they leave room for an ending in a file system's 255."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def checked_name(name: str, what: str) -> str:
    """Return `name` where it may stand in a path; ValueError says what it has to look like."""
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{what} name {name!r}: wanted letters, digits, '_', '.' and '-', "
            "beginning with a letter or a digit"
        )
    if len(name) > LONGEST_NAME:
        raise ValueError(f"{what} name has {len(name)} letters, wanted at most {LONGEST_NAME}")
    return name


def inside(folder: Path, relative: str) -> Path:
    """Return the path `relative` in `folder`; ValueError where links lead its parent outside."""
    path = folder / relative
    for part in Path(relative).parts:
        checked_name(part.replace("@2x.", ".", 1), "file")
    home, parent = os.path.realpath(folder), os.path.realpath(path.parent)
    if os.path.commonpath((home, parent)) != home:
        raise ValueError(f"{path}: its folder is {parent}, outside {home}")
    return path
