"""Where and when something was measured."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import date
from pathlib import Path

from benchmarks.plan import ROOT
from corrconv.pipeline.cache.versions import library_versions
from corrconv.pipeline.plan.resolve import count_workers

NAMED = ("manim", "av", "numpy", "pycairo", "cairo")


def machine() -> dict[str, str]:
    """Processor, cores, memory, system and versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = library_versions()
    return {
        "processor": _processor(),
        "cores": str(count_workers("auto")),
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: versions[name] for name in NAMED},
    }


def moment() -> dict[str, str]:
    """The day, the commit, and how busy the machine was before."""
    busy = os.getloadavg()[0]
    return {"date": date.today().isoformat(), "commit": _commit(), "load": f"{busy:.1f}"}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _commit() -> str:
    """The commit, and whether what is measured was changed since; results written are no change."""
    changed = _git("status", "--porcelain", "--", "corrconv", "scenes", "render.py")
    return (_git("rev-parse", "--short", "HEAD") or "unknown") + (" with changes" * bool(changed))


def _git(*words: str) -> str:
    done = subprocess.run(("git", *words), cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()
