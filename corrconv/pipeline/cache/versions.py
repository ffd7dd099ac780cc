"""Versions of libraries and digests of fonts, found without importing any of them."""

from __future__ import annotations

import ctypes
import platform
import re
import sys
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

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
"""Libraries that pip does not know: name, file names, the function that returns the version."""

DISTRIBUTIONS: Mapping[str, str] = MappingProxyType({"PIL": "pillow", "cairo": "pycairo"})
"""The distribution of a module, where it is called otherwise."""

INSTALLED = ".dist-info"
"""Ends the name of the folder that an installed distribution leaves, "numpy-2.4.6.dist-info"."""

FONT_ENDINGS = (".ttf", ".otf", ".ttc")


def library_versions() -> dict[str, str]:
    """Return the version by name of everything that has a hand in the pixels; "missing" where it is
    not installed."""
    found = versions(LIBRARIES)
    found |= {name: _native(files, function) for name, files, function in NATIVE}
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    found["machine"] = platform.machine()
    return found


def versions(names: Iterable[str]) -> dict[str, str]:
    """Return the version by name of these distributions, or of those that modules with these names
    belong to, and that of Python; "missing" where one is not installed."""
    installed = _installed()
    known = {DISTRIBUTIONS.get(name, name): None for name in sorted(names)}
    found = {name: installed.get(_plain(name)) or _metadata_version(name) for name in known}
    return {**found, "python": f"{sys.version_info.major}.{sys.version_info.minor}"}


def version(name: str) -> str:
    """Return the installed version of the distribution `name`, or "missing"."""
    return versions([name])[name]


def _installed() -> dict[str, str]:
    """Return the version by name of all that left a folder on the module path; the first one
    counts."""
    found: dict[str, str] = {}
    for entry in sys.path:
        with suppress(OSError):
            for folder in Path(entry).glob(f"*{INSTALLED}"):
                name, _, number = folder.name.removesuffix(INSTALLED).partition("-")
                found.setdefault(_plain(name), number)
    return found


def _plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def _metadata_version(name: str) -> str:
    """Return the version of a distribution that was installed in some other way."""
    from importlib import metadata  # takes longer than all of the above

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def font_digests() -> dict[str, str]:
    """Return one digest per installed font package, over the names and bytes of its fonts."""
    return {folder.name: _fonts(folder) for folder in font_folders()}


def font_folders() -> tuple[Path, ...]:
    """Return every folder of a font package on the module path."""
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
    listed = (f"{path.relative_to(folder)} {_quick_digest(path.read_bytes())}" for path in files)
    return digest("\n".join(listed).encode())


def _quick_digest(content: bytes) -> str:
    """Return the BLAKE2b of `content`: fonts are all that is large, and are read by every build."""
    return blake2b(content, digest_size=32).hexdigest()


def _native(files: tuple[str, ...], function: str) -> str:
    for file in files:
        try:
            call = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        call.restype = ctypes.c_char_p
        number = call()
        return bytes(number).decode() if number else "unknown"
    return "unknown"
