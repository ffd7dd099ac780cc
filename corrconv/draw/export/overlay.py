"""Which glyphs of a picture lie on which of its areas, and under which: all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from corrconv.draw.layout.rectangles import Boxes

Layers = tuple[tuple[int, bool], ...]
"""The areas at one place, by their numbers, and whether each is drawn over what is there."""


class Overlay:
    """Texts and areas by their places in drawing order, of which `boxes` are the boxes. Every text
    has a glyph; nothing is seen through an area that is `opaque`.

    `glyphs` are the boxes of all glyphs, text after text, and `spans` are the texts' slices of
    them; `around` are the boxes of the texts. `covers` are triples of a text, one of its glyphs
    and an opaque area over the middle of that: each by its number, the glyph's in `glyphs`.
    """

    def __init__(
        self,
        boxes: Boxes,
        texts: Sequence[Sequence[int]],
        areas: Sequence[int],
        opaque: Sequence[bool],
    ) -> None:
        order = np.array([glyph for text in texts for glyph in text], int)
        owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        self.spans = [slice(*ends) for ends in pairwise([*starts.tolist(), len(order)])]
        self.glyphs: Boxes = boxes[order]
        low = np.minimum.reduceat(self.glyphs[:, :2], starts)
        high = np.maximum.reduceat(self.glyphs[:, 2:], starts)
        self.around: Boxes = np.concatenate([low, high], axis=1)
        middle = (self.glyphs[:, None, :2] + self.glyphs[:, None, 2:]) / 2
        columns = np.array(areas, int)
        here = boxes[columns]
        on = ((here[:, :2] <= middle) & (middle <= here[:, 2:])).all(axis=2)
        above = columns > order[:, None]
        over = on & above & np.array(opaque, bool)
        rows, covers = np.nonzero(over)
        self.covers = list(zip(owners[rows].tolist(), rows.tolist(), covers.tolist(), strict=True))
        self._covered = over.any(axis=1).tolist()
        self._layers: list[list[tuple[int, bool]]] = [[] for _ in order]
        rows, below = np.nonzero(on)
        for row, area, is_above in zip(
            rows.tolist(), below.tolist(), above[rows, below].tolist(), strict=True
        ):
            self._layers[row].append((area, is_above))

    def hidden(self, text: int) -> bool:
        """Whether something opaque lies over all of a text."""
        return all(self._covered[self.spans[text]])

    def layers(self, text: int) -> list[Layers | None]:
        """For each glyph of a text the areas that hold its middle; None where it is covered."""
        span = self.spans[text]
        return [
            None if covered else tuple(layers)
            for covered, layers in zip(self._covered[span], self._layers[span], strict=True)
        ]
