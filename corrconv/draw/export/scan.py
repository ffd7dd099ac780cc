"""A picture as what a reader sees of it: texts, what they stand on, and where each thing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from manim import DashedVMobject, Mobject, Rectangle, VMobject

from corrconv.draw.export.facts import ANNOTATION, Annotation, shown
from corrconv.draw.export.view import View
from corrconv.draw.layout.rectangles import Boxes
from corrconv.draw.shapes.grid import Cell
from corrconv.draw.text.glyph import Glyph
from corrconv.draw.text.label import Label, LabelPart


@dataclass(slots=True)
class Text:
    """Glyphs that are read together, by their places in drawing order; `em` is None for what is
    no whole label, `cell` is the square that they are written in."""

    where: str
    em: float | None = None
    cell: VMobject | None = None
    glyphs: list[int] = field(default_factory=list)
    words: str = ""


@dataclass(slots=True)
class Seen:
    """All visible parts of a picture in drawing order, the texts among them, and by claim the
    parts of each patch."""

    parts: list[VMobject] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    patches: dict[str, Mobject] = field(default_factory=dict)

    def boxes(self) -> Boxes:
        """The box of each part."""
        points = np.concatenate([part.points[:, :2] for part in self.parts])
        starts = np.cumsum([0, *(len(part.points) for part in self.parts[:-1])])
        low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
        return np.concatenate([low, high], axis=1)


def seen(mobjects: Sequence[Mobject]) -> Seen:
    """What is visible of these mobjects."""
    found = Seen()
    for mobject in mobjects:
        _visit(mobject, found, "", None, None)
    return found


def _visit(
    mobject: Mobject, found: Seen, where: str, text: Text | None, cell: VMobject | None
) -> None:
    fact = vars(mobject).get(ANNOTATION)
    if isinstance(fact, Annotation) and not where:
        where = _place(fact)
        if fact.role == "patch":
            found.patches[fact.grid] = mobject
    cell = _square(mobject) or cell
    if text is None and isinstance(mobject, Label | LabelPart | Glyph):
        em = mobject.em if isinstance(mobject, Label) else None
        text = Text(where, em, cell, words=_words(mobject))
        found.texts.append(text)
    if isinstance(mobject, VMobject) and shown(mobject):
        if isinstance(mobject, Glyph) and text is not None:
            text.glyphs.append(len(found.parts))
        found.parts.append(mobject)
        found.owners.append(where)
    for child in mobject.submobjects:
        _visit(child, found, where, text, cell)


def _square(mobject: Mobject) -> VMobject | None:
    """The square of a cell, and the plate of a label that stands alone with it."""
    if isinstance(mobject, Cell):
        return mobject.square
    children = mobject.submobjects
    if len(children) == 2 and isinstance(children[0], Rectangle) and isinstance(children[1], Label):
        return children[0]
    return None


def _words(mobject: Mobject) -> str:
    if isinstance(mobject, Label):
        return mobject.text_with_spaces
    return mobject.token.text if isinstance(mobject, LabelPart) else ""


def _place(fact: Annotation) -> str:
    name = fact.grid or fact.role
    return f"{name}[{fact.index.col},{fact.index.row}]" if fact.index else name


def dashes(mobjects: Sequence[Mobject]) -> dict[str, str]:
    """How the line of each patch is drawn, by the end of its grid's name: "solid" or its number
    of dashes to a scene unit."""
    patches = seen(mobjects).patches
    return {grid: _dashes(patch) for grid, patch in sorted(patches.items())}


def _dashes(patch: Mobject) -> str:
    if not isinstance(patch, DashedVMobject):
        return "solid"
    around = 2 * (patch.width + patch.height)
    return f"{len(patch.submobjects) / around:.0f} dashes to a unit"


def edges(mobjects: Sequence[Mobject], view: View) -> list[dict[str, Any]]:
    """How far what is drawn stays from each edge of a still, as a share of its longer side."""
    scene = seen(mobjects)
    reach = np.array([part.get_stroke_width() for part in scene.parts]) / 200
    boxes = scene.boxes()
    width, height = view.frame
    gaps = {
        "left": boxes[:, 0] - reach - view.left,
        "right": view.left + width - boxes[:, 2] - reach,
        "bottom": boxes[:, 1] - reach - view.top + height,
        "top": view.top - boxes[:, 3] - reach,
    }
    return [
        {
            "value": round(float(gap.min()) / max(width, height), 4),
            "where": scene.owners[int(gap.argmin())],
            "side": side,
            "step": "",
        }
        for side, gap in sorted(gaps.items())
    ]
