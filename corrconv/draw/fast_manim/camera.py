"""Cameras that draw what manim's cairo camera draws, in less time: one for animations, which draws
again only what changed since the last frame, and two for stills. Scenes do not know about them.
Source: manim 0.22, `Camera`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from manim import Camera, Mobject, VMobject
from manim.utils.color import color_to_int_rgba

from corrconv.draw.fast_manim.changes import (
    ChangedAreas,
    PixelBox,
    rearranged_items,
    replaced_items,
)
from corrconv.draw.fast_manim.family import drawing_order, families
from corrconv.draw.fast_manim.path import trace
from corrconv.rendering.area import Area

if TYPE_CHECKING:
    import cairo
    from manim.typing import PixelArray

CACHE = "_corrconv_path"
"""The attribute under which a mobject carries its path as it was drawn last."""

MITRE = 5.0
"""How far a stroke may reach from its line, in its widths: cairo cuts a mitre at ten halves."""

MARGIN = 2.0
"""Pixels around a box into which its smooth edges may bleed."""

Extent = tuple[float, float, float, float]
"""Left, bottom, right and top, in scene units."""


class StillCamera(Camera):
    """Draws what manim's camera draws; its background is a colour, never an image, and is filled
    by whole pixels, thirty times as fast as channel by channel."""

    def init_background(self) -> None:
        """Fill the background with its colour."""
        pixel = np.array(color_to_int_rgba(self.background_color, self.background_opacity), "u1")
        background = np.empty((self.pixel_height, self.pixel_width, self.n_channels), "u1")
        background.view("u4")[...] = pixel.view("u4")
        self.background = background


class IdleCamera(Camera):
    """The camera of a scene of which no frame is drawn: its picture is one pixel."""

    def init_background(self) -> None:
        """Make a background of one pixel."""
        self.background = np.zeros((1, 1, self.n_channels), "u1")


class Paint(NamedTuple):
    """The paint of a mobject: colours as bytes, widths in hundredths of a scene unit."""

    fill: bytes
    stroke: bytes
    background_stroke: bytes
    width: float
    background_width: float
    joints: Any
    caps: Any

    @classmethod
    def of(cls, vmobject: VMobject) -> Paint:
        """Return the paint of a mobject as it is now."""
        return cls(
            vmobject.fill_rgbas.tobytes(),
            vmobject.stroke_rgbas.tobytes(),
            vmobject.get_stroke_rgbas(background=True).tobytes(),
            vmobject.get_stroke_width(),
            vmobject.get_stroke_width(background=True),
            vmobject.joint_type,
            vmobject.cap_style,
        )


@dataclass(frozen=True, slots=True, eq=False)
class CachedPath:
    """The path of a mobject as `camera` drew it.

    `shape` and `paint` are all that its look depends on, as bytes, which compare much faster than
    arrays; `extent` is that of its points, `box` holds all that it can touch.
    """

    camera: Camera
    shape: bytes
    paint: Paint
    path: Any
    extent: Extent
    box: PixelBox

    def __deepcopy__(self, memo: dict[int, Any]) -> CachedPath:
        """Return itself: a copy of a mobject begins where that is, and shares what was drawn."""
        return self


class IncrementalCamera(Camera):
    """Draws what manim's camera draws, faster where mobjects stand still.

    A mobject carries its cached path, so that one which stands still is not gone through curve by
    curve; and only the areas that a changed mobject covers or covered are cleared and drawn, also
    where a play begins on a picture that was drawn here.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self._below_background: PixelArray | None = None
        self._background: PixelArray | None = None
        self._next_background: PixelArray | None = None
        self._below: list[CachedPath] = []
        self._paths: list[CachedPath] = []
        super().__init__(*args, **options)
        self._changed = self._no_areas()
        self._sheet = self.pixel_array.copy()

    def reset(self) -> IncrementalCamera:
        """Clear to the background, when the next mobjects are captured."""
        if not hasattr(self, "pixel_array"):
            super().reset()
        self._next_background = self.background
        return self

    def set_frame_to_background(self, background: PixelArray) -> None:
        """Clear to this image, when the next mobjects are captured."""
        self._next_background = background

    def capture_mobjects(self, mobjects: Iterable[Mobject], **options: Any) -> None:
        """Draw the mobjects over what the picture was last cleared to."""
        background, self._next_background = self._next_background, None
        shown = self.get_mobjects_to_display(mobjects, **options)
        plain = [each for each in shown if isinstance(each, VMobject) and _one_colour(each)]
        if background is not None and len(plain) == len(shown):
            self._draw(background, plain)
            return
        if background is not None:
            self.set_pixel_array(background)
        self._background = self._below_background = None
        self._changed.add_all()
        super().capture_mobjects(mobjects, **options)

    def get_mobjects_to_display(
        self,
        mobjects: Iterable[Mobject],
        include_submobjects: bool = True,
        excluded_mobjects: list[Mobject] | None = None,
    ) -> list[Mobject]:
        """Return all members of the families that have points, as manim's camera does."""
        if not include_submobjects or excluded_mobjects:
            return super().get_mobjects_to_display(mobjects, include_submobjects, excluded_mobjects)
        return drawing_order(mobjects) if self.use_z_index else families(mobjects, drawn=True)

    def take_changed(self) -> tuple[Area, ...]:
        """Return the areas outside which nothing was drawn since they were last taken."""
        areas = self._changed.areas()
        self._changed = self._no_areas()
        return areas

    def cached_path(self, ctx: cairo.Context[Any], vmobject: VMobject) -> CachedPath:
        """Return the mobject's cached path: the last one where it still looks the same, and at
        least its outline where it has not moved."""
        shape, paint = vmobject.points.tobytes(), Paint.of(vmobject)
        last = getattr(vmobject, CACHE, None)
        if not isinstance(last, CachedPath) or last.camera is not self:
            last = None
        if last and last.shape == shape:
            if last.paint == paint:
                return last
            path, extent = last.path, last.extent
        else:
            places = vmobject.points[:, :2].tolist()
            trace(ctx, places, vmobject.tolerance_for_point_equality)
            path, extent = ctx.copy_path(), _extent(places)
        cached = CachedPath(self, shape, paint, path, extent, self._box(extent, paint))
        setattr(vmobject, CACHE, cached)
        return cached

    def _draw(self, background: PixelArray, vmobjects: Sequence[VMobject]) -> None:
        """Draw every mobject that reaches into a changed area whole, on a sheet of its own from
        which those areas are taken: a clip would round the edges that it cuts."""
        ctx = self.get_cairo_context(self._sheet)
        paths = [self.cached_path(ctx, vmobject) for vmobject in vmobjects]
        changed = self._difference(background, paths)
        for area in changed.areas():
            self._sheet[area.place] = background[area.place]
        for vmobject, path in zip(vmobjects, paths, strict=True):
            if changed.meets(path.box):
                self._paint(ctx, vmobject, path)
        for area in changed.areas():
            self.pixel_array[area.place] = self._sheet[area.place]
        self._background, self._paths = background, paths
        self._changed.join(changed)

    def _difference(self, background: PixelArray, paths: Sequence[CachedPath]) -> ChangedAreas:
        """Find what must be drawn again: wherever a path is another, all where that is not
        known."""
        changed = self._no_areas()
        if background is self._background:
            others = replaced_items(self._paths, paths)
        elif (drawn := self._take_background(background)) is not None:
            others = rearranged_items(drawn, [*self._below, *paths])
        else:
            changed.add_all()
            return changed
        for path in others:
            changed.add(path.box)
        return changed

    def _take_background(self, background: PixelArray) -> list[CachedPath] | None:
        """Begin on another background: the scene's own, or the picture as it is. Return all that
        was drawn on the scene's own so far; None where this, or what is in the background, is not
        known."""
        known = self._below_background is self.background
        drawn = [*self._below, *self._paths]
        if background is self.background:
            self._below, self._below_background = [], self.background
        elif known and np.array_equal(background, self.pixel_array):
            self._below = drawn
        else:
            known, self._below_background = False, None
        return drawn if known else None

    def _paint(self, ctx: cairo.Context[Any], vmobject: VMobject, cached: CachedPath) -> None:
        ctx.new_path()
        ctx.append_path(cached.path)
        if cached.paint.background_width:
            self.apply_stroke(ctx, vmobject, background=True)
        if self.get_fill_rgbas(vmobject)[0, 3]:
            self.apply_fill(ctx, vmobject)
        if cached.paint.width and self.get_stroke_rgbas(vmobject)[0, 3]:
            self.apply_stroke(ctx, vmobject)

    def _box(self, extent: Extent, paint: Paint) -> PixelBox:
        left, bottom, right, top = extent
        widest = max(paint.width, paint.background_width)
        per_unit = self.pixel_width / self.frame_width
        reach = MITRE * widest * self.cairo_line_width_multiple * per_unit + MARGIN
        middle_x, middle_y, _ = self.frame_center
        return PixelBox(
            (left - middle_x) * per_unit + self.pixel_width / 2 - reach,
            (middle_y - top) * per_unit + self.pixel_height / 2 - reach,
            (right - middle_x) * per_unit + self.pixel_width / 2 + reach,
            (middle_y - bottom) * per_unit + self.pixel_height / 2 + reach,
        )

    def _no_areas(self) -> ChangedAreas:
        return ChangedAreas(self.pixel_width, self.pixel_height)


def _one_colour(vmobject: VMobject) -> bool:
    """Tell whether a mobject is of one colour, so that its look depends on nothing but itself."""
    own = vars(vmobject)
    return (
        own.get("background_image") is None
        and len(own.get("fill_rgbas", ())) == 1
        and len(own.get("stroke_rgbas", ())) == 1
    )


def _extent(places: Sequence[Sequence[float]]) -> Extent:
    """Return what the places span."""
    across, up = zip(*places, strict=True)
    return min(across), min(up), max(across), max(up)
