"""The doctor: checks of what a build needs, and what to do where something is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from corrconv.pipeline.cache.versions import LIBRARIES, font_folders, library_versions, version
from corrconv.pipeline.store.atomic import fresh_name

LEAST_SPACE = 1 << 30
"""Bytes that a build of every figure may need, with room to spare."""

INSTALL = "make bootstrap, or pip install --force-reinstall corrconv outside a checkout"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, whether it is well, what was met, and what would help."""

    name: str
    good: bool
    met: str
    fix: str = ""


def examine(media: Path) -> tuple[Check, ...]:
    """Run every check on this machine and `media`; none changes anything that stays."""
    return (
        _python(),
        *(_library(name) for name in LIBRARIES),
        *(_native(name) for name in ("cairo", "pango")),
        _try("manim imports", _import_manim, INSTALL),
        _fonts(),
        _try("H.264 encoder", _encoder, "pip install --force-reinstall av"),
        _try("Typst sets a formula", _typst, "pip install --force-reinstall typst"),
        _writable(media),
        _space(media),
    )


def format_checks(checks: tuple[Check, ...], as_json: bool) -> str:
    """Return the checks as text, a line each, or as JSON."""
    if as_json:
        return json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=1)
    return "\n".join(_line(check) for check in checks)


def _line(check: Check) -> str:
    if check.good:
        return f"ok      {check.name}: {check.met}"
    return f"FAILED  {check.name}: {check.met}; fix: {check.fix}"


def _python() -> Check:
    met = ".".join(map(str, sys.version_info[:3]))
    return Check("Python", sys.version_info >= (3, 11), met, "install Python 3.11 or newer")


def _library(name: str) -> Check:
    met = version(name)
    good = met != "missing" and (name != "manim" or met.startswith("0.22."))
    return Check(name, good, met, INSTALL)


def _native(name: str) -> Check:
    met = library_versions()[name]
    fix = "install libcairo2 and libpango-1.0 (Debian), cairo and pango (others)"
    return Check(f"{name} library", met != "unknown", met, fix)


def _fonts() -> Check:
    names = [folder.name for folder in font_folders()]
    return Check("fonts", bool(names), ", ".join(names) or "none", INSTALL)


def _writable(media: Path) -> Check:
    folder = _existing(media)
    probe = folder / fresh_name()
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        fix = "choose another folder with --media_dir, or change who may write to it"
        return Check("media folder", False, f"{folder}: {error.strerror}", fix)
    return Check("media folder", True, f"{folder} can be written")


def _space(media: Path) -> Check:
    free = shutil.disk_usage(_existing(media)).free
    met = f"{free / (1 << 30):.1f} GiB"
    return Check("free space", free >= LEAST_SPACE, met, "free 1 GiB, or choose --media_dir")


def _existing(folder: Path) -> Path:
    absolute = folder.absolute()
    return next(each for each in (absolute, *absolute.parents) if each.exists())


def _try(name: str, attempt: Callable[[], str], fix: str) -> Check:
    """Return the check that `attempt` passes, or fails by whatever a broken library raises."""
    try:
        return Check(name, True, attempt())
    except Exception as error:
        return Check(name, False, f"{type(error).__name__}: {error}", fix)


def _import_manim() -> str:
    """Import manim in a process of its own: a broken library may take the process along."""
    done = subprocess.run(
        [sys.executable, "-c", "import manim; print(manim.__version__)"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        raise ImportError((done.stderr.strip().splitlines() or ["it crashed"])[-1])
    return done.stdout.strip()


def _encoder() -> str:
    import av

    return f"{av.codec.Codec('libx264', 'w').name}, PyAV {av.__version__}"


def _typst() -> str:
    import typst

    page = typst.compile(b"#set page(width: auto, height: auto)\n$h[1, 1]$", format="svg")
    if b"<svg" not in page:
        raise ValueError("no picture came of it")
    return f"typst {version('typst')}"
