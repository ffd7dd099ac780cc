"""What begins as a copy is what manim makes, and shares nothing that changes."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from manim import RED, RIGHT, ManimColor, Mobject, Rectangle, Square, VGroup, VMobject

from corrconv import Index
from corrconv.draw.fast_manim.copies import (
    CopiedGroup,
    CopiedMobject,
    CopiedRectangle,
    CopiedSquare,
    initialise,
)
from corrconv.draw.style import Style
from corrconv.draw.text.glyph import Glyph, Strut
from corrconv.draw.text.label import Label
from corrconv.formula.notation import at, bracketed
from corrconv.theme.loader import shipped

NAMED = {"name", "original_id"}
"""What differs between any two mobjects, or any two classes."""

POINTS = np.arange(24.0).reshape(8, 3)


def differences(one: Mobject, other: Mobject) -> list[str]:
    """The attributes in which two mobjects differ, those of their parts among them."""
    mine, yours = vars(one), vars(other)
    every = sorted((mine.keys() | yours.keys()) - NAMED)
    return [name for name in every if not equal(mine.get(name, NAMED), yours.get(name, NAMED))]


def equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, Mobject):
        return not differences(one, other)
    if isinstance(one, ManimColor):
        return np.array_equal(one._internal_value, other._internal_value)
    return type(one) is type(other) and bool(one == other)


def held(mobject: Mobject) -> Iterator[tuple[str, int]]:
    """What a mobject holds that can change, by attribute and identity."""
    for name, value in vars(mobject).items():
        if isinstance(value, np.ndarray | list | Mobject):
            yield name, id(value)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Mobject):
                yield from held(part)


def stock(glyph: bool) -> VMobject:
    made = VMobject(
        stroke_width=0, fill_opacity=1 if glyph else 0, **({"fill_color": RED} if glyph else {})
    )
    if glyph:
        made.points = POINTS
    else:
        made.set_points_as_corners(np.array([[0.0, 0.0, 0.0], [0.0, 0.5, 0.0]]))
        made._share = 2.0
    return made


PAIRS = {
    "plain": (CopiedMobject, VMobject),
    "styled": (
        lambda: CopiedMobject(fill_color=RED, fill_opacity=0.5, stroke_width=3),
        lambda: VMobject(fill_color=RED, fill_opacity=0.5, stroke_width=3),
    ),
    "parts": (
        lambda: CopiedGroup(CopiedSquare(1.0), CopiedSquare(2.0)),
        lambda: VGroup(Square(1.0), Square(2.0)),
    ),
    "tile": (lambda: CopiedSquare(0.7), lambda: Square(0.7)),
    "oblong": (
        lambda: CopiedRectangle(0.7, 3.3, stroke_width=0),
        lambda: Rectangle(width=0.7, height=3.3, stroke_width=0),
    ),
    "glyph": (lambda: Glyph(POINTS, "#FC6255"), lambda: stock(True)),
    "strut": (lambda: Strut(0.5, 1.0), lambda: stock(False)),
}


def spoil(mobject: VMobject) -> None:
    """Change all that a scene may change."""
    mobject.shift(RIGHT).set_fill(RED, opacity=0.1).set_stroke("#123456", width=9, opacity=0.2)
    mobject.set_stroke("#654321", width=8, background=True).set_sheen(0.3, RIGHT)
    mobject.sheen_direction[:] = 7
    mobject._bezier_t_values += 1
    mobject.points += 1
    mobject.submobjects.append(VMobject())
    mobject.updaters.append(print)


@pytest.mark.parametrize("ours, manims", PAIRS.values(), ids=PAIRS)
def test_every_attribute_is_manims(ours, manims) -> None:
    for _ in range(2):
        made = ours()
        assert differences(made, manims()) == []
        assert made.name == type(made).__name__
        spoil(made)
    assert differences(made, manims()) != []


@pytest.mark.parametrize("ours, manims", PAIRS.values(), ids=PAIRS)
def test_a_copy_is_manims_copy(ours, manims) -> None:
    made = ours()
    made.updaters.append(print)
    made.kept = made
    twin, wanted = made.copy(), Mobject.__deepcopy__(made, {})
    assert twin.kept is twin
    del twin.kept, wanted.kept, made.kept
    assert differences(twin, wanted) == []
    assert twin.original_id == wanted.original_id == str(id(made))
    assert not {*held(twin)} & {*held(made)}
    spoil(twin)
    made.updaters.clear()
    assert differences(made, manims()) == []


def test_no_array_or_list_is_shared() -> None:
    first, second = CopiedSquare(0.7), CopiedSquare(0.7)
    assert not {*held(first)} & {*held(second)}


class Sharing(Square):
    """Begins with the arrays of another one."""

    def __init__(self, other: Square) -> None:
        vars(self).update(vars(other))


def test_a_shared_array_is_found() -> None:
    first = CopiedSquare(0.7)
    second = Sharing(first)
    assert {*held(first)} & {*held(second)}
    spoil(first)
    assert "fill_rgbas" in differences(second, Square(0.7))


class Forgetful(VMobject):
    """Begins without the style that was asked for."""

    def __init__(self, **style: Any) -> None:
        initialise(self, VMobject)


def test_a_forgotten_style_is_found() -> None:
    found = differences(Forgetful(fill_opacity=0.5), VMobject(fill_opacity=0.5))
    assert found == ["fill_opacity", "fill_rgbas"]


def test_equal_numbers_of_other_types_are_told_apart() -> None:
    assert type(CopiedMobject(stroke_width=1).stroke_width) is int
    assert type(CopiedMobject(stroke_width=1.0).stroke_width) is float


@pytest.fixture(scope="module")
def style() -> Style:
    return Style(shipped("light"))


@pytest.fixture(params=[bracketed(Index(-1, 2)), at("x", Index(1, 2))], ids=["index", "pixel"])
def label(style: Style, request: pytest.FixtureRequest) -> Label:
    return style.formula(request.param).put(np.array([1.0, -2.0, 0.0]))


def test_a_label_that_is_set_again_is_a_new_one(style: Style) -> None:
    formula = bracketed(Index(-1, 2))
    first, second = style.formula(formula), style.formula(formula)
    assert differences(first, second) == []
    assert {*map(id, second.get_family())}.isdisjoint(map(id, first.get_family()))
    assert second.parts == second.submobjects[:-1]
    for each in first.get_family():
        spoil(each)
    assert differences(second, style.formula(formula)) == []
    assert differences(second, first) != []


def test_the_sizes_of_a_label_are_those_that_manim_measures(label: Label) -> None:
    ink, middle = VGroup(*label.parts), label.strut.get_y()
    assert label.ink_width == ink.width
    assert label.reach == max(ink.get_top()[1] - middle, middle - ink.get_bottom()[1])
    assert label.strut.get_x() == pytest.approx(ink.get_x(), abs=1e-15)
    assert label.put(np.zeros(3)).strut.get_x() == pytest.approx(0, abs=1e-15)
    assert VGroup(*label.put_left(np.ones(3)).parts).get_left()[0] == pytest.approx(1, abs=1e-15)
    widened = label.copy()
    widened.parts[-1].shift(RIGHT)
    assert widened.ink_width == pytest.approx(ink.width + 1)
