"""The visible parts of a picture: texts, what they lie on, and the distance to each edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from manim import DashedVMobject, Mobject, Rectangle, VMobject

from corrconv.draw.export.annotations import annotation_of, visible
from corrconv.draw.export.view import View
from corrconv.draw.layout.rectangles import Rectangles
from corrconv.draw.shapes.grid import Cell
from corrconv.draw.text.glyph import Glyph
from corrconv.draw.text.label import Label, LabelPart
from corrconv.rendering.result import Measurement

HALF_WIDTHS = 200
"""Half a stroke of this width, in manim's hundredths, is one scene unit."""


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
class VisibleParts:
    """All visible parts of a picture in drawing order, with the name of what each belongs to; the
    texts among them; and by grid the mobject of each patch."""

    parts: list[VMobject] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    patches: dict[str, Mobject] = field(default_factory=dict)

    @classmethod
    def of(cls, mobjects: Sequence[Mobject]) -> VisibleParts:
        """Collect what is visible of these mobjects."""
        found = cls()
        for mobject in mobjects:
            found._add(mobject, "", None, None)
        return found

    def boxes(self) -> Rectangles:
        """Return the box of each part."""
        points = np.concatenate([part.points[:, :2] for part in self.parts])
        starts = np.cumsum([0, *(len(part.points) for part in self.parts[:-1])])
        low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
        return np.concatenate([low, high], axis=1)

    def edge_distances(self, frame: Sequence[float]) -> dict[str, npt.NDArray[np.float64]]:
        """Return how far each part's ink stays from each side of `frame`, a rectangle as left,
        bottom, right and top in scene units."""
        boxes, (left, bottom, right, top) = self.boxes(), frame
        reach = np.array([part.get_stroke_width() for part in self.parts]) / HALF_WIDTHS
        return {
            "left": boxes[:, 0] - reach - left,
            "right": right - boxes[:, 2] - reach,
            "bottom": boxes[:, 1] - reach - bottom,
            "top": top - boxes[:, 3] - reach,
        }

    def _add(self, mobject: Mobject, where: str, text: Text | None, cell: VMobject | None) -> None:
        annotation = annotation_of(mobject)
        if annotation and not where:
            where = annotation.place
            if annotation.role == "patch":
                self.patches[annotation.grid] = mobject
        cell = _square(mobject) or cell
        if text is None and isinstance(mobject, Label | LabelPart | Glyph):
            em = mobject.em if isinstance(mobject, Label) else None
            text = Text(where, em, cell, words=_words(mobject))
            self.texts.append(text)
        if isinstance(mobject, VMobject) and visible(mobject):
            if isinstance(mobject, Glyph) and text is not None:
                text.glyphs.append(len(self.parts))
            self.parts.append(mobject)
            self.owners.append(where)
        for child in mobject.submobjects:
            self._add(child, where, text, cell)


def _square(mobject: Mobject) -> VMobject | None:
    """Return the square of a cell, or the plate of a label that stands alone with it."""
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


def describe_dashes(mobjects: Sequence[Mobject]) -> dict[str, str]:
    """Describe how the line of each patch is drawn, by the patch's grid: "solid", or its number of
    dashes to a scene unit."""
    patches = VisibleParts.of(mobjects).patches
    return {grid: _dashes(patch) for grid, patch in sorted(patches.items())}


def _dashes(patch: Mobject) -> str:
    if not isinstance(patch, DashedVMobject):
        return "solid"
    perimeter = 2 * (patch.width + patch.height)
    return f"{len(patch.submobjects) / perimeter:.0f} dashes to a unit"


def measure_edges(mobjects: Sequence[Mobject], view: View) -> list[Measurement]:
    """Measure how far what is drawn stays from each edge of a still, as a share of the still's
    longer side."""
    seen = VisibleParts.of(mobjects)
    width, height = view.frame
    frame = (view.left, view.top - height, view.left + width, view.top)
    return [
        Measurement(
            value=round(float(distances.min()) / max(width, height), 4),
            where=seen.owners[int(distances.argmin())],
            side=side,
            step="",
        )
        for side, distances in sorted(seen.edge_distances(frame).items())
    ]


Layers = tuple[tuple[int, bool], ...]
"""The areas at one place, by their numbers, and whether each is drawn over what is there."""


class Overlay:
    """The glyphs of texts, and which areas lie under and over each of them, all at once.

    Texts and areas are given by their places in drawing order, of which `boxes` are the boxes.
    Every text has a glyph; nothing is seen through an area that is `opaque`.

    `glyphs` are the boxes of all glyphs, text after text, and `spans` are the texts' slices of
    them; `around` are the boxes of the texts. `covers` are triples of a text, one of its glyphs
    and an opaque area over the middle of that: each by its number, the glyph's in `glyphs`.
    """

    def __init__(
        self,
        boxes: Rectangles,
        texts: Sequence[Sequence[int]],
        areas: Sequence[int],
        opaque: Sequence[bool],
    ) -> None:
        order = np.array([glyph for text in texts for glyph in text], int)
        owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        self.spans = [slice(*ends) for ends in pairwise([*starts.tolist(), len(order)])]
        self.glyphs: Rectangles = boxes[order]
        low = np.minimum.reduceat(self.glyphs[:, :2], starts)
        high = np.maximum.reduceat(self.glyphs[:, 2:], starts)
        self.around: Rectangles = np.concatenate([low, high], axis=1)
        middle = (self.glyphs[:, None, :2] + self.glyphs[:, None, 2:]) / 2
        columns = np.array(areas, int)
        here = boxes[columns]
        on = ((here[:, :2] <= middle) & (middle <= here[:, 2:])).all(axis=2)
        above = columns > order[:, None]
        over = on & above & np.array(opaque, bool)
        rows, covers = np.nonzero(over)
        self.covers = list(zip(owners[rows].tolist(), rows.tolist(), covers.tolist(), strict=True))
        self._covered = over.any(axis=1).tolist()
        self._layers: list[list[tuple[int, bool]]] = [[] for _ in order]
        rows, below = np.nonzero(on)
        for row, area, is_above in zip(
            rows.tolist(), below.tolist(), above[rows, below].tolist(), strict=True
        ):
            self._layers[row].append((area, is_above))

    def hidden(self, text: int) -> bool:
        """Tell whether something opaque lies over all of a text."""
        return all(self._covered[self.spans[text]])

    def layers(self, text: int) -> list[Layers | None]:
        """Return, for each glyph of a text, the areas that hold its middle; None where it is
        covered."""
        span = self.spans[text]
        return [
            None if covered else tuple(layers)
            for covered, layers in zip(self._covered[span], self._layers[span], strict=True)
        ]
