"""Boxes that moved over their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corrconv.core.index import Region
from corrconv.diff.change import Change
from corrconv.diff.facts.facts import Box, Facts, Thing
from corrconv.diff.facts.naming import BOX, CELLS, array, span
from corrconv.diff.facts.pairing import Pair


def moved_boxes(
    pairs: Sequence[Pair], before: Facts, after: Facts
) -> Iterator[tuple[Pair, Change]]:
    """A change for each box that covers other cells than before."""
    for pair in pairs:
        if pair.before.role == BOX == pair.after.role:
            old, new = covered(pair.before, before), covered(pair.after, after)
            if old and new and old != new:
                spots = (*_border(pair.before), *_border(pair.after))
                what = f"box {old} moved to {new}{_which(pair.after)}"
                yield pair, Change("box", what, spots=spots)


def covered(box: Thing, facts: Facts) -> str:
    """The cells under a box, such as x[0..2,0..2]; "" where it lies over none."""
    grids = {cell.grid for cell in facts.drawn if cell.role in CELLS and cell.index is not None}
    own = [grid for grid in grids if grid and _belongs(box.grid, grid)]
    grid = max(own, key=len, default="")
    under = [
        cell.index
        for cell in facts.drawn
        if cell.index is not None and cell.role in CELLS and cell.grid == grid and _in(box, cell)
    ]
    return array(grid) + span(Region.bounding(under)) if grid and under else ""


def _border(thing: Thing) -> tuple[Box, Box, Box, Box]:
    """The four lines around a box."""
    left, top, right, bottom = thing.box
    return (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    )


def _which(box: Thing) -> str:
    name = box.grid.rpartition(".")[2]
    return f" ({name})" if name else ""


def _belongs(name: str, grid: str) -> bool:
    return name == grid or name.startswith(grid + ".")


def _in(box: Thing, cell: Thing) -> bool:
    left, top, right, bottom = box.box
    across, down = (cell.box[0] + cell.box[2]) / 2, (cell.box[1] + cell.box[3]) / 2
    return left <= across <= right and top <= down <= bottom
