"""A label: glyphs in reading order, grouped by the token that each of them belongs to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject

from corrconv.draw.fast_manim.copies import CopiedGroup
from corrconv.draw.text.glyph import Glyph, Points, Strut
from corrconv.formula.tokens import Token


class LabelPart(CopiedGroup):
    """The glyphs of one token."""

    def __init__(self, token: Token, glyphs: Sequence[Glyph]) -> None:
        super().__init__(*glyphs)
        self.token = token


class Label(CopiedGroup):
    """Words or a formula set in type: a `LabelPart` for each token, found by its name."""

    def __init__(self, parts: Sequence[LabelPart], strut: Strut) -> None:
        super().__init__(*parts, strut)
        self.parts = list(parts)
        self.strut = strut
        strut.set_x(self._middle)

    @property
    def text(self) -> str:
        """Return what was asked to be set, without spaces."""
        return "".join("".join(part.token.text.split()) for part in self.parts)

    @property
    def text_with_spaces(self) -> str:
        """Return what was asked to be set."""
        return "".join(part.token.text for part in self.parts)

    @property
    def em(self) -> float:
        """Return the size of the label's type as it is now, in scene units."""
        return self.strut.em

    def part(self, name: str) -> VGroup:
        """Return every part with this name; KeyError where there is none."""
        found = [part for part in self.parts if part.token.name == name]
        if not found:
            names = sorted({part.token.name for part in self.parts} - {""})
            raise KeyError(f"{self.text!r} has no part {name!r}: it has {', '.join(names)}")
        return VGroup(*found)

    def put(self, point: Points) -> Label:
        """Centre the label on `point`: its ink from left to right, its capital height from
        top to bottom."""
        self.shift(point - np.array([self._middle, self.strut.get_y(), 0.0]))
        return self

    def put_left(self, point: Points) -> Label:
        """Let the label start at `point`, which is half a capital height above its baseline."""
        left = self._anchors[:, 0].min()
        self.shift(point - np.array([left, self.strut.get_y(), 0.0]))
        return self

    @property
    def ink_width(self) -> float:
        """Return the width of what is seen, in scene units."""
        across = np.concatenate([glyph.points[:, 0] for glyph in self._ink])
        return float(across.max() - across.min())

    @property
    def reach(self) -> float:
        """Return how far the ink reaches from the middle of the capital height, up or down."""
        heights, middle = self._anchors[:, 1], self.strut.get_y()
        return float(max(heights.max() - middle, middle - heights.min()))

    @property
    def _ink(self) -> list[VMobject]:
        return [glyph for part in self.parts for glyph in part.submobjects]

    @property
    def _anchors(self) -> Points:
        """Return the ends of the ink's curves, of which manim makes the box of a mobject."""
        return np.concatenate([glyph.points[end::4] for glyph in self._ink for end in (0, 3)])

    @property
    def _middle(self) -> float:
        across = self._anchors[:, 0]
        return float((across.min() + across.max()) / 2)


def glyphs(mobject: VMobject) -> list[Glyph]:
    """Return every glyph in a mobject's family, in drawing order."""
    return [member for member in mobject.get_family() if isinstance(member, Glyph)]
