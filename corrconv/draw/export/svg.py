"""A finished picture as SVG: the mobjects of the still, each with what it stands for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import numpy as np
import numpy.typing as npt
from manim import CapStyleType, LineJointType, Mobject, VMobject

from corrconv.draw.export.annotations import annotation_of, spell, visible
from corrconv.draw.export.path_data import UNIT, number, path_data
from corrconv.draw.export.view import View
from corrconv.draw.fast_manim.family import drawing_order
from corrconv.draw.text.glyph import Glyph, Outlines
from corrconv.draw.text.label import Label, LabelPart

NAMESPACE = "http://www.w3.org/2000/svg"
STROKE_UNIT = 0.01
"""Scene units to a unit of manim's stroke width."""

MITER_LIMIT = "10"
"""That of cairo, which draws the PNG."""


JOINTS: Mapping[LineJointType, str] = MappingProxyType(
    {LineJointType.ROUND: "round", LineJointType.BEVEL: "bevel"}
)
CAPS: Mapping[CapStyleType, str] = MappingProxyType(
    {CapStyleType.ROUND: "round", CapStyleType.SQUARE: "square"}
)
"""manim's joints and caps where they are not those of SVG by itself."""

Chain = tuple[Mobject, ...]
"""The mobjects around a part, outermost first, that become groups."""


@dataclass(frozen=True, slots=True)
class Page:
    """The words of an SVG and its background: `paper` is a colour, None for no background."""

    title: str
    description: str
    paper: str | None


def svg(mobjects: Sequence[Mobject], outlines: Outlines, view: View, page: Page) -> str:
    """Return the mobjects as the camera would draw them through `view`, in the same order.

    Each annotated one is a group with `data-role`, `data-grid` and, where it has one, `data-index`;
    in it each label is a group with its text. ValueError for what SVG cannot say: a gradient.
    """
    writer = _PathWriter(view, outlines)
    root = _root(view, page)
    definitions = SubElement(root, "defs")
    stack = _OpenGroups(root)
    groups = dict(_chains(mobjects))
    for part in drawing_order(mobjects):
        if isinstance(part, VMobject) and visible(part):
            parent = stack.reach(groups[id(part)], writer)
            parent.extend([*writer.elements(part)])
    writer.define(definitions)
    _hoist(root)
    indent(root, "")
    return tostring(root, encoding="unicode") + "\n"


def _chains(mobjects: Sequence[Mobject], around: Chain = ()) -> Iterator[tuple[int, Chain]]:
    annotated = any(annotation_of(each) for each in around)
    set_in_type = any(isinstance(each, Label | LabelPart) for each in around)
    for mobject in mobjects:
        means = (annotation_of(mobject) and not annotated) or (
            isinstance(mobject, Label | LabelPart) and not set_in_type
        )
        chain = (*around, mobject) if means else around
        yield id(mobject), chain
        yield from _chains(mobject.submobjects, chain)


class _OpenGroups:
    """The groups that are open, from the root inwards."""

    def __init__(self, root: Element) -> None:
        self._elements = [root]
        self._chain: Chain = ()

    def reach(self, chain: Chain, writer: _PathWriter) -> Element:
        """Return the innermost group of `chain`; groups that the last chain has too stay open."""
        shared = 0
        for old, new in zip(self._chain, chain, strict=False):
            if old is not new:
                break
            shared += 1
        del self._elements[shared + 1 :]
        for mobject in chain[shared:]:
            self._elements.append(SubElement(self._elements[-1], "g", writer.attributes(mobject)))
        self._chain = chain
        return self._elements[-1]


@dataclass(slots=True)
class _PathWriter:
    """Draws parts, and keeps the outlines of glyphs for use by all that share one."""

    view: View
    outlines: Outlines
    uses: dict[str, list[Element]] = field(default_factory=dict)

    def attributes(self, mobject: Mobject) -> dict[str, str]:
        """Return what a group says of its mobject."""
        found: dict[str, str] = {}
        if annotation := annotation_of(mobject):
            found["data-role"] = annotation.role
            if annotation.index is not None:
                found["data-index"] = f"{annotation.index.col},{annotation.index.row}"
            found["data-grid"] = annotation.grid
        if isinstance(mobject, Label | LabelPart):
            text = spell(mobject, self.outlines)
            found |= {"role": "img", "aria-label": text, "data-text": text}
        return found

    def elements(self, part: VMobject) -> Iterator[Element]:
        """Yield the part's own outline: a stroke behind it, then its fill and stroke."""
        behind = _stroke(part, self.view.scale, background=True)
        if behind:
            yield self._outline(part, {"fill": "none", **behind})
        paint = {**_fill(part), **_stroke(part, self.view.scale)}
        if paint != {"fill": "none"}:
            yield self._outline(part, paint)

    def define(self, definitions: Element) -> None:
        """Write each outline that several glyphs share once, and the others where they stand."""
        for data, elements in self.uses.items():
            name = f"g{hashlib.sha256(data.encode()).hexdigest()[:10]}"
            if len(elements) > 1:
                SubElement(definitions, "path", {"id": name, "d": data})
            for element in elements:
                if len(elements) > 1:
                    element.set("href", f"#{name}")
                else:
                    at = element.attrib
                    element.tag = "path"
                    element.set("d", data)
                    element.set("transform", f"translate({at.pop('x')} {at.pop('y')})")

    def _outline(self, part: VMobject, paint: dict[str, str]) -> Element:
        pixels = self.view.pixels(part.points)
        if not isinstance(part, Glyph):
            return Element("path", {**paint, "d": path_data(part, pixels)})
        corner = np.rint(pixels[0] * UNIT) / UNIT
        across, down = (number(round(float(side) * UNIT)) for side in corner)
        element = Element("use", {**paint, "x": across, "y": down})
        self.uses.setdefault(path_data(part, pixels - pixels[0]), []).append(element)
        return element


def _root(view: View, page: Page) -> Element:
    width, height = str(view.width), str(view.height)
    size = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    names = {"xmlns": NAMESPACE, "role": "graphics-document"}
    root = Element("svg", {**names, **size, "stroke-miterlimit": MITER_LIMIT})
    SubElement(root, "title").text = page.title
    SubElement(root, "desc").text = page.description
    if page.paper is not None:
        ground = {"class": "paper", "width": width, "height": height, "fill": page.paper}
        SubElement(root, "rect", ground)
    return root


def _hoist(root: Element) -> None:
    """Let the group of a label say the fill that all its glyphs have."""
    for group in root.iter("g"):
        glyphs = list(group)
        if "data-text" not in group.attrib or any(each.tag == "g" for each in glyphs):
            continue
        for name in ("fill", "fill-opacity"):
            values = {each.get(name) for each in glyphs}
            value = values.pop()
            if value is not None and not values:
                group.set(name, value)
                for each in glyphs:
                    del each.attrib[name]


def _fill(part: VMobject) -> dict[str, str]:
    return _paint("fill", part.get_fill_rgbas()) or {"fill": "none"}


def _stroke(part: VMobject, scale: float, background: bool = False) -> dict[str, str]:
    width = float(part.get_stroke_width(background))
    paint = _paint("stroke", part.get_stroke_rgbas(background)) if width > 0 else {}
    if not paint:
        return {}
    paint["stroke-width"] = number(round(width * STROKE_UNIT * scale * UNIT))
    if part.joint_type in JOINTS:
        paint["stroke-linejoin"] = JOINTS[part.joint_type]
    if part.cap_style in CAPS:
        paint["stroke-linecap"] = CAPS[part.cap_style]
    return paint


def _paint(name: str, rgbas: npt.ArrayLike) -> dict[str, str]:
    """Return colour and opacity; nothing where there is no ink."""
    values = np.unique(np.asarray(rgbas, dtype=float), axis=0)
    if len(values) > 1:
        raise ValueError(f"a {name} has {len(values)} colours: an SVG is written with one each")
    *colour, opacity = values[0]
    if opacity <= 0:
        return {}
    paint = {name: "#" + "".join(f"{round(255 * part):02x}" for part in colour)}
    if opacity < 1:
        paint[f"{name}-opacity"] = number(round(float(opacity) * UNIT))
    return paint
