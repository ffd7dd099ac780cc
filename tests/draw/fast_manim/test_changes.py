"""What must be drawn again where the order of drawing counts."""

from hypothesis import given
from hypothesis import strategies as st

from corrconv.draw.fast_manim.changes import (
    ROWS,
    ChangedAreas,
    PixelBox,
    rearranged_items,
    replaced_items,
)
from corrconv.rendering.area import Area

SEQUENCES = st.lists(st.integers(0, 5), max_size=7)
"""Manim draws what stands still twice where a picture is held."""


@given(SEQUENCES, SEQUENCES)
def test_the_rest_is_the_same_in_the_same_order(before: list[int], after: list[int]) -> None:
    found = set(rearranged_items(before, after))
    assert [item for item in before if item not in found] == [
        item for item in after if item not in found
    ]
    assert found <= {*before, *after}
    assert bool(found) is (before != after)


def test_what_is_brought_to_the_end_is_all_that_is_found() -> None:
    assert rearranged_items("abcd", "acdb") == ["b"]
    assert sorted(rearranged_items("abc", "axc")) == ["b", "x"]
    assert rearranged_items("abc", "abc") == []
    assert rearranged_items("abc", "abcb") == ["b"]
    assert rearranged_items("abab", "ab") == ["a", "b"]


@given(SEQUENCES, SEQUENCES)
def test_in_its_place_the_rest_is_the_same(before: list[int], after: list[int]) -> None:
    found = set(replaced_items(before, after))
    same = [one for one, other in zip(before, after, strict=False) if one == other]
    assert found <= {*before, *after}
    assert all(item in found or same.count(item) == before.count(item) for item in before)
    assert bool(found) is (before != after)


def test_what_moved_up_is_found_too() -> None:
    assert replaced_items("abcd", "acd") == ["b", "c", "c", "d", "d"]
    assert replaced_items("ab", "abc") == ["c"]
    assert replaced_items("ab", "ab") == []


def test_changed_areas_cover_what_was_added_and_nothing_far_from_it() -> None:
    changed = ChangedAreas(100, 70)
    changed.add(PixelBox(10.5, 5.2, 20.5, 40.0))
    changed.add(PixelBox(-9.0, 66.0, 3.0, 90.0))
    assert changed.areas() == (
        Area(0, ROWS, 10, 21),
        Area(ROWS, 2 * ROWS, 10, 21),
        Area(2 * ROWS, 70, 0, 3),
    )
    assert changed.meets(PixelBox(20.0, 39.0, 50.0, 41.0))
    assert not changed.meets(PixelBox(22.0, 5.0, 50.0, 41.0))
    assert not changed.meets(PixelBox(5.0, 66.0, 50.0, 70.0))
    changed.add(PixelBox(200.0, 0.0, 300.0, 10.0))
    changed.add(PixelBox(0.0, 80.0, 50.0, 90.0))
    assert len(changed.areas()) == 3
