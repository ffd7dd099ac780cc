"""Outlines as SVG path data, in pixels rounded to hundredths."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from manim import VMobject

from corrconv.draw.fast_manim.path import CURVE, near, pieces
from corrconv.draw.text.glyph import Points

UNIT = 100
"""Path data is computed in whole hundredths of a pixel, so that rounding does not add up."""

STRAIGHT = 2
"""Hundredths by which the handles of a straight piece may miss its thirds."""

Whole = npt.NDArray[np.int64]
"""N x 2 hundredths of a pixel from the upper left corner, y downwards."""


def path_data(mobject: VMobject, pixels: Points) -> str:
    """Return the outline of `mobject`, whose points are at `pixels` (N x 2), as the camera draws
    it: a run of curves that ends where it begins is closed."""
    whole = np.rint(pixels * UNIT).astype(np.int64)
    places, tolerance = mobject.points[:, :2].tolist(), mobject.tolerance_for_point_equality
    here = np.zeros(2, np.int64)
    data = ""
    for start, end in pieces(places, tolerance):
        closed = near(places[start], places[end - 1], tolerance)
        data += "".join(_run(whole[start:end], here, closed))
        here = whole[start] if closed else whole[end - 1]
    return data


def number(hundredths: int) -> str:
    """Return a number of hundredths as the shortest decimal."""
    sign, (ones, rest) = "-" if hundredths < 0 else "", divmod(abs(hundredths), UNIT)
    part = f".{rest:02}".rstrip("0") if rest else ""
    return f"{sign}{ones or ('' if part else 0)}{part}"


def _run(points: Whole, here: Whole, closed: bool) -> Iterator[str]:
    """Yield one run from where the pen is: m, then lines and curves, from point to point."""
    yield f"m{_joined(points[0] - here)}"
    starts = range(0, len(points) - CURVE + 1, CURVE)
    final = starts[-1] if closed else -1
    before = ""
    for start in starts:
        piece = points[start : start + CURVE]
        if start == final and _straight(piece):
            continue  # closing draws it
        command, steps = _step(piece)
        yield (command if command != before else "") + _after(command, before, steps)
        before = command
    yield "z" if closed else ""


def _step(piece: Whole) -> tuple[str, str]:
    across, down = piece[-1] - piece[0]
    if not _straight(piece):
        return "c", _joined((piece[1:] - piece[0]).ravel())
    if down == 0:
        return "h", number(int(across))
    if across == 0:
        return "v", number(int(down))
    return "l", _joined(piece[-1] - piece[0])


def _straight(piece: Whole) -> bool:
    thirds = [3 * piece[1] - 2 * piece[0] - piece[3], 3 * piece[2] - piece[0] - 2 * piece[3]]
    return int(np.abs(thirds).max()) <= 3 * STRAIGHT


def _joined(values: Whole) -> str:
    texts = [number(int(value)) for value in values]
    return texts[0] + "".join(_gap(before, text) + text for before, text in pairwise(texts))


def _after(command: str, before: str, steps: str) -> str:
    """Return a command's numbers; one that is repeated needs no letter, but for a space where its
    number would run into the last."""
    return steps if command != before or steps[0] == "-" else f" {steps}"


def _gap(before: str, text: str) -> str:
    """Return what must stand between two numbers: a minus sign parts them by itself, and so does a
    second decimal point."""
    return "" if text[0] == "-" or (text[0] == "." and "." in before) else " "
