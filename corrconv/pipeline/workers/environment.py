"""The environment of a worker: the same on every machine, for every user."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

FIXED: Mapping[str, str] = MappingProxyType(
    {
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "315532800",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "NUMEXPR_NUM_THREADS": "1",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
)

KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")
"""Where programs and libraries lie; nothing else of the caller's environment is passed on."""


def environment(home: Path) -> dict[str, str]:
    """The whole environment of a worker whose home, caches and temporary files lie in `home`."""
    private = {"HOME": home, "TMPDIR": home / "tmp", "XDG_CACHE_HOME": home / "cache"}
    private |= {"XDG_CONFIG_HOME": home / "config", "XDG_DATA_HOME": home / "data"}
    private |= {"XDG_CONFIG_DIRS": home / "config", "XDG_RUNTIME_DIR": home / "run"}
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, **FIXED, **{name: str(path) for name, path in private.items()}}


def furnish(home: Path) -> None:
    """Make the folders that `environment` names."""
    for name in ("tmp", "cache", "config", "data", "run"):
        (home / name).mkdir(parents=True, exist_ok=True)
