"""How a worked table and the panel to its left share the frame, in scene units."""

from __future__ import annotations

from dataclasses import dataclass

LEFT, RIGHT = -6.35, 6.33
"""How far the two may reach where they need the room."""

GAP, NARROW_AIR = 0.2, 0.2
"""Between panel and table, and between the table's columns, at the least."""

SLACK = 0.06
"""What the usual panel takes more, its type being a hair smaller."""

NARROWEST = 4.2
"""A panel's general term, and words that are broken into lines, want so much."""


@dataclass(frozen=True, slots=True)
class TableShares:
    """The panel's middle and width, the table's right edge and the distance of its columns, and
    by how much type of the usual size must shrink."""

    middle: float
    panel: float
    edge: float
    air: float
    scale: float = 1.0


def shared(panel: float, table: float, chip: float, usual: TableShares) -> TableShares:
    """The usual shares where a panel so wide and a table of so wide formulas, beside chips, fit
    into them; else the table takes what it needs and the panel the rest, and where that is not
    enough both shrink alike."""
    columns = usual.edge - usual.middle - usual.panel / 2 - chip - 3 * usual.air
    if panel <= usual.panel + SLACK and table <= columns:
        return usual
    panel = max(panel, NARROWEST)
    room = RIGHT - LEFT - GAP - chip
    air = min(usual.air, max(NARROW_AIR, (room - panel - table) / 3))
    scale = min(1.0, (room - 3 * air) / (panel + table))
    width = room - 3 * air - table * scale
    return TableShares(LEFT + width / 2, width, RIGHT, air, scale)
