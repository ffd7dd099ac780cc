"""Glyphs: outlines read from Typst's SVG, drawn as mobjects, and read back as characters.

A general reader of SVG, such as manim's, takes most of the time of setting type; Typst writes only
what is read here. The points are the same as manim's, to the last bit. Source: manim 0.22,
`VMobjectFromSVGPath.handle_commands`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corrconv.draw.fast_manim.copies import CopiedMobject

CLOSED = 1e-4
"""A run that ends this near to where it began needs no line to close it."""

TOLERANCE = 2e-3
"""Largest distance, in units of the glyph's own size, between two outlines of one character."""

Points = npt.NDArray[np.float64]
"""N x 3 points of cubic curves, four to a curve."""

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")


class Matrix(NamedTuple):
    """A transform of SVG: (x, y) becomes (ax + cy + e, bx + dy + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def read(cls, text: str) -> Matrix:
        """Return the matrix in "matrix(a b c d e f)", and for an empty text the one that changes
        nothing; ValueError for any other text."""
        if not text:
            return cls()
        name, _, numbers = text.removesuffix(")").partition("(")
        values = [float(each) for each in numbers.split()]
        if name != "matrix" or len(values) != len(cls._fields):
            raise ValueError(f"transform {text!r}: wanted matrix(a b c d e f)")
        return cls(*values)

    def then(self, outer: Matrix) -> Matrix:
        """Return this transform followed by `outer`."""
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            outer.a * self.e + outer.c * self.f + outer.e,
            outer.b * self.e + outer.d * self.f + outer.f,
        )


def outline_points(data: str) -> Points:
    """Return the points of the path data of one of Typst's symbols; ValueError for a command that
    Typst does not write."""
    curves: list[complex] = []
    pen = start = 0j
    for command, numbers in _COMMAND.findall(data):
        steps = [float(each) for each in numbers.split()]
        if command in "Mm":
            pen = start = _ends(pen if command == "m" else 0j, steps)[-1]
            continue
        if command in "Zz":
            curves += _line(pen, start) if abs(pen - start) > CLOSED else ()
            pen = start
            continue
        curve = _curve(command, pen, steps)
        curves += curve
        pen = curve[-1]
    flat = np.array(curves, complex)
    return np.stack([flat.real, flat.imag, np.zeros(len(flat))], axis=1)


def _curve(command: str, pen: complex, steps: list[float]) -> tuple[complex, ...]:
    if command not in "hvlqc":
        raise ValueError(f"command {command!r} in an outline: wanted one of M m l h v q c Z")
    if command == "h":
        return _line(pen, complex(pen.real + steps[0], pen.imag))
    if command == "v":
        return _line(pen, complex(pen.real, pen.imag + steps[0]))
    ends = _ends(pen, steps)
    if command == "l":
        return _line(pen, *ends)
    if command == "q":
        handle, end = ends
        return pen, _third(pen + handle + handle), _third(handle + handle + end), end
    return pen, *ends


def _ends(pen: complex, steps: list[float]) -> list[complex]:
    """Return the points that lie these steps, to the right and downwards by turns, from the pen."""
    return [
        complex(pen.real + across, pen.imag + down)
        for across, down in zip(steps[::2], steps[1::2], strict=True)
    ]


def _line(start: complex, end: complex) -> tuple[complex, ...]:
    return start, _third(start + start + end), _third(start + end + end), end


def _third(total: complex) -> complex:
    return complex(total.real / 3, total.imag / 3)


class Glyph(CopiedMobject):
    """One character's outline, filled."""

    def __init__(self, points: Points, colour: str) -> None:
        super().__init__(stroke_width=0, fill_opacity=1, fill_color=colour)
        self.points = points


class Strut(CopiedMobject):
    """An invisible upright line from a label's baseline to its capital height; labels are
    placed by it, so that letters with and without descenders stand on one line."""

    def __init__(self, height: float, em: float) -> None:
        super().__init__(stroke_width=0, fill_opacity=0)
        self._share = em / height
        self.set_points_as_corners(np.array([[0.0, 0.0, 0.0], [0.0, height, 0.0]]))

    @property
    def em(self) -> float:
        """Return the size of the label's type as it is now, in scene units."""
        return self._share * float(np.linalg.norm(self.points[-1] - self.points[0]))


class Outlines:
    """The outlines seen so far, and the character that each of them is."""

    def __init__(self) -> None:
        self._known: dict[int, list[tuple[Points, str]]] = {}

    def learn(self, points: Points, character: str) -> None:
        """Remember that this outline is `character`; two may share one, as . and · do."""
        if not self.reads_as(points, character):
            self._known.setdefault(len(points), []).append((_normal(points), character))

    def read(self, points: Points) -> str | None:
        """Return the character with this outline at any place and size, of several the one that
        was learned first; None if it is unknown."""
        return next(self._characters(points), None)

    def reads_as(self, points: Points, character: str) -> bool:
        """Tell whether this outline is the character's."""
        return character in self._characters(points)

    def _characters(self, points: Points) -> Iterator[str]:
        if len(points) == 0:
            return
        shape = _normal(points)
        for known, character in self._known.get(len(points), ()):
            if np.abs(known - shape).max() < TOLERANCE:
                yield character


def _normal(points: Points) -> Points:
    flat = points[:, :2]
    low, high = flat.min(axis=0), flat.max(axis=0)
    size = float((high - low).max()) or 1.0
    normal: Points = (flat - low) / size
    return normal
