"""A worked table and the panel beside it take the room they need, and no more than there is."""

import pytest

from corrconv.figures import sizing
from corrconv.figures.sizing import (
    NARROW_AIR,
    TABLE_LEFT,
    TABLE_RIGHT,
    TableShares,
    table_shares,
)
from corrconv.lesson.lesson import load

USUAL = TableShares(middle=-3.35, panel=5.5, edge=6.26, air=0.28)
CHIP = 0.5


def reach(panel: float, table: float, found: TableShares) -> tuple[float, float]:
    """The right edge of the panel and the left one of the table."""
    left = found.edge - CHIP - 3 * found.air - table * found.scale
    return found.middle + min(panel * found.scale, found.panel) / 2, left


def test_what_fits_is_set_as_usual() -> None:
    assert table_shares(5.08, 4.48, CHIP, USUAL) is USUAL
    assert table_shares(5.08, 6.2, CHIP, USUAL) is not USUAL
    assert table_shares(6.0, 4.48, CHIP, USUAL) is not USUAL


@pytest.mark.parametrize(("panel", "table"), [(5.5, 5.8), (4.8, 6.6), (6.0, 4.5), (3.7, 5.8)])
def test_each_takes_what_it_needs_where_there_is_room(panel: float, table: float) -> None:
    found = table_shares(panel, table, CHIP, USUAL)
    right, left = reach(panel, table, found)
    assert found.scale == pytest.approx(1, abs=0.02)
    assert NARROW_AIR <= found.air <= USUAL.air
    assert right < left
    assert found.middle - panel * found.scale / 2 >= TABLE_LEFT - 1e-9
    assert found.edge == TABLE_RIGHT


def test_both_shrink_where_there_is_none() -> None:
    found = table_shares(7.0, 8.0, CHIP, USUAL)
    right, left = reach(7.0, 8.0, found)
    assert found.scale < 0.85
    assert right < left
    assert reach(7.0, 8.0, TableShares(found.middle, 7.0, TABLE_RIGHT, NARROW_AIR))[0] > left


def test_cells_that_can_be_read_are_larger_for_longer_texts() -> None:
    assert sizing.readable([]) == 0
    assert sizing.readable(["a"]) < 0.44 < sizing.readable(["near"])
    assert sizing.fits("near", sizing.readable(["near"]))
    post = load()
    assert (sizing.drawing_pitch(post), sizing.table_kernel_pitch(post)) == (1.3, 0.56)
