"""manim's cairo camera, which draws again only what changed since the last frame.

Public behaviour is unchanged; scenes do not know about it. A mobject carries its last mark, so that
one which stands still is not gone through curve by curve; and only the areas that a changed mobject
covers or covered are cleared and drawn, also where a play begins on a picture that was drawn here.
Source: manim 0.22, `Camera`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from manim import Camera, Mobject, VMobject

from corrconv.draw.fast_manim.family import families
from corrconv.draw.fast_manim.path import trace
from corrconv.draw.fast_manim.sequence_change import rearranged, replaced
from corrconv.draw.fast_manim.strips import Box, ChangedAreas
from corrconv.rendering.area import Area

if TYPE_CHECKING:
    import cairo
    from manim.typing import PixelArray

MEMORY = "_corrconv_path"
"""The attribute under which a mobject carries its last mark."""

MITRE = 5.0
"""How far a stroke may reach from its line, in its widths: cairo cuts a mitre at ten halves."""

MARGIN = 2.0
"""Pixels around a box into which its smooth edges may bleed."""


class Paint(NamedTuple):
    """How a mobject is inked: colours as bytes, widths in hundredths of a scene unit."""

    fill: bytes
    stroke: bytes
    background: bytes
    width: float
    background_width: float
    joints: Any
    caps: Any


@dataclass(frozen=True, slots=True, eq=False)
class CachedPath:
    """What a mobject leaves in the picture of the camera `maker`.

    `shape` and `paint` are all that its look depends on, as bytes, which compare much faster than
    arrays; `edges` are those of its points in scene units, `box` is in pixels and holds all that it
    can touch.
    """

    maker: Camera
    shape: bytes
    paint: Paint
    path: Any
    edges: Box
    box: Box

    def __deepcopy__(self, memo: dict[int, Any]) -> CachedPath:
        """Copies of a mobject begin where it is, and share what was drawn."""
        return self


class IncrementalCamera(Camera):
    """Draws what manim's camera draws, faster where mobjects stand still."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._paper: PixelArray | None = None
        self._ground: PixelArray | None = None
        self._waiting: PixelArray | None = None
        self._below: list[CachedPath] = []
        self._marks: list[CachedPath] = []
        super().__init__(*args, **options)
        self._changed = self._strips()
        self._sheet = self.pixel_array.copy()

    def reset(self) -> IncrementalCamera:
        """Clear to the background, when the next mobjects are captured."""
        if not hasattr(self, "pixel_array"):
            super().reset()
        self._waiting = self.background
        return self

    def set_frame_to_background(self, background: PixelArray) -> None:
        """Clear to this image, when the next mobjects are captured."""
        self._waiting = background

    def capture_mobjects(self, mobjects: Iterable[Mobject], **options: Any) -> None:
        """Draw the mobjects over what the picture was last cleared to."""
        ground, self._waiting = self._waiting, None
        seen = self.get_mobjects_to_display(mobjects, **options)
        plain = [mobject for mobject in seen if isinstance(mobject, VMobject) and _plain(mobject)]
        if ground is not None and len(plain) == len(seen):
            self._draw(ground, plain)
            return
        if ground is not None:
            self.set_pixel_array(ground)
        self._ground = self._paper = None
        self._changed.add_all()
        super().capture_mobjects(mobjects, **options)

    def get_mobjects_to_display(
        self,
        mobjects: Iterable[Mobject],
        include_submobjects: bool = True,
        excluded_mobjects: list[Mobject] | None = None,
    ) -> list[Mobject]:
        """What manim's camera gives: all members of the families that have points."""
        if not include_submobjects or excluded_mobjects:
            return super().get_mobjects_to_display(mobjects, include_submobjects, excluded_mobjects)
        found = families(mobjects, drawn=True)
        return sorted(found, key=_z_index) if self.use_z_index else found

    def take_changed(self) -> tuple[Area, ...]:
        """The areas outside which nothing was drawn since they were last asked for."""
        areas = self._changed.areas()
        self._changed = self._strips()
        return areas

    def mark(self, ctx: cairo.Context[Any], vmobject: VMobject) -> CachedPath:
        """The mobject's mark: the last one where it still looks the same, and at least its path
        where it has not moved."""
        shape, paint = vmobject.points.tobytes(), _paint(vmobject)
        last = getattr(vmobject, MEMORY, None)
        if not isinstance(last, CachedPath) or last.maker is not self:
            last = None
        if last and last.shape == shape:
            if last.paint == paint:
                return last
            path, edges = last.path, last.edges
        else:
            places = vmobject.points[:, :2].tolist()
            trace(ctx, places, vmobject.tolerance_for_point_equality)
            path, edges = ctx.copy_path(), _edges(places)
        mark = CachedPath(self, shape, paint, path, edges, self._box(edges, paint))
        setattr(vmobject, MEMORY, mark)
        return mark

    def _draw(self, ground: PixelArray, vmobjects: Sequence[VMobject]) -> None:
        """Every mobject that reaches into a changed area is drawn whole, on a sheet of its own
        from which those areas are taken: a clip would round the edges that it cuts."""
        ctx = self.get_cairo_context(self._sheet)
        marks = [self.mark(ctx, vmobject) for vmobject in vmobjects]
        strips = self._difference(ground, marks)
        for area in strips.areas():
            self._sheet[area.place] = ground[area.place]
        for vmobject, mark in zip(vmobjects, marks, strict=True):
            if strips.meets(mark.box):
                self._ink(ctx, vmobject, mark)
        for area in strips.areas():
            self.pixel_array[area.place] = self._sheet[area.place]
        self._ground, self._marks = ground, marks
        self._changed.join(strips)

    def _difference(self, ground: PixelArray, marks: Sequence[CachedPath]) -> ChangedAreas:
        """What must be drawn again: wherever a mark is another, all where that is not known."""
        strips = self._strips()
        if ground is self._ground:
            others = replaced(self._marks, marks)
        elif (drawn := self._lay(ground)) is not None:
            others = rearranged(drawn, [*self._below, *marks])
        else:
            strips.add_all()
            return strips
        for mark in others:
            strips.add(mark.box)
        return strips

    def _lay(self, ground: PixelArray) -> list[CachedPath] | None:
        """Take another ground: the background, or the picture as it is. Gives all that was drawn
        in that so far; None where this, or what is in the ground, is not known."""
        known, drawn = self._paper is self.background, [*self._below, *self._marks]
        if ground is self.background:
            self._below, self._paper = [], self.background
        elif known and np.array_equal(ground, self.pixel_array):
            self._below = drawn
        else:
            known, self._paper = False, None
        return drawn if known else None

    def _ink(self, ctx: cairo.Context[Any], vmobject: VMobject, mark: CachedPath) -> None:
        ctx.new_path()
        ctx.append_path(mark.path)
        if mark.paint.background_width:
            self.apply_stroke(ctx, vmobject, background=True)
        if self.get_fill_rgbas(vmobject)[0, 3]:
            self.apply_fill(ctx, vmobject)
        if mark.paint.width and self.get_stroke_rgbas(vmobject)[0, 3]:
            self.apply_stroke(ctx, vmobject)

    def _box(self, edges: Box, paint: Paint) -> Box:
        left, low, right, high = edges
        widest = max(paint.width, paint.background_width)
        per_unit = self.pixel_width / self.frame_width
        reach = MITRE * widest * self.cairo_line_width_multiple * per_unit + MARGIN
        middle_x, middle_y, _ = self.frame_center
        return Box(
            (left - middle_x) * per_unit + self.pixel_width / 2 - reach,
            (middle_y - high) * per_unit + self.pixel_height / 2 - reach,
            (right - middle_x) * per_unit + self.pixel_width / 2 + reach,
            (middle_y - low) * per_unit + self.pixel_height / 2 + reach,
        )

    def _strips(self) -> ChangedAreas:
        return ChangedAreas(self.pixel_width, self.pixel_height)


def _z_index(mobject: Mobject) -> float:
    return mobject.z_index


def _plain(vmobject: VMobject) -> bool:
    """Whether it is of one colour, so that its look depends on nothing but itself."""
    own = vars(vmobject)
    return (
        own.get("background_image") is None
        and len(own.get("fill_rgbas", ())) == 1
        and len(own.get("stroke_rgbas", ())) == 1
    )


def _edges(places: Sequence[Sequence[float]]) -> Box:
    """Left, lower, right and upper edge of what the places span, y upwards."""
    across, up = zip(*places, strict=True)
    return Box(min(across), min(up), max(across), max(up))


def _paint(vmobject: VMobject) -> Paint:
    return Paint(
        vmobject.fill_rgbas.tobytes(),
        vmobject.stroke_rgbas.tobytes(),
        vmobject.get_stroke_rgbas(background=True).tobytes(),
        vmobject.get_stroke_width(),
        vmobject.get_stroke_width(background=True),
        vmobject.joint_type,
        vmobject.cap_style,
    )
