"""manim's cairo camera, which remembers the path of whatever has not moved.

Public behaviour is unchanged; scenes do not know about it. Source: manim 0.22,
`Camera.set_cairo_context_path`, whose loop over every curve is half of the time of a frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Camera, VMobject

from corrconv.draw.glyph import Points

if TYPE_CHECKING:
    import cairo

MEMORY = "_corrconv_path"
"""The attribute under which a mobject carries its last path."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A path and the points that it was made from."""

    points: Points
    path: Any

    def __deepcopy__(self, memo: dict[int, Any]) -> Drawn:
        """Copies of a mobject begin where it is, and share what was drawn."""
        return self


class RememberingCamera(Camera):
    """Draws what manim's camera draws, faster where mobjects stand still."""

    def set_cairo_context_path(
        self, ctx: cairo.Context[Any], vmobject: VMobject
    ) -> RememberingCamera:
        """Put the mobject's outline into the context, from memory where it has not moved."""
        points = vmobject.points
        drawn = getattr(vmobject, MEMORY, None)
        if isinstance(drawn, Drawn) and np.array_equal(drawn.points, points):
            ctx.new_path()
            ctx.append_path(drawn.path)
            return self
        super().set_cairo_context_path(ctx, vmobject)
        if len(points):
            setattr(vmobject, MEMORY, Drawn(points.copy(), ctx.copy_path()))
        return self
