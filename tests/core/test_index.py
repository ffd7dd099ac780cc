"""Indices, and the rectangles they live in."""

import dataclasses

import pytest

from corrconv.core.index import Index, Region, Support, as_index, as_support


def test_an_index_is_written_column_first():
    assert str(Index(1, -2)) == "[1,-2]"
    assert (Index(1, -2).col, Index(1, -2).row) == (1, -2)


def test_an_index_is_the_tuple_of_its_components_in_all_but_arithmetic():
    index = Index(2, -1)
    col, row = index
    assert (col, row) == index == (2, -1) == index
    assert index != (-1, 2)
    assert index != (2, -1, 0)
    assert index != [2, -1]
    assert hash(index) == hash((2, -1))
    assert {index: "tap"}[2, -1] == {(2, -1): "tap"}[index] == "tap"
    with pytest.raises(TypeError):
        index + index


@pytest.mark.parametrize("bad", [(1,), (1, 2, 3), [1, 2], 1, "12", None])
def test_what_is_neither_index_nor_pair_is_refused(bad):
    with pytest.raises(TypeError, match=r"origin must be Index\(col, row\) or \(col, row\), got"):
        as_index(bad, "origin")
    with pytest.raises(TypeError, match=r"image must be a Support or \(columns, rows\), got"):
        as_support(bad, "image")


def test_pairs_stand_for_indices_and_centred_supports():
    assert as_index((1, -2)) == Index(1, -2)
    assert as_support((3, 5)) == Support.centred(3, 5)
    assert Support(2, 3, (0, 2)) == Support(2, 3, Index(0, 2))
    with pytest.raises(ValueError, match="no centre element"):
        as_support((2, 3))


@pytest.mark.parametrize("bad", [1.0, "1", True, None])
def test_an_index_of_anything_but_whole_numbers_is_refused(bad):
    with pytest.raises(TypeError, match="col must be an int"):
        Index(bad, 0)
    with pytest.raises(TypeError, match="row must be an int"):
        Index(0, bad)


def test_indices_and_supports_cannot_be_changed():
    for frozen, field in ((Index(0, 0), "col"), (Support(3, 3), "columns")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(frozen, field, 5)


def test_an_odd_support_reaches_as_far_to_both_sides():
    support = Support.centred(7, 3)
    assert (support.first, support.last) == (Index(-3, -1), Index(3, 1))
    assert len(support) == 21 == len(list(support))


@pytest.mark.parametrize("size", [(2, 3), (3, 2), (4, 4)])
def test_an_even_support_needs_an_origin(size):
    with pytest.raises(ValueError, match=f"{size[0]}x{size[1]} support has no centre element"):
        Support.centred(*size)
    assert Support(*size, Index(1, 0)).first == Index(-1, 0)


@pytest.mark.parametrize("origin", [Index(-1, 0), Index(3, 0), Index(0, 2), Index(0, -1)])
def test_an_origin_outside_its_support_is_refused(origin):
    with pytest.raises(ValueError, match="lies outside the 3x2 support"):
        Support(3, 2, origin)


@pytest.mark.parametrize("size", [0, -1])
def test_a_support_without_elements_is_refused(size):
    with pytest.raises(ValueError, match="at least 1"):
        Support(size, 3)


@pytest.mark.parametrize("size", [3.0, True, "3"])
def test_a_size_that_is_no_int_is_refused(size):
    with pytest.raises(TypeError, match="must be an int"):
        Support(3, size)


def test_a_support_is_read_in_reading_order():
    assert [str(index) for index in Support(2, 2, Index(0, 0))] == [
        "[0,0]", "[1,0]", "[0,1]", "[1,1]",
    ]  # fmt: skip


def test_a_support_contains_its_indices_and_nothing_else():
    support = Support.centred(3, 1)
    inside = [Index(c, r) for c in range(-3, 4) for r in range(-3, 4) if Index(c, r) in support]
    assert inside == [Index(-1, 0), Index(0, 0), Index(1, 0)]
    assert (1, 0) in support
    assert (1, 0) in support
    assert not any(bad in support for bad in [(2, 0), (0, 1), (0, 0, 0), (0,), [0, 0], "00", None])


def test_a_region_need_not_contain_the_origin():
    region = Region(Index(1, 2), Index(3, 2))
    assert list(region) == [Index(1, 2), Index(2, 2), Index(3, 2)]
    assert Index(0, 0) not in region


def test_a_region_that_runs_backwards_is_refused():
    with pytest.raises(ValueError, match=r"from \[1,0\] back to \[0,0\]"):
        Region(Index(1, 0), Index(0, 0))


def test_the_bounding_region_is_the_smallest_that_holds_all():
    assert Region.bounding([Index(2, -1), Index(-1, 4)]) == Region(Index(-1, -1), Index(2, 4))
    with pytest.raises(ValueError, match="zero indices"):
        Region.bounding([])


def test_the_common_region_holds_exactly_the_shared_indices():
    red, green = Region(Index(0, 0), Index(2, 2)), Region(Index(-2, -2), Index(0, 0))
    assert list(red.intersection(green)) == [Index(0, 0)]
    assert red.intersection(Region(Index(3, 0), Index(4, 2))) is None
    assert red.intersection(Region(Index(0, 3), Index(2, 3))) is None
