"""Measuring a picture while it is drawn: what a reader needs of it, in pixels and ratios.

Sizes are those of a frame that is shown 720 pixels wide. What is kept is the worst of its kind,
and where it was met, so that any limit can be held against it later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from manim import Mobject, Rectangle, VMobject

from corrconv.draw.export.overlay import Layers, Overlay
from corrconv.draw.export.scan import Seen, seen
from corrconv.draw.layout.rectangles import across, meeting, overlap
from corrconv.rendering.profile import FRAME_HEIGHT, FRAME_WIDTH
from corrconv.theme import colour

SHOWN = 720 / FRAME_WIDTH
"""Pixels per scene unit."""

ACROSS = 1.0
"""Pixels by which a glyph may reach over the edge of a box."""

TOUCH = 0.5
"""Pixels by which two boxes of glyphs may overlap: the outlines in them do not meet."""

OPAQUE, CLEAR = 0.99, 0.01
WHOLE_FADE = 0.95
"""Ink that is less opaque is dimmed, so that something else is in focus."""

FILLS = 256
"""So many colours are remembered by their names."""

Entry = dict[str, Any]


@dataclass(slots=True)
class Measurements:
    """What was measured in the states of one figure so far, by kind and by what is compared;
    `frame` tells that it is shown in a 16:9 frame, not only as a still of its own size."""

    paper: str
    frame: bool
    _found: dict[str, dict[tuple[Any, ...], Entry]] = field(default_factory=dict)

    def note(self, mobjects: Sequence[Mobject], step: str) -> None:
        """Measure the picture as it is; `step` are the words of its step."""
        scene = seen(mobjects)
        if not scene.parts:
            return
        state = _State(scene, self.paper)
        for kind, key, value, entry in state.measured(self.frame):
            known = self._found.setdefault(kind, {}).get(key)
            if known is None or value < known["value"]:
                self._found[kind][key] = {"value": value, **entry, "step": step}

    def entries(self) -> dict[str, list[Entry]]:
        """By kind, each thing that was compared with its least value: "size", em in pixels;
        "letters", the height of the lowest letter or figure in pixels; "contrast"; "air", the
        share of a cell that its text leaves free; "apart", minus the pixels by which two texts
        overlap; "margin", the share of the frame between its edge and what is drawn."""
        return {
            kind: [self._found[kind][key] for key in sorted(self._found[kind])]
            for kind in sorted(self._found)
        }


class _State:
    """One picture."""

    def __init__(self, scene: Seen, paper: str) -> None:
        self._scene, self._paper = scene, paper
        self._boxes = scene.boxes()
        self._place = {id(part): place for place, part in enumerate(scene.parts)}
        glyphs = {place for text in scene.texts for place in text.glyphs}
        areas = [
            (place, fill)
            for place, part in enumerate(scene.parts)
            if place not in glyphs and (fill := _fill(part))[1] > CLEAR
        ]
        self._areas = [place for place, _ in areas]
        self._fills = [fill for _, fill in areas]
        self._texts = [text for text in scene.texts if text.glyphs]
        opaque = [share >= OPAQUE for _, share in self._fills]
        glyphs_of = [text.glyphs for text in self._texts]
        self._overlay = Overlay(self._boxes, glyphs_of, self._areas, opaque)

    def measured(self, frame: bool) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        """Kind, what is compared, the value, and where it was met."""
        read = [n for n in range(len(self._texts)) if not self._overlay.hidden(n)]
        for number in read:
            text = self._texts[number]
            at = {"where": text.where, "text": text.words}
            yield from self._sizes(number, at)
            yield from self._contrasts(number, at)
            if text.cell is not None:
                grid = text.where.partition("[")[0]
                yield "air", (grid,), round(self._air(number, text.cell), 3), at
        yield from self._collisions(read)
        if frame:
            yield from self._margins()

    def _sizes(self, number: int, at: Entry) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        text = self._texts[number]
        if text.em is not None:
            size = round(text.em * SHOWN, 1)
            yield "size", (size,), size, at
        boxes = self._overlay.glyphs[self._overlay.spans[number]]
        words = "".join(text.words.split())
        if len(words) == len(boxes):
            tall = [
                height
                for height, character in zip(
                    (boxes[:, 3] - boxes[:, 1]).tolist(), words, strict=True
                )
                if character.isalnum() and character.isascii()
            ]
            if tall:
                yield "letters", (), round(min(tall) * SHOWN, 1), at

    def _contrasts(
        self, number: int, at: Entry
    ) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        text = self._texts[number]
        places: dict[tuple[tuple[str, float], Layers], None] = {}
        for glyph, layers in zip(text.glyphs, self._overlay.layers(number), strict=True):
            if layers is not None:
                places[_fill(self._scene.parts[glyph]), layers] = None
        size = 0.0 if text.em is None else round(text.em * SHOWN, 1)
        for (ink, opacity), layers in places:
            if opacity < WHOLE_FADE:
                continue
            written, ground = self._painted(ink, layers)
            ratio = round(colour.contrast(written, ground), 2)
            entry = {**at, "ink": written, "ground": ground, "size": size}
            yield "contrast", (written, ground), ratio, entry

    def _painted(self, ink: str, layers: Sequence[tuple[int, bool]]) -> tuple[str, str]:
        """What ink and ground look like with areas below and above them."""
        written, ground = ink, self._paper
        for number, above in layers:
            fill, share = self._fills[number]
            ground = colour.over(fill, share, ground)
            if above:
                written = colour.over(fill, share, written)
        return written, ground

    def _air(self, number: int, cell: VMobject) -> float:
        corners = cell.points[:, :2]
        low, high = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        left, bottom, right, top = self._overlay.around[number].tolist()
        across = 2 * min(left - low[0], high[0] - right) / (high[0] - low[0])
        up = 2 * min(bottom - low[1], high[1] - top) / (high[1] - low[1])
        return float(min(across, up))

    def _collisions(
        self, read: Sequence[int]
    ) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        """Texts of which a glyph lies on another one's, or is covered by an area."""
        glyphs, spans = self._overlay.glyphs, self._overlay.spans
        for one, other in meeting(self._overlay.around[read]):
            first, second = read[one], read[other]
            deepest = overlap(glyphs[spans[first]], glyphs[spans[second]])
            if deepest * SHOWN > TOUCH:
                twin = self._texts[second]
                yield self._collision(first, twin.where, twin.words, deepest)
        for number, glyph, area in self._overlay.covers:
            if number in read:
                cover = self._areas[area]
                deepest = overlap(glyphs[[glyph]], self._boxes[[cover]])
                yield self._collision(number, self._scene.owners[cover], "", deepest)
        yield from self._straddling(read)

    def _straddling(
        self, read: Sequence[int]
    ) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        """Texts of which a glyph lies across the edge of a square or a box that is
        not hidden by the plate of the text. Where the text itself does not, none of them does."""
        places = [n for n, part in enumerate(self._scene.parts) if isinstance(part, Rectangle)]
        if not places:
            return
        plates = [self._place.get(id(self._texts[number].cell), -1) for number in read]
        frames, seen = self._boxes[places], np.array(places) >= np.array(plates)[:, None]
        deep = across(self._overlay.around[read], frames) * seen
        for row, frame in np.argwhere(deep * SHOWN > ACROSS).tolist():
            glyphs = self._overlay.glyphs[self._overlay.spans[read[row]]]
            deepest = float(across(glyphs, frames[[frame]]).max())
            if deepest * SHOWN > ACROSS:
                owner = self._scene.owners[places[frame]]
                yield self._collision(read[row], owner, "", deepest)

    def _collision(
        self, number: int, where: str, words: str, depth: float
    ) -> tuple[str, tuple[Any, ...], float, Entry]:
        text = self._texts[number]
        key = (text.where, text.words, where, words)
        entry = {"where": text.where, "text": text.words, "other": where, "other_text": words}
        return "apart", key, -round(depth * SHOWN, 1), entry

    def _margins(self) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        """From each edge of the frame, as a share of its width or height."""
        reach = np.array([part.get_stroke_width() for part in self._scene.parts]) / 200
        left, bottom = (self._boxes[:, :2] - reach[:, None]).T
        right, top = (self._boxes[:, 2:] + reach[:, None]).T
        sides = {
            "left": (left + FRAME_WIDTH / 2) / FRAME_WIDTH,
            "right": (FRAME_WIDTH / 2 - right) / FRAME_WIDTH,
            "bottom": (bottom + FRAME_HEIGHT / 2) / FRAME_HEIGHT,
            "top": (FRAME_HEIGHT / 2 - top) / FRAME_HEIGHT,
        }
        for side, gaps in sides.items():
            nearest = int(gaps.argmin())
            entry = {"where": self._scene.owners[nearest], "side": side}
            yield "margin", (side,), round(float(gaps[nearest]), 4), entry


def _fill(part: VMobject) -> tuple[str, float]:
    """Colour and opacity of an area; a gradient's first colour."""
    return _named(*part.get_fill_rgbas()[0].tolist())


@lru_cache(FILLS)
def _named(red: float, green: float, blue: float, opacity: float) -> tuple[str, float]:
    return colour.named((red * 255, green * 255, blue * 255)), round(opacity, 3)
