"""What every drawing needs at hand: the theme's colours and the typesetter, at four sizes."""

from __future__ import annotations

from typing import Any, TypeVar

from manim import VMobject

from corrconv.draw.label import Label
from corrconv.draw.typesetter import Rich, Typesetter, tokens_of
from corrconv.formula import Formula, tokens
from corrconv.theme import Theme

TITLE = 0.46
STEP = 0.34
EQUATION = 0.40
CELL = 0.28
"""The four sizes of type, in scene units per em. CELL is 14 px in a still shown at 720 px."""

LINE = 2.0
"""Width of a cell's line; manim draws 100 of them to a scene unit."""

Drawn = TypeVar("Drawn", bound=VMobject)


class Kit:
    """Colours and type for one scene."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.type = Typesetter()

    def __deepcopy__(self, memo: dict[int, Any]) -> Kit:
        """Copied mobjects share the kit that they were made with."""
        return self

    def colour(self, role: str) -> str:
        """The theme's colour for a role."""
        return self.theme.of(role)

    def formula(self, formula: Formula, em: float = EQUATION, role: str | None = None) -> Label:
        """A formula, each token in its own role's colour unless `role` is given."""
        colours = [self.colour(role or token.role) for token in tokens(formula)]
        return self.type.formula(formula, em, colours)

    def words(
        self,
        parts: Rich | str,
        em: float = STEP,
        role: str = "ink",
        weight: str = "regular",
        width: float | None = None,
    ) -> Label:
        """Words, and formulas between them, broken into lines at `width` scene units."""
        rich: Rich = (parts,) if isinstance(parts, str) else parts
        colours = [
            self.colour(role if token.role == "ink" else token.role) for token in tokens_of(rich)
        ]
        return self.type.rich(rich, em, colours, weight, width)

    def line(self, mobject: Drawn, role: str, width: float = LINE, **style: Any) -> Drawn:
        """Stroke a mobject in a role's colour."""
        mobject.set_stroke(self.colour(role), width=width, opacity=1, **style)
        return mobject

    def fill(self, mobject: Drawn, role: str, opacity: float = 1) -> Drawn:
        """Fill a mobject in a role's colour."""
        mobject.set_fill(self.colour(role), opacity=opacity)
        return mobject
