"""A lesson derived from another one and from the arrays that a notebook gives instead."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w

from corrconv.lesson.lesson import path_of
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.plan.resolve import read_lesson
from corrconv.pipeline.store.atomic import write_file
from corrconv.products.notebook.values import index, table

PLAIN: Mapping[str, str] = {"name": "notebook", "title": "Convolution and cross-correlation"}
"""Name and title of a lesson that is made of a kernel alone."""

BOUND_TO_SIZES = ("worked", "outputs", "impulse", "sliding", "errata")
"""Keys that another image or kernel leaves without a meaning."""

FILE = "notebook.toml"

_PLACE = re.compile(rf"^{re.escape(FILE)}(:\d+)?: ")
"""The place in the file, left out of errors: the author in the notebook has not seen the file."""


@dataclass(frozen=True, slots=True)
class DerivedLesson:
    """Name a lesson file, None for the built-in one, and the folder of its pictures."""

    lesson: Path | None
    media: Path


def derive_lesson(
    lesson: str | os.PathLike[str] | None,
    changes: Mapping[str, object],
    cache: str | os.PathLike[str] | None,
) -> DerivedLesson:
    """Write `lesson` with the `changes` that are not None: `image`, `kernel`, `output`.

    TypeError or ValueError in one sentence, and then nothing new stays in the cache.
    """
    home = Path(cache).expanduser() if cache is not None else cache_folder()
    base = None if lesson is None else Path(lesson)
    own_values = {name: value for name, value in changes.items() if value is not None}
    if not own_values:
        own = path_of(base)
        name = digest(str(own.absolute()).encode())[:10]
        return DerivedLesson(base, home / f"{own.stem}-{name}" / "media")
    return _derived(home, base, own_values)


def cache_folder() -> Path:
    """Return the folder for pictures: the user's cache, or a temporary one without a home."""
    given = os.environ.get("XDG_CACHE_HOME")
    try:
        home = Path(given) if given else Path.home() / ".cache"
    except RuntimeError:
        home = Path(tempfile.gettempdir()) / f"cache-{os.getuid()}"
    return home / "corrconv" / "notebook"


def _derived(home: Path, base: Path | None, own_values: Mapping[str, object]) -> DerivedLesson:
    document = _base(base, own_values)
    for name in ("image", "kernel"):
        if name in own_values:
            document[name] = table(own_values[name], name)
    if "output" in own_values:
        document["worked"] = index(own_values["output"], "output")
    name = f"{document['name']}-{digest(tomli_w.dumps(document).encode())[:10]}"
    folder = home / name
    fresh = not folder.exists()
    try:
        _copy_picture(
            document, Path.cwd() if "image" in own_values else path_of(base).parent, folder
        )
        write_file(folder / FILE, tomli_w.dumps({**document, "name": name}).encode())
        read_lesson(folder / FILE)
    except BaseException as error:
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, ValueError):
            raise ValueError(_PLACE.sub("", str(error))) from None
        raise
    return DerivedLesson(folder / FILE, folder / "media")


def _base(base: Path | None, own_values: Mapping[str, object]) -> dict[str, Any]:
    """Return the document that is changed, without the keys that the changes leave meaningless."""
    if base is None and "kernel" in own_values:
        return dict(PLAIN)
    read_lesson(base)
    text = path_of(base).read_text(encoding="utf-8")
    document = tomllib.loads(text, parse_float=Decimal)
    if "image" in own_values or "kernel" in own_values:
        for key in BOUND_TO_SIZES:
            document.pop(key, None)
    document.get("image", {}).pop("corner", None)
    return document


def _copy_picture(document: dict[str, Any], origin: Path, folder: Path) -> None:
    """Copy the picture that a lesson names: it has to lie beside the derived one as well."""
    named = document.get("image", {}).get("picture")
    if isinstance(named, str):
        source = origin / named
        folder.mkdir(parents=True, exist_ok=True)
        try:
            content = source.read_bytes()
        except OSError as error:
            raise ValueError(f"picture {source}: cannot be read ({error.strerror})") from error
        kept = f"{digest(content)[:10]}{source.suffix}"
        write_file(folder / kept, content)
        document["image"] = {**document["image"], "picture": kept}
