"""What must be drawn again where the order of drawing counts."""

from hypothesis import given
from hypothesis import strategies as st

from corrconv.draw.fast_manim.sequence_change import rearranged, replaced

SEQUENCES = st.lists(st.integers(0, 5), max_size=7)
"""Manim draws what stands still twice where a picture is held."""


@given(SEQUENCES, SEQUENCES)
def test_the_rest_is_the_same_in_the_same_order(before: list[int], after: list[int]) -> None:
    told = set(rearranged(before, after))
    assert [item for item in before if item not in told] == [
        item for item in after if item not in told
    ]
    assert told <= {*before, *after}
    assert bool(told) is (before != after)


def test_what_is_brought_to_the_end_is_all_that_is_told() -> None:
    assert rearranged("abcd", "acdb") == ["b"]
    assert sorted(rearranged("abc", "axc")) == ["b", "x"]
    assert rearranged("abc", "abc") == []
    assert rearranged("abc", "abcb") == ["b"]
    assert rearranged("abab", "ab") == ["a", "b"]


@given(SEQUENCES, SEQUENCES)
def test_in_its_place_the_rest_is_the_same(before: list[int], after: list[int]) -> None:
    told = set(replaced(before, after))
    same = [one for one, other in zip(before, after, strict=False) if one == other]
    assert told <= {*before, *after}
    assert all(item in told or same.count(item) == before.count(item) for item in before)
    assert bool(told) is (before != after)


def test_what_moved_up_is_told_too() -> None:
    assert replaced("abcd", "acd") == ["b", "c", "c", "d", "d"]
    assert replaced("ab", "abc") == ["c"]
    assert replaced("ab", "ab") == []
