"""Measurements of a picture while it is drawn: what a reader needs of it, in pixels and ratios.

Sizes are those of a frame that is shown 720 pixels wide. What is kept is the worst of its kind,
and where it was met, so that any limit can be held against it later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from manim import Mobject, Rectangle, VMobject

from corrconv.draw.export.visible import Layers, Overlay, Text, VisibleParts
from corrconv.draw.layout.rectangles import crossing_depths, meeting, overlap
from corrconv.rendering.profile import FRAME_HEIGHT, FRAME_WIDTH
from corrconv.rendering.result import Measurement
from corrconv.theme import colour

PIXELS = 720 / FRAME_WIDTH
"""Pixels per scene unit."""

CROSSING = 1.0
"""Pixels by which a glyph may reach over the edge of a box."""

TOUCH = 0.5
"""Pixels by which two boxes of glyphs may overlap: the outlines in them do not meet."""

OPAQUE, CLEAR = 0.99, 0.01
WHOLE_FADE = 0.95
"""Ink that is less opaque is dimmed, so that something else is in focus."""

FILLS = 256
"""So many colours are remembered by their names."""

FRAME = (-FRAME_WIDTH / 2, -FRAME_HEIGHT / 2, FRAME_WIDTH / 2, FRAME_HEIGHT / 2)
"""Left, bottom, right and top of the frame in scene units."""

Key = tuple[str | float, ...]
"""What is compared with its like: of each, the worst is kept."""


class _Measured(NamedTuple):
    kind: str
    key: Key
    entry: Measurement


@dataclass(slots=True)
class Measurements:
    """The worst that was measured in the states of one figure so far, by kind and by what is
    compared; `frame` tells that the figure is shown in a 16:9 frame, not only as a still of its
    own size."""

    paper: str
    frame: bool
    _worst: dict[str, dict[Key, Measurement]] = field(default_factory=dict)

    def take(self, mobjects: Sequence[Mobject], step: str) -> None:
        """Measure the picture as it is; `step` are the words of its step."""
        seen = VisibleParts.of(mobjects)
        if not seen.parts:
            return
        for kind, key, entry in _State(seen, self.paper, step).measure(self.frame):
            worst = self._worst.setdefault(kind, {})
            if key not in worst or entry["value"] < worst[key]["value"]:
                worst[key] = entry

    def entries(self) -> dict[str, list[Measurement]]:
        """Return, by kind, each thing that was compared with its least value: "size", em in
        pixels; "letters", the height of the lowest letter or figure in pixels; "contrast"; "air",
        the share of a cell that its text leaves free; "apart", minus the pixels by which two texts
        overlap; "margin", the share of the frame between its edge and what is drawn."""
        return {
            kind: [entry for _, entry in sorted(worst.items(), key=itemgetter(0))]
            for kind, worst in sorted(self._worst.items())
        }


class _State:
    """The picture that one step ends with."""

    def __init__(self, seen: VisibleParts, paper: str, step: str) -> None:
        self._seen, self._paper, self._step = seen, paper, step
        self._boxes = seen.boxes()
        self._place = {id(part): place for place, part in enumerate(seen.parts)}
        glyphs = {place for text in seen.texts for place in text.glyphs}
        areas = [
            (place, fill)
            for place, part in enumerate(seen.parts)
            if place not in glyphs and (fill := _fill(part))[1] > CLEAR
        ]
        self._areas = [place for place, _ in areas]
        self._fills = [fill for _, fill in areas]
        self._texts = [text for text in seen.texts if text.glyphs]
        opaque = [share >= OPAQUE for _, share in self._fills]
        glyphs_of = [text.glyphs for text in self._texts]
        self._overlay = Overlay(self._boxes, glyphs_of, self._areas, opaque)

    def measure(self, frame: bool) -> Iterator[_Measured]:
        """Measure every text that can be read, and the margins of the frame, if there is one."""
        legible = [n for n in range(len(self._texts)) if not self._overlay.hidden(n)]
        for number in legible:
            yield from self._sizes(number)
            yield from self._contrasts(number)
            text = self._texts[number]
            if text.cell is not None:
                air = round(self._air(number, text.cell), 3)
                yield _Measured("air", (text.where.partition("[")[0],), self._entry(text, air))
        yield from self._overlaps(legible)
        yield from self._crossings(legible)
        if frame:
            yield from self._margins()

    def _entry(self, text: Text, value: float) -> Measurement:
        return Measurement(value=value, where=text.where, text=text.words, step=self._step)

    def _sizes(self, number: int) -> Iterator[_Measured]:
        text = self._texts[number]
        if text.em is not None:
            size = round(text.em * PIXELS, 1)
            yield _Measured("size", (size,), self._entry(text, size))
        boxes = self._overlay.glyphs[self._overlay.spans[number]]
        words = "".join(text.words.split())
        if len(words) == len(boxes):
            heights = (boxes[:, 3] - boxes[:, 1]).tolist()
            tall = [
                height
                for height, character in zip(heights, words, strict=True)
                if character.isalnum() and character.isascii()
            ]
            if tall:
                lowest = round(min(tall) * PIXELS, 1)
                yield _Measured("letters", (), self._entry(text, lowest))

    def _contrasts(self, number: int) -> Iterator[_Measured]:
        text = self._texts[number]
        places: dict[tuple[tuple[str, float], Layers], None] = {}
        for glyph, layers in zip(text.glyphs, self._overlay.layers(number), strict=True):
            if layers is not None:
                places[_fill(self._seen.parts[glyph]), layers] = None
        for (fill, opacity), layers in places:
            if opacity < WHOLE_FADE:
                continue
            ink, ground = self._painted(fill, layers)
            entry = Measurement(
                value=round(colour.contrast(ink, ground), 2),
                where=text.where,
                text=text.words,
                ink=ink,
                ground=ground,
                size=0.0 if text.em is None else round(text.em * PIXELS, 1),
                step=self._step,
            )
            yield _Measured("contrast", (ink, ground), entry)

    def _painted(self, ink: str, layers: Layers) -> tuple[str, str]:
        """Return what ink and ground look like with areas below and above them."""
        written, ground = ink, self._paper
        for number, above in layers:
            fill, share = self._fills[number]
            ground = colour.blend(fill, share, ground)
            if above:
                written = colour.blend(fill, share, written)
        return written, ground

    def _air(self, number: int, cell: VMobject) -> float:
        corners = cell.points[:, :2]
        low, high = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        left, bottom, right, top = self._overlay.around[number].tolist()
        across = 2 * min(left - low[0], high[0] - right) / (high[0] - low[0])
        up = 2 * min(bottom - low[1], high[1] - top) / (high[1] - low[1])
        return float(min(across, up))

    def _overlaps(self, legible: Sequence[int]) -> Iterator[_Measured]:
        """Find texts of which a glyph lies on another one's, or is covered by an area."""
        glyphs, spans = self._overlay.glyphs, self._overlay.spans
        for one, other in meeting(self._overlay.around[legible]):
            first, second = legible[one], legible[other]
            depth = overlap(glyphs[spans[first]], glyphs[spans[second]])
            if depth * PIXELS > TOUCH:
                twin = self._texts[second]
                yield self._collision(first, twin.where, twin.words, depth)
        for number, glyph, area in self._overlay.covers:
            if number in legible:
                cover = self._areas[area]
                depth = overlap(glyphs[[glyph]], self._boxes[[cover]])
                yield self._collision(number, self._seen.owners[cover], "", depth)

    def _crossings(self, legible: Sequence[int]) -> Iterator[_Measured]:
        """Find texts of which a glyph lies across the edge of a square or a box that is not hidden
        by the plate of the text. Where the text itself does not, none of its glyphs does."""
        places = [n for n, part in enumerate(self._seen.parts) if isinstance(part, Rectangle)]
        if not places:
            return
        plates = [self._place.get(id(self._texts[number].cell), -1) for number in legible]
        frames, seen = self._boxes[places], np.array(places) >= np.array(plates)[:, None]
        depths = crossing_depths(self._overlay.around[legible], frames) * seen
        for row, frame in np.argwhere(depths * PIXELS > CROSSING).tolist():
            glyphs = self._overlay.glyphs[self._overlay.spans[legible[row]]]
            depth = float(crossing_depths(glyphs, frames[[frame]]).max())
            if depth * PIXELS > CROSSING:
                yield self._collision(legible[row], self._seen.owners[places[frame]], "", depth)

    def _collision(self, number: int, other: str, words: str, depth: float) -> _Measured:
        text = self._texts[number]
        entry = Measurement(
            value=-round(depth * PIXELS, 1),
            where=text.where,
            text=text.words,
            other=other,
            other_text=words,
            step=self._step,
        )
        return _Measured("apart", (text.where, text.words, other, words), entry)

    def _margins(self) -> Iterator[_Measured]:
        """Measure from each edge of the frame, as a share of its width or height."""
        for side, distances in self._seen.edge_distances(FRAME).items():
            shares = distances / (FRAME_WIDTH if side in ("left", "right") else FRAME_HEIGHT)
            nearest = int(shares.argmin())
            entry = Measurement(
                value=round(float(shares[nearest]), 4),
                where=self._seen.owners[nearest],
                side=side,
                step=self._step,
            )
            yield _Measured("margin", (side,), entry)


def _fill(part: VMobject) -> tuple[str, float]:
    """Return colour and opacity of an area; of a gradient, its first colour."""
    return _named(*part.get_fill_rgbas()[0].tolist())


@lru_cache(FILLS)
def _named(red: float, green: float, blue: float, opacity: float) -> tuple[str, float]:
    return colour.format_colour((red * 255, green * 255, blue * 255)), round(opacity, 3)
