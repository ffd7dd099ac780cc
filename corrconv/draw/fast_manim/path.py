"""A mobject's outline as a path of cairo, in one walk over plain numbers.

manim finds where an outline falls into pieces with numpy and hands its curves on one numpy number
at a time, which takes three times as long for something as small as a glyph. The calls of cairo are
the same. Source: manim 0.22, `Camera.set_cairo_context_path`,
`VMobject.get_subpath_split_indices_from_points`, `VMobject.consider_points_equals_2d`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import cairo

CURVE = 4
"""Points of a curve: where it begins, two handles, where it ends."""

SHARE = 1e-5
"""Two coordinates that differ by this share of theirs are called equal, as by numpy."""

Place = Sequence[float]


def trace(ctx: cairo.Context[Any], places: Sequence[Place], tolerance: float) -> None:
    """Make the outline through `places`, x and y of each, the path of `ctx`; pieces whose ends
    meet within `tolerance` scene units are closed."""
    ctx.new_path()
    curve_to = ctx.curve_to
    for start, stop in pieces(places, tolerance):
        ctx.new_sub_path()
        ctx.move_to(*places[start])
        for place in range(start, stop - CURVE + 1, CURVE):
            curve_to(*places[place + 1], *places[place + 2], *places[place + 3])
        if near(places[start], places[stop - 1], tolerance):
            ctx.close_path()


def pieces(places: Sequence[Place], tolerance: float) -> Iterator[tuple[int, int]]:
    """Yield the first place, and the one after the last, of each run of curves that begin where the
    one before them ends."""
    start = 0
    for place in range(CURVE, len(places), CURVE):
        if not near(places[place - 1], places[place], tolerance):
            yield start, place
            start = place
    if len(places) - start >= CURVE:
        yield start, len(places)


def near(first: Place, second: Place, tolerance: float) -> bool:
    """Tell whether two places are close enough to be called equal, as `numpy.isclose` would."""
    return first == second or all(
        one == other
        or (math.isfinite(one - other) and abs(one - other) <= tolerance + SHARE * abs(other))
        for one, other in zip(first, second, strict=True)
    )
