"""A theme: colours by role, sizes of type and widths of lines. Nothing else knows a colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

COLOUR, CUE = "colour", "cue"
"""How a theme tells roles apart: by colours, or by what stands beside them alone."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Hold sizes of type, in scene units per em; 0.2766 of them are 14 px where a frame is shown
    720 px wide."""

    title: float = 0.46
    step: float = 0.34
    equation: float = 0.40
    cell: float = 0.28


@dataclass(frozen=True, slots=True)
class Widths:
    """Hold widths of lines, 100 to a scene unit: of the cells of image, kernel and output, of the
    boxes around patches, of the focus and of a divider."""

    image: float = 2.0
    kernel: float = 2.0
    output: float = 2.0
    box: float = 5.0
    focus: float = 5.0
    divider: float = 3.0


@dataclass(frozen=True, slots=True)
class Exemption:
    """Allow two roles no more than `least` between them, and say why: a contrast ratio where one is
    drawn on the other, a CIEDE2000 distance where they have to be told apart."""

    roles: tuple[str, str]
    least: float
    why: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Hold one colour, #RRGGBB, for each role that a drawn thing can have, and the sizes.

    The operations' colours carry the hyphens of their slugs as underscores. `column` and `row` tint
    the two components of an index and are kept apart from the operations.
    """

    name: str
    paper: str
    ink: str
    muted: str
    grid: str
    image_fill: str
    image_line: str
    kernel_fill: str
    kernel_line: str
    output_fill: str
    output_line: str
    convolution: str
    cross_correlation: str
    library_cross_correlation: str
    column: str
    row: str
    divider: str
    focus: str
    type: Sizes = Sizes()
    widths: Widths = Widths()
    apart: str = COLOUR
    exempt: tuple[Exemption, ...] = ()

    def of(self, role: str) -> str:
        """Return the colour of `role`; KeyError names the known roles."""
        name = role.replace("-", "_")
        if name not in self.roles():
            raise KeyError(f"no theme role {role!r}: wanted one of {', '.join(self.roles())}")
        return str(getattr(self, name))

    @classmethod
    def roles(cls) -> tuple[str, ...]:
        """Return the names of all roles."""
        known = {"name", "type", "widths", "apart", "exempt"}
        return tuple(field.name for field in fields(cls) if field.name not in known)

    def parts(self) -> dict[str, str]:
        """Return all that a drawing can read of the theme, by name: a role, "type cell", "width
        box"."""
        return {
            **{role: getattr(self, role) for role in self.roles()},
            **_numbers("type", self.type),
            **_numbers("width", self.widths),
        }

    @classmethod
    def of_values(cls, values: Mapping[str, object]) -> Theme:
        """Return the theme that `dataclasses.asdict` gave these values, perhaps by way of JSON."""
        rest = dict(values)
        sizes, widths = rest.pop("type"), rest.pop("widths")
        exempt = rest.pop("exempt")
        if not isinstance(sizes, dict) or not isinstance(widths, dict):
            raise TypeError("a theme's sizes are tables")
        return cls(
            **{name: str(value) for name, value in rest.items()},
            type=Sizes(**sizes),
            widths=Widths(**widths),
            exempt=tuple(
                Exemption((each["roles"][0], each["roles"][1]), each["least"], each["why"])
                for each in (exempt if isinstance(exempt, list | tuple) else ())
            ),
        )


def _numbers(kind: str, sizes: Sizes | Widths) -> dict[str, str]:
    return {f"{kind} {each.name}": f"{getattr(sizes, each.name):g}" for each in fields(sizes)}
