"""Where the project's own sources lie: in a checkout under its root, in a wheel in two folders.

A wheel holds `corrconv` and, inside it, a stage with `scenes`: a package called so has no place
at the top of somebody's site-packages. Sources keep the names that they have in a checkout.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

STAGE = "corrconv/stage"


def folders(root: Path) -> tuple[Path, ...]:
    """The folders that sources are named from."""
    stage = root / STAGE
    return (root, stage) if stage.is_dir() else (root,)


def leading(root: Path) -> Path:
    """The folder that comes first on a worker's module path. The root of a wheel is on the path
    already; it must not come before the standard library."""
    return folders(root)[-1]


def located(root: Path, name: str) -> Path:
    """The file of the source called `name`, such as "scenes/patches.py", whether it is there or
    not."""
    return Path(first(map(str, folders(root)), name) or root / name)


def first(places: Iterable[str], name: str) -> str | None:
    """The file called `name` in the first of these folders that has it. Strings, as there are
    many to ask for: a path is slow to make."""
    return next(filter(os.path.isfile, (f"{place}/{name}" for place in places)), None)


def named(root: Path, file: Path) -> str:
    """The name of the source in `file`; ValueError where it is none of the project's."""
    home = os.path.realpath(root).rstrip("/")
    real = f"{os.path.realpath(file.parent)}/{file.name}"  # it may itself be a link into a store
    for folder in (f"{home}/{STAGE}/", f"{home}/"):
        if real.startswith(folder):
            return real.removeprefix(folder)
    raise ValueError(f"{file} is not in {root}")
