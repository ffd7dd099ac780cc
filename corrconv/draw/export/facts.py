"""What a drawn thing claims to be, and reading a finished picture back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from manim import Mobject, VMobject

from corrconv.core.index import Index
from corrconv.draw.export.view import View
from corrconv.draw.text.glyph import Glyph, Outlines, Points
from corrconv.draw.text.label import LabelPart

ANNOTATION = "fact"
"""The attribute under which a mobject carries its claim."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Annotation:
    """Role and index of a drawn thing, and the name of the grid or list that it stands in."""

    role: str
    index: Index | None = None
    grid: str = ""

    def __deepcopy__(self, memo: dict[int, Any]) -> Annotation:
        """Frozen, so that a copy of a drawing can share it."""
        return self


def annotate(mobject: VMobject, role: str, index: Index | None = None, grid: str = "") -> None:
    """Say what a mobject is; its text and place are read off it when the picture is done."""
    setattr(mobject, ANNOTATION, Annotation(role, index, grid))


def drawn(mobjects: Sequence[Mobject], outlines: Outlines, view: View) -> list[dict[str, Any]]:
    """Every visible claimed thing with the text that its glyphs spell and its box in pixels."""
    return [
        {
            "role": fact.role,
            "grid": fact.grid,
            "index": [fact.index.col, fact.index.row] if fact.index else None,
            "text": spelled(mobject, outlines),
            "bbox": view.box(_visible(mobject)),
        }
        for mobject, fact in _claimed(mobjects)
        if _visible(mobject)
    ]


def spelled(mobject: Mobject, outlines: Outlines) -> str:
    """The text that a mobject's outlines spell. Spaces are taken from what was asked to be set,
    and only where the outlines spell the same."""
    return "".join(_marked(mobject, outlines))


def _marked(mobject: Mobject, outlines: Outlines) -> Iterator[str]:
    for child in _outermost(mobject):
        seen = [
            glyph.points
            for glyph in child.get_family()
            if isinstance(glyph, Glyph) and shown(glyph)
        ]
        asked = child.token.text if isinstance(child, LabelPart) else ""
        if _spells(seen, "".join(asked.split()), outlines):
            yield asked
        else:
            yield "".join(outlines.read(points) or UNKNOWN for points in seen)


def _spells(seen: Sequence[Points], asked: str, outlines: Outlines) -> bool:
    """Whether these outlines are those of the characters that were asked for."""
    return len(seen) == len(asked) and all(
        outlines.reads_as(points, character) for points, character in zip(seen, asked, strict=True)
    )


def _outermost(mobject: Mobject) -> Iterator[Mobject]:
    """The parts in a family, and the glyphs that stand in none."""
    if isinstance(mobject, LabelPart | Glyph):
        yield mobject
        return
    for child in mobject.submobjects:
        yield from _outermost(child)


def _claimed(mobjects: Sequence[Mobject]) -> Iterator[tuple[Mobject, Annotation]]:
    for mobject in mobjects:
        fact = vars(mobject).get(ANNOTATION)
        if isinstance(fact, Annotation):
            yield mobject, fact
        else:
            yield from _claimed(mobject.submobjects)


def _visible(mobject: Mobject) -> list[VMobject]:
    return [part for part in mobject.get_family() if isinstance(part, VMobject) and shown(part)]


def shown(part: VMobject) -> bool:
    """Whether a part leaves ink: it has points, and a stroke or a fill that is not transparent."""
    if len(part.points) == 0:
        return False
    stroked = part.get_stroke_width() > 0 and part.get_stroke_opacity() > 0
    return bool(stroked) or any(opacity > 0 for opacity in part.get_fill_opacities().tolist())
