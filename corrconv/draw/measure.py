"""Measuring a picture while it is drawn: what a reader needs of it, in pixels and ratios.

Sizes are those of a frame that is shown 720 pixels wide. What is kept is the worst of its kind,
and where it was met, so that any limit can be held against it later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from manim import Mobject, Rectangle, VMobject

from corrconv import colour
from corrconv.draw.boxes import Boxes, across, meeting, overlap
from corrconv.draw.scan import Seen, Text, seen
from corrconv.profile import FRAME_HEIGHT, FRAME_WIDTH

SHOWN = 720 / FRAME_WIDTH
"""Pixels per scene unit."""

ACROSS = 1.0
"""Pixels by which a glyph may reach over the edge of a box."""

TOUCH = 0.5
"""Pixels by which two boxes of glyphs may overlap: the outlines in them do not meet."""

OPAQUE, CLEAR = 0.99, 0.01
WHOLE_FADE = 0.95
"""Ink that is less opaque is dimmed, so that something else is in focus."""

Entry = dict[str, Any]


@dataclass(slots=True)
class Layout:
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
        self._glyphs = {place for text in scene.texts for place in text.glyphs}
        areas = [
            (place, fill)
            for place, part in enumerate(scene.parts)
            if place not in self._glyphs and (fill := _fill(part))[1] > CLEAR
        ]
        self._areas = [place for place, _ in areas]
        self._fills = [fill for _, fill in areas]
        self._opaque = np.array([share >= OPAQUE for _, share in self._fills], bool)
        self._texts = [text for text in scene.texts if text.glyphs]
        self._below = {id(text): self._covers(text) for text in self._texts}

    def measured(self, frame: bool) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        """Kind, what is compared, the value, and where it was met."""
        read = [text for text in self._texts if not self._hidden(text)]
        for text in read:
            at = {"where": text.where, "text": text.words}
            yield from self._sizes(text, at)
            yield from self._contrasts(text, at)
            if text.cell is not None:
                grid = text.where.partition("[")[0]
                yield "air", (grid,), round(self._air(text, text.cell), 3), at
        yield from self._collisions(read)
        if frame:
            yield from self._margins()

    def _covers(self, text: Text) -> Any:
        """Glyphs x areas: which area holds the middle of which glyph."""
        boxes = self._boxes[text.glyphs]
        middle = (boxes[:, None, :2] + boxes[:, None, 2:]) / 2
        areas: Boxes = self._boxes[self._areas].reshape(-1, 4)
        return ((areas[:, :2] <= middle) & (middle <= areas[:, 2:])).all(axis=2)

    def _above(self, text: Text) -> Any:
        """Glyphs x areas: which area is drawn after which glyph."""
        return np.array(self._areas) > np.array(text.glyphs)[:, None]

    def _hidden(self, text: Text) -> bool:
        """Whether something opaque lies over all of a text."""
        over = self._below[id(text)] & self._above(text) & self._opaque
        return bool(over.any(axis=1).all())

    def _sizes(self, text: Text, at: Entry) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        if text.em is not None:
            size = round(text.em * SHOWN, 1)
            yield "size", (size,), size, at
        boxes = self._boxes[text.glyphs]
        words = "".join(text.words.split())
        if len(words) == len(boxes):
            tall = [
                (float(box[3] - box[1]), character)
                for box, character in zip(boxes, words, strict=True)
                if character.isalnum() and character.isascii()
            ]
            if tall:
                yield "letters", (), round(min(tall)[0] * SHOWN, 1), at

    def _contrasts(
        self, text: Text, at: Entry
    ) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        places: dict[Any, None] = {}
        for glyph, holds in zip(text.glyphs, self._below[id(text)], strict=True):
            numbers = np.flatnonzero(holds).tolist()
            layers = tuple((number, self._areas[number] > glyph) for number in numbers)
            if any(above and self._opaque[number] for number, above in layers):
                continue
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

    def _air(self, text: Text, cell: VMobject) -> float:
        low, high = cell.points[:, :2].min(axis=0), cell.points[:, :2].max(axis=0)
        boxes = self._boxes[text.glyphs]
        left, bottom = boxes[:, :2].min(axis=0) - low
        right, top = high - boxes[:, 2:].max(axis=0)
        width, height = high - low
        return float(min(2 * min(left, right) / width, 2 * min(bottom, top) / height))

    def _collisions(
        self, read: Sequence[Text]
    ) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        """Texts of which a glyph lies on another one's, or is covered by an area."""
        boxes = [self._boxes[text.glyphs] for text in read]
        around = np.array([[*each[:, :2].min(axis=0), *each[:, 2:].max(axis=0)] for each in boxes])
        for one, other in meeting(around.reshape(-1, 4)):
            deepest = overlap(boxes[one], boxes[other])
            if deepest * SHOWN > TOUCH:
                twin = read[other]
                yield self._collision(read[one], twin.where, twin.words, deepest)
        for text in read:
            covered = np.argwhere(self._below[id(text)] & self._above(text) & self._opaque)
            for glyph, number in covered.tolist():
                cover = self._areas[number]
                deepest = overlap(self._boxes[[text.glyphs[glyph]]], self._boxes[[cover]])
                yield self._collision(text, self._scene.owners[cover], "", deepest)

        yield from self._straddling(read)

    def _straddling(
        self, read: Sequence[Text]
    ) -> Iterator[tuple[str, tuple[Any, ...], float, Entry]]:
        """Texts of which a glyph lies across the edge of a square or a box that is
        not hidden by the plate of the text."""
        places = [n for n, part in enumerate(self._scene.parts) if isinstance(part, Rectangle)]
        if not places:
            return
        frames, order = self._boxes[places], np.array(places)
        for text in read:
            plate = self._place.get(id(text.cell), -1)
            deep = across(self._boxes[text.glyphs], frames) * (order >= plate)
            for number in np.flatnonzero(deep.max(axis=0) * SHOWN > ACROSS).tolist():
                owner = self._scene.owners[places[number]]
                yield self._collision(text, owner, "", float(deep[:, number].max()))

    def _collision(
        self, text: Text, where: str, words: str, depth: float
    ) -> tuple[str, tuple[Any, ...], float, Entry]:
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
    rgba = part.get_fill_rgbas()[0]
    red, green, blue = (float(level) * 255 for level in rgba[:3])
    return colour.named((red, green, blue)), round(float(rgba[3]), 3)
