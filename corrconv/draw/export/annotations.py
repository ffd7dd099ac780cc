"""Annotations of drawn things, and the facts that are read off a finished picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from manim import Mobject, VMobject

from corrconv.core.index import Index
from corrconv.draw.export.view import View
from corrconv.draw.text.glyph import Glyph, Outlines, Points
from corrconv.draw.text.label import LabelPart
from corrconv.rendering.result import DrawnEntry

ANNOTATION = "annotation"
"""The attribute under which a mobject carries its annotation."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Annotation:
    """Role and index of a drawn thing, and the name of the grid or list that it stands in."""

    role: str
    index: Index | None = None
    grid: str = ""

    @property
    def place(self) -> str:
        """Name the thing, as "image[1,-1]"."""
        name = self.grid or self.role
        return f"{name}[{self.index.col},{self.index.row}]" if self.index else name

    def __deepcopy__(self, memo: dict[int, Any]) -> Annotation:
        """Return itself, so that a copy of a drawing shares it."""
        return self


def annotate(mobject: VMobject, role: str, index: Index | None = None, grid: str = "") -> None:
    """Say what a mobject stands for; text and place are read off it when the picture is done."""
    setattr(mobject, ANNOTATION, Annotation(role, index, grid))


def annotation_of(mobject: Mobject) -> Annotation | None:
    """Return the mobject's own annotation, if it has one."""
    found = vars(mobject).get(ANNOTATION)
    return found if isinstance(found, Annotation) else None


def drawn_entries(mobjects: Sequence[Mobject], outlines: Outlines, view: View) -> list[DrawnEntry]:
    """Return every visible annotated thing with the text that its glyphs spell and its box."""
    return [
        DrawnEntry(
            role=annotation.role,
            grid=annotation.grid,
            index=[annotation.index.col, annotation.index.row] if annotation.index else None,
            text=spell(mobject, outlines),
            bbox=view.box(parts),
        )
        for mobject, annotation in _annotated(mobjects)
        if (parts := visible_parts([mobject]))
    ]


def spell(mobject: Mobject, outlines: Outlines) -> str:
    """Return the text that a mobject's outlines spell. Spaces are taken from what was asked to be
    set, and only where the outlines spell the same."""
    return "".join(_spelled_parts(mobject, outlines))


def _spelled_parts(mobject: Mobject, outlines: Outlines) -> Iterator[str]:
    for child in _outermost(mobject):
        seen = [
            glyph.points
            for glyph in child.get_family()
            if isinstance(glyph, Glyph) and visible(glyph)
        ]
        asked = child.token.text if isinstance(child, LabelPart) else ""
        if _reads_as(seen, "".join(asked.split()), outlines):
            yield asked
        else:
            yield "".join(outlines.read(points) or UNKNOWN for points in seen)


def _reads_as(seen: Sequence[Points], asked: str, outlines: Outlines) -> bool:
    """Tell whether these outlines are those of the characters that were asked for."""
    return len(seen) == len(asked) and all(
        outlines.reads_as(points, character) for points, character in zip(seen, asked, strict=True)
    )


def _outermost(mobject: Mobject) -> Iterator[Mobject]:
    """Yield the label parts in a family, and the glyphs that stand in none."""
    if isinstance(mobject, LabelPart | Glyph):
        yield mobject
        return
    for child in mobject.submobjects:
        yield from _outermost(child)


def _annotated(mobjects: Sequence[Mobject]) -> Iterator[tuple[Mobject, Annotation]]:
    for mobject in mobjects:
        annotation = annotation_of(mobject)
        if annotation:
            yield mobject, annotation
        else:
            yield from _annotated(mobject.submobjects)


def visible_parts(mobjects: Sequence[Mobject]) -> list[VMobject]:
    """Return every visible member of these mobjects' families."""
    return [
        part
        for mobject in mobjects
        for part in mobject.get_family()
        if isinstance(part, VMobject) and visible(part)
    ]


def visible(part: VMobject) -> bool:
    """Tell whether a part leaves ink: it has points, and a stroke or a fill that is not
    transparent."""
    if len(part.points) == 0:
        return False
    stroked = part.get_stroke_width() > 0 and part.get_stroke_opacity() > 0
    return bool(stroked) or any(opacity > 0 for opacity in part.get_fill_opacities().tolist())
