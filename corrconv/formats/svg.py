"""An SVG file, read again: its size, and what each of its groups claims to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from corrconv.rendering.result import DrawnEntry, Facts

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = frozenset({"svg", "title", "desc", "defs", "g", "rect", "path", "use"})
"""The elements that a figure consists of: nothing that runs or is fetched."""

_WHOLE = re.compile("[1-9][0-9]*")
_OWN = re.compile("#[A-Za-z0-9]+")

Claim = tuple[str, tuple[int, ...] | None, str, str]
"""Role, index, grid and text of a drawn thing."""


@dataclass(frozen=True, slots=True)
class Vector:
    """Size in pixels, title and description, and the groups that claim something."""

    width: int
    height: int
    title: str
    description: str
    claims: tuple[Claim, ...]


def read_vector(path: Path) -> Vector:
    """ValueError where `path` is no SVG of ours: broken, or with parts that run or are fetched."""
    try:
        root = ElementTree.parse(path).getroot()
    except (ElementTree.ParseError, UnicodeError, LookupError) as error:
        raise ValueError(f"{path.name}: is no XML ({error})") from error
    for element in root.iter():
        _require_plain(path, element)
    width, height = root.get("width", ""), root.get("height", "")
    if not _WHOLE.fullmatch(width) or not _WHOLE.fullmatch(height):
        raise ValueError(f"{path.name}: has no size in pixels")
    if root.get("viewBox") != f"0 0 {width} {height}":
        raise ValueError(f"{path.name}: viewBox is {root.get('viewBox')}, wanted its size")
    title, description = (root.findtext(f"{SVG}{name}", "") for name in ("title", "desc"))
    return Vector(int(width), int(height), title, description, tuple(_claims(root)))


def require_vector(path: Path, wanted: Vector) -> None:
    """ValueError unless `path` holds `wanted`."""
    met = read_vector(path)
    for name in Vector.__slots__:
        if getattr(met, name) != getattr(wanted, name):
            raise ValueError(f"{path.name}: its {name} is not what was drawn")


def claimed(facts: Facts) -> tuple[Claim, ...]:
    """What the groups of a figure with these facts claim."""
    return tuple(
        (each["role"], _index(each), each["grid"], each["text"]) for each in facts["drawn"]
    )


def _index(entry: DrawnEntry) -> tuple[int, ...] | None:
    return None if entry["index"] is None else tuple(entry["index"])


def _require_plain(path: Path, element: Element) -> None:
    name = element.tag.removeprefix(SVG) if element.tag.startswith(SVG) else ""
    if name not in DRAWN:
        raise ValueError(f"{path.name}: holds {element.tag}, wanted {', '.join(sorted(DRAWN))}")
    for attribute, value in element.attrib.items():
        fetched = attribute.endswith("href") and not _OWN.fullmatch(value)
        if fetched or attribute.startswith("on") or "url(" in value:
            raise ValueError(f"{path.name}: {name} has {attribute} {value!r}")


def _claims(root: Element) -> Iterator[Claim]:
    for group in root.iter(f"{SVG}g"):
        if "data-role" in group.attrib:
            index = group.get("data-index")
            yield (
                group.attrib["data-role"],
                tuple(int(part) for part in index.split(",")) if index else None,
                group.get("data-grid", ""),
                _text(group),
            )


def _text(group: Element) -> str:
    own = group.get("data-text")
    return "".join(map(_text, group)) if own is None else own
