"""Families are those that manim finds, in its order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Mobject, Scene, Square, VGroup, VMobject
from manim.utils.family import extract_mobject_family_members

from corrconv.draw.fast_manim.family import families, without


@st.composite
def forests(draw: st.DrawFn) -> list[Mobject]:
    """Mobjects in groups, some in more than one; every group after its parts."""
    made: list[VMobject] = [Square() for _ in range(draw(st.integers(1, 5)))]
    for _ in range(draw(st.integers(0, 5))):
        group = VGroup(*draw(st.lists(st.sampled_from(made), max_size=4, unique=True)))
        made.append(group)
    return draw(st.lists(st.sampled_from(made), min_size=1, max_size=8))


@given(forests())
def test_they_are_manims(forest: list[Mobject]) -> None:
    assert families(forest) == extract_mobject_family_members(forest)
    drawn = extract_mobject_family_members(forest, only_those_with_points=True)
    assert families(forest, drawn=True) == drawn


@given(forests(), st.data())
def test_what_is_left_is_what_manim_leaves(forest: list[Mobject], data: st.DataObject) -> None:
    unwanted = set(data.draw(st.lists(st.sampled_from(families(forest)), max_size=4)))
    assert without(forest, unwanted) == Scene.get_restructured_mobject_list(
        Scene.__new__(Scene), forest, unwanted
    )


def test_the_order_is_that_of_the_last_place() -> None:
    one, two = Square(), Square()
    assert families([one, two, VGroup(one)])[0] is two
    with pytest.raises(AssertionError):
        assert families([one, two]) == families([two, one])


def test_a_part_that_is_left_in_is_found() -> None:
    one, two = Square(), Square()
    group = VGroup(one, two)
    assert without([group], {one}) == [two]
    assert without([group], set()) == [group]
