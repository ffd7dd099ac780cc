"""Typst's SVG as points: the outlines of its symbols and where they are placed.

A general reader of SVG, such as manim's, takes most of the time of setting type; Typst writes only
what is read here. The points are the same as manim's, to the last bit. Source: manim 0.22,
`VMobjectFromSVGPath.handle_commands`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from corrconv.draw.text.glyph import Points

CLOSED = 1e-4
"""A run that ends this near to where it began needs no line to close it."""

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")


class Matrix(NamedTuple):
    """What SVG calls a transform: (x, y) becomes (ax + cy + e, bx + dy + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def read(cls, text: str) -> Matrix:
        """The matrix in "matrix(a b c d e f)", the one that changes nothing in an empty text;
        ValueError for any other text."""
        if not text:
            return cls()
        name, _, numbers = text.removesuffix(")").partition("(")
        values = [float(each) for each in numbers.split()]
        if name != "matrix" or len(values) != len(cls._fields):
            raise ValueError(f"transform {text!r}: wanted matrix(a b c d e f)")
        return cls(*values)

    def then(self, outer: Matrix) -> Matrix:
        """This one, and `outer` on what comes of it."""
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            outer.a * self.e + outer.c * self.f + outer.e,
            outer.b * self.e + outer.d * self.f + outer.f,
        )


def contour(data: str) -> Points:
    """N x 3 points of cubic curves, four to a curve, of the path data of one of Typst's symbols;
    ValueError for a command that Typst does not write."""
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
    """The points that lie these steps, to the right and downwards by turns, from the pen."""
    return [
        complex(pen.real + across, pen.imag + down)
        for across, down in zip(steps[::2], steps[1::2], strict=True)
    ]


def _line(start: complex, end: complex) -> tuple[complex, ...]:
    return start, _third(start + start + end), _third(start + end + end), end


def _third(total: complex) -> complex:
    return complex(total.real / 3, total.imag / 3)
