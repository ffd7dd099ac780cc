"""Versions of everything that has a hand in the pixels, found without importing manim."""

from __future__ import annotations

import ctypes
import platform
import re
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from corrconv.pipeline.cache.sources import digest

LIBRARIES = (
    "manim",
    "av",
    "pycairo",
    "manimpango",
    "pillow",
    "numpy",
    "scipy",
    "skia-pathops",
    "mapbox-earcut",
    "svgelements",
    "typst",
    "fontpkg",
)

NATIVE = (
    ("cairo", ("libcairo.so.2", "libcairo.2.dylib"), "cairo_version_string"),
    ("pango", ("libpango-1.0.so.0", "libpango-1.0.0.dylib"), "pango_version_string"),
)
"""Libraries that pip does not know: name, file names, the function that tells the version."""

INSTALLED = ".dist-info"
"""Ends the name of the folder that an installed distribution leaves, "numpy-2.4.6.dist-info"."""

FONT_ENDINGS = (".ttf", ".otf", ".ttc")


def library_versions() -> dict[str, str]:
    """Version by name of every library; "missing" where it is not installed."""
    installed = _installed()
    found = {name: _version(name, installed) for name in LIBRARIES}
    found |= {name: _native(files, function) for name, files, function in NATIVE}
    found["python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    found["machine"] = platform.machine()
    return found


def version(name: str) -> str:
    """The installed version of the distribution `name`, or "missing"."""
    return _version(name, _installed())


def _version(name: str, installed: Mapping[str, str]) -> str:
    return installed.get(_plain(name)) or _told(name)


def _installed() -> dict[str, str]:
    """Version by name of all that left a folder on the module path; the first one counts."""
    found: dict[str, str] = {}
    for entry in sys.path:
        with suppress(OSError):
            for folder in Path(entry).glob(f"*{INSTALLED}"):
                name, _, told = folder.name.removesuffix(INSTALLED).partition("-")
                found.setdefault(_plain(name), told)
    return found


def _plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def _told(name: str) -> str:
    """The version of a distribution that was installed in some other way."""
    from importlib import metadata  # takes longer than all of the above

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def font_digests() -> dict[str, str]:
    """One digest per installed font package, over the names and bytes of its fonts."""
    return {folder.name: _fonts(folder) for folder in font_folders()}


def font_folders() -> tuple[Path, ...]:
    """Every folder of a font package on the module path."""
    found = (
        folder
        for entry in sys.path
        if entry
        for folder in Path(entry).glob("fontpkg_*")
        if folder.is_dir() and folder.suffix != ".dist-info"
    )
    return tuple(sorted(found, key=lambda folder: folder.name))


def _fonts(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in FONT_ENDINGS)
    listed = (f"{path.relative_to(folder)} {digest(path.read_bytes())}" for path in files)
    return digest("\n".join(listed).encode())


def _native(files: tuple[str, ...], function: str) -> str:
    for file in files:
        try:
            tell = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        tell.restype = ctypes.c_char_p
        told = tell()
        return bytes(told).decode() if told else "unknown"
    return "unknown"
