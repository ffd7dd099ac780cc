"""What must be drawn again where the order of drawing counts."""

from hypothesis import given
from hypothesis import strategies as st

from corrconv.draw.change import rearranged

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
