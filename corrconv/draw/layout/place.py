"""The place of an index on the plane. Nothing else knows that the screen's y points up while an
index's row points down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from corrconv.core.index import Index, Region
from corrconv.draw.text.glyph import Points


def middle(point: Callable[[Index], Points], region: Region) -> tuple[float, float]:
    """Return the middle of a region of which `point` gives the cells' centres."""
    x, y, _ = (point(region.first) + point(region.last)) / 2
    return float(x), float(y)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Cell centres for a region of indices, its middle at `centre`; `pitch` is the distance of
    neighbours in scene units."""

    region: Region
    pitch: float
    centre: tuple[float, float] = (0.0, 0.0)

    def point(self, index: Index) -> Points:
        """Return the centre of the cell at `index`, which may lie outside the region."""
        first, last = self.region.first, self.region.last
        return np.array(
            [
                self.centre[0] + self.pitch * (index.col - (first.col + last.col) / 2),
                self.centre[1] - self.pitch * (index.row - (first.row + last.row) / 2),
                0.0,
            ]
        )

    @property
    def width(self) -> float:
        """Return the width in scene units."""
        return self.pitch * len(self.region.column_range)

    @property
    def height(self) -> float:
        """Return the height in scene units."""
        return self.pitch * len(self.region.row_range)
