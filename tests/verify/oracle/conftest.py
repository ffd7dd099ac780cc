"""Every figure is rendered once for all tests that look at it, in whichever process."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.verify.oracle.rendering import rendered


class Shown(NamedTuple):
    facts: dict[str, Any]
    still: NDArray[np.uint8]


Show = Callable[..., Shown]


@pytest.fixture(scope="session")
def show(run_folder: Path) -> Show:
    """Facts and still of a figure in a theme."""
    folder = run_folder / "shown"
    folder.mkdir(exist_ok=True)

    def shown(name: str, theme: str = "light") -> Shown:
        facts, still = (folder / f"{name}.{theme}.{ending}" for ending in ("json", "npy"))
        with (folder / f"{name}.{theme}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not facts.exists():
                _store(name, theme, facts, still)
        return Shown(json.loads(facts.read_text(encoding="utf-8")), np.load(still))

    return shown


def _store(name: str, theme: str, facts: Path, still: Path) -> None:
    result = rendered(name, theme)
    np.save(still, result.still)
    facts.write_text(json.dumps(result.facts), encoding="utf-8")
