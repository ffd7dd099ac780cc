"""A label: glyphs in reading order, grouped by the token that each of them belongs to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject

from corrconv.draw.glyph import Glyph, Points, Strut
from corrconv.formula import Token


class Mark(VGroup):
    """The glyphs of one token."""

    def __init__(self, token: Token, glyphs: Sequence[Glyph]) -> None:
        super().__init__(*glyphs)
        self.token = token


class Label(VGroup):
    """Something set in type. Every token is a `Mark` and can be had by its name."""

    def __init__(self, marks: Sequence[Mark], strut: Strut) -> None:
        super().__init__(*marks, strut)
        self.marks = list(marks)
        self.strut = strut
        strut.set_x(VGroup(*marks).get_x())

    @property
    def text(self) -> str:
        """What was asked to be set, without spaces."""
        return "".join("".join(mark.token.text.split()) for mark in self.marks)

    @property
    def text_with_spaces(self) -> str:
        """What was asked to be set."""
        return "".join(mark.token.text for mark in self.marks)

    @property
    def em(self) -> float:
        """The size of its type as it is now, in scene units."""
        return self.strut.em

    def part(self, name: str) -> VGroup:
        """Every mark with this name; KeyError where there is none."""
        found = [mark for mark in self.marks if mark.token.name == name]
        if not found:
            names = sorted({mark.token.name for mark in self.marks} - {""})
            raise KeyError(f"{self.text!r} has no part {name!r}: it has {', '.join(names)}")
        return VGroup(*found)

    def put(self, point: Points) -> Label:
        """Centre the label on `point`: its ink from left to right, its capital height from
        top to bottom."""
        ink = VGroup(*self.marks)
        middle = np.array([ink.get_x(), self.strut.get_y(), 0.0])
        self.shift(point - middle)
        return self

    def put_left(self, point: Points) -> Label:
        """Let the label start at `point`, which is half a capital height above its baseline."""
        ink = VGroup(*self.marks)
        self.shift(point - np.array([ink.get_left()[0], self.strut.get_y(), 0.0]))
        return self

    @property
    def ink_width(self) -> float:
        """The width of what is seen, in scene units."""
        return float(VGroup(*self.marks).width)

    @property
    def reach(self) -> float:
        """How far its ink reaches from the middle of its capital height, up or down."""
        ink, middle = VGroup(*self.marks), self.strut.get_y()
        return float(max(ink.get_top()[1] - middle, middle - ink.get_bottom()[1]))


def glyphs(mobject: VMobject) -> list[Glyph]:
    """Every glyph in a mobject's family, in drawing order."""
    return [member for member in mobject.get_family() if isinstance(member, Glyph)]
