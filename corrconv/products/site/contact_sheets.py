"""Which contact sheets there are, and where: one for each lesson and theme of a preview."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from corrconv.formats.png import png
from corrconv.pipeline.store import manifest
from corrconv.pipeline.store.atomic import write_file
from corrconv.pipeline.store.lock import holding
from corrconv.pipeline.store.names import inside
from corrconv.pipeline.store.store import Store
from corrconv.products.site.contact_sheet import Entry, draw, shown
from corrconv.rendering.profile import PREVIEW
from corrconv.theme.loader import SHIPPED, shipped


def write_sheets(media: Path) -> tuple[Path, ...]:
    """Write the sheets of all previews that the manifest of `media` lists; gives their paths.
    A sheet that is right is left as it is."""
    store = Store(media)
    content = store.read_bytes(store.manifest)
    if content is None:
        return ()
    with holding(store.publishing):
        body = manifest.load(content)
        drawn = {path: _drawn(body, group, media) for path, group in _groups(body).items()}
        for path, picture in drawn.items():
            if picture and store.read_bytes(inside(media, path)) != picture:
                write_file(inside(media, path), picture)
    return tuple(media / path for path, picture in drawn.items() if picture)


def _groups(body: Mapping[str, Any]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in body["artifacts"]:
        if entry["profile"] and str(entry["profile"]).partition("-")[0] == PREVIEW:
            path = f"{entry['lesson']}/{entry['profile']}/contact-{entry['theme']}.png"
            groups.setdefault(path, []).append(entry)
    return groups


def _drawn(body: Mapping[str, Any], group: list[Entry], media: Path) -> bytes:
    """The sheet's bytes, none where there is no still."""
    figures = list(shown(body["figures"], group, media))
    if not figures:
        return b""
    lesson, name = group[0]["lesson"], group[0]["theme"]
    number = "1 figure" if len(figures) == 1 else f"{len(figures)} figures"
    theme = shipped(name if name in SHIPPED else "light")
    sheet = draw(f"Lesson {lesson}, {name}: {number}", figures, theme)
    return png(np.asarray(sheet.convert("RGBA")))
