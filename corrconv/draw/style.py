"""The style of a drawing: a theme's colours, sizes and widths, applied to shapes and type."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from manim import VMobject

from corrconv.core.operation import Operation
from corrconv.draw.text.label import Label
from corrconv.draw.text.typesetter import RichText, Typesetter, tokens_of
from corrconv.formula.tokens import Formula, tokens
from corrconv.theme.theme import Sizes, Theme

LINE = 2.0
"""Width of a line that the theme says nothing of; manim draws 100 of them to a scene unit."""

WIDTHS: Mapping[str, str] = MappingProxyType(
    {
        "image_line": "image",
        "kernel_line": "kernel",
        "output_line": "output",
        "divider": "divider",
        "focus": "focus",
        **{operation.slug.replace("-", "_"): "box" for operation in Operation},
    }
)
"""The name of the theme's width that a line has, by the line's role."""


class Size(float):
    """One of the four sizes of type, in scene units per em where the theme does not say another.

    A share of it, `0.8 * CELL`, is that share of what the theme says.
    """

    name: str

    def __new__(cls, name: str, em: float | None = None) -> Size:
        """Return the size called `name`, the usual one where `em` is not given."""
        size = super().__new__(cls, getattr(Sizes(), name) if em is None else em)
        size.name = name
        return size

    def __mul__(self, share: float) -> Size:
        return Size(self.name, float(self) * share)

    __rmul__ = __mul__

    def __deepcopy__(self, memo: dict[int, Any]) -> Size:
        return self


TITLE = Size("title")
STEP = Size("step")
EQUATION = Size("equation")
CELL = Size("cell")
"""CELL is 14 px in a still shown at 720 px."""

Drawn = TypeVar("Drawn", bound=VMobject)


class Style:
    """Colours and type for one scene. `theme_parts_read` holds each part of the theme that was
    asked for, and its value: the theme is read here and nowhere else."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.theme_parts_read: dict[str, str] = {}
        self.typesetter = Typesetter()

    def __deepcopy__(self, memo: dict[int, Any]) -> Style:
        """Return itself: copied mobjects share the style that they were made with."""
        return self

    def colour(self, role: str) -> str:
        """Return the theme's colour for a role."""
        return self._read(role.replace("-", "_"), self._theme.of(role))

    def em(self, size: float) -> float:
        """Return scene units per em in this theme; a number that is no `Size` stays as it is."""
        if not isinstance(size, Size):
            return size
        own: float = getattr(self._theme.type, size.name)
        self._read(f"type {size.name}", f"{own:g}")
        return own * (float(size) / float(Size(size.name)))

    def width(self, role: str) -> float:
        """Return the width of a line in a role's colour."""
        name = WIDTHS.get(role.replace("-", "_"))
        if name is None:
            return LINE
        own: float = getattr(self._theme.widths, name)
        self._read(f"width {name}", f"{own:g}")
        return own

    def _read(self, part: str, value: str) -> str:
        self.theme_parts_read[part] = value
        return value

    def formula(self, formula: Formula, em: float = EQUATION, role: str | None = None) -> Label:
        """Return a formula, each token in its own role's colour unless `role` is given."""
        colours = [self.colour(role or token.role) for token in tokens(formula)]
        return self.typesetter.formula(formula, self.em(em), colours)

    def words(
        self,
        parts: RichText | str,
        em: float = STEP,
        role: str = "ink",
        weight: str = "regular",
        width: float | None = None,
    ) -> Label:
        """Return words, and formulas between them, in lines of at most `width` scene units."""
        rich: RichText = (parts,) if isinstance(parts, str) else parts
        colours = [
            self.colour(role if token.role == "ink" else token.role) for token in tokens_of(rich)
        ]
        return self.typesetter.rich(rich, self.em(em), colours, weight, width)

    def line(self, mobject: Drawn, role: str, width: float | None = None) -> Drawn:
        """Stroke a mobject in a role's colour and, unless `width` says another, in its width."""
        width = self.width(role) if width is None else width
        mobject.set_stroke(self.colour(role), width=width, opacity=1)
        return mobject

    def fill(self, mobject: Drawn, role: str, opacity: float = 1) -> Drawn:
        """Fill a mobject in a role's colour."""
        mobject.set_fill(self.colour(role), opacity=opacity)
        return mobject
