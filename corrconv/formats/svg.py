"""SVG: a still as paths in groups, each of which says what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corrconv.formats.format import STILL, Budget, Probe, StillFormat
from corrconv.rendering.request import SVG_VIEW, RenderRequest

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from corrconv.rendering.result import DrawnEntry, Facts, RenderResult

NAMESPACE = "{http://www.w3.org/2000/svg}"
ELEMENTS = frozenset({"svg", "title", "desc", "defs", "g", "rect", "path", "use"})
"""What a figure consists of: nothing that runs or is fetched."""

_WHOLE = re.compile("[1-9][0-9]*")
_OWN = re.compile("#[A-Za-z0-9]+")

Claim = tuple[str, tuple[int, ...] | None, str, str]
"""Role, index, grid and text of a drawn thing."""


@dataclass(frozen=True, slots=True)
class SvgContent:
    """Hold what an SVG says: its size in pixels, title, description, and what its groups claim."""

    width: int
    height: int
    title: str
    description: str
    claims: tuple[Claim, ...]


class Svg(StillFormat):
    """An SVG whose groups carry role, index, grid and text of what they show."""

    worded = True

    def write(self, path: Path, result: RenderResult, request: RenderRequest) -> Probe:
        """Write the drawing; ValueError unless its groups claim what the facts say."""
        path.write_text(drawn_svg(result), encoding="utf-8", newline="\n")
        expected = expected_content(result, request)
        require_svg(path, expected)
        return Probe(expected.width, expected.height, frames=1)

    def probe(self, path: Path) -> Probe:
        """Read every element of `path`."""
        content = read_svg(path)
        return Probe(content.width, content.height, frames=1)


SVG = Svg(
    *("svg", ".svg", "image/svg+xml", "SVG", STILL, Budget(300, 100)),
    transparent=True,
    view=SVG_VIEW,
)


def read_svg(path: Path) -> SvgContent:
    """Return what `path` holds; ValueError where it is broken, or has parts that run or are
    fetched."""
    from xml.etree import ElementTree

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
    title, description = (root.findtext(f"{NAMESPACE}{name}", "") for name in ("title", "desc"))
    return SvgContent(int(width), int(height), title, description, tuple(_claims(root)))


def require_svg(path: Path, expected: SvgContent) -> None:
    """Raise ValueError unless `path` holds `expected`."""
    found = read_svg(path)
    for name in SvgContent.__slots__:
        if getattr(found, name) != getattr(expected, name):
            raise ValueError(f"{path.name}: its {name} is not what was drawn")


def drawn_svg(result: RenderResult) -> str:
    """Return the SVG of what was rendered; ValueError where it was not drawn."""
    if result.svg is None:
        raise ValueError("the SVG was not drawn")
    return result.svg


def expected_content(result: RenderResult, request: RenderRequest) -> SvgContent:
    """Return what the SVG of the rendered `result` must hold."""
    height, width = result.still.shape[:2]
    return SvgContent(
        width, height, request.figure.title, request.alt, expected_claims(result.facts)
    )


def expected_claims(facts: Facts) -> tuple[Claim, ...]:
    """Return what the groups of a figure with these facts claim."""
    return tuple(
        (each["role"], _index(each), each["grid"], each["text"]) for each in facts["drawn"]
    )


def _index(entry: DrawnEntry) -> tuple[int, ...] | None:
    return None if entry["index"] is None else tuple(entry["index"])


def _require_plain(path: Path, element: Element) -> None:
    plain = element.tag.startswith(NAMESPACE)
    name = element.tag.removeprefix(NAMESPACE) if plain else ""
    if name not in ELEMENTS:
        raise ValueError(f"{path.name}: holds {element.tag}, wanted {', '.join(sorted(ELEMENTS))}")
    for attribute, value in element.attrib.items():
        fetched = attribute.endswith("href") and not _OWN.fullmatch(value)
        if fetched or attribute.startswith("on") or "url(" in value:
            raise ValueError(f"{path.name}: {name} has {attribute} {value!r}")


def _claims(root: Element) -> Iterator[Claim]:
    for group in root.iter(f"{NAMESPACE}g"):
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
