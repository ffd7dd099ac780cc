"""Colours by role. Nothing outside this module knows a colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour, #RRGGBB, for each role a drawn thing can have.

    The operations' colours carry the hyphens of their slugs as underscores. `column` and `row`
    tint the two components of an index and are kept apart from the operations.
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

    def of(self, role: str) -> str:
        """The colour of `role`; KeyError names the known roles."""
        name = role.replace("-", "_")
        if name not in self.roles():
            raise KeyError(f"no theme role {role!r}: wanted one of {', '.join(self.roles())}")
        return str(getattr(self, name))

    @classmethod
    def roles(cls) -> tuple[str, ...]:
        """Every role's name."""
        return tuple(field.name for field in fields(cls) if field.name != "name")


LIGHT = Theme(
    name="light",
    paper="#FFFFFF",
    ink="#1A1F24",
    muted="#5C6670",
    grid="#C3CAD1",
    image_fill="#DCEEDD",
    image_line="#5F7F66",
    kernel_fill="#FFE08A",
    kernel_line="#8A6A00",
    output_fill="#F6D5E5",
    output_line="#9C4A75",
    convolution="#8E0B20",
    cross_correlation="#2E9E7A",
    library_cross_correlation="#6A4FB3",
    column="#C2410C",
    row="#1B6FA8",
    divider="#1F5FD0",
    focus="#1F5FD0",
)

DARK = Theme(
    name="dark",
    paper="#12161B",
    ink="#F2F4F6",
    muted="#9AA5B1",
    grid="#3A434D",
    image_fill="#1F3A2A",
    image_line="#7FB08E",
    kernel_fill="#5A4708",
    kernel_line="#FFD24D",
    output_fill="#4A2338",
    output_line="#F09AC4",
    convolution="#E8453C",
    cross_correlation="#8FF0B8",
    library_cross_correlation="#B9A5FF",
    column="#FF9F5A",
    row="#6CB8F0",
    divider="#7AA7FF",
    focus="#7AA7FF",
)

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK)})
