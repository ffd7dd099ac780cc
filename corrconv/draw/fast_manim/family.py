"""A mobject's family, in one walk. manim makes lists of lists of it, at every frame and at every
change of the scene, which was a fifth of the time of a still. Source: manim 0.22,
`Mobject.get_family`, `extract_mobject_family_members`, `Scene.get_restructured_mobject_list`."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from manim import Mobject


def families(mobjects: Iterable[Mobject], *, drawn: bool = False) -> list[Mobject]:
    """Return each mobject followed by its parts, whatever is met twice where it was met last; of
    `drawn` ones only those with points."""
    found: dict[Mobject, None] = {}
    for mobject in mobjects:
        _collect(mobject, drawn, found)
    return list(found)


def drawing_order(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Return all members of the families that have points, in the order in which a camera draws
    them."""
    return sorted(families(mobjects, drawn=True), key=_z_index)


def without(mobjects: Iterable[Mobject], unwanted: AbstractSet[Mobject]) -> list[Mobject]:
    """Return the mobjects that are not unwanted; of those with unwanted parts, the other parts."""
    kept: list[Mobject] = []
    for mobject in mobjects:
        if mobject in unwanted:
            continue
        if _holds_any(mobject, unwanted):
            kept += without(mobject.submobjects, unwanted)
        else:
            kept.append(mobject)
    return kept


def _z_index(mobject: Mobject) -> float:
    return mobject.z_index


def _collect(mobject: Mobject, drawn: bool, found: dict[Mobject, None]) -> None:
    if not drawn or len(mobject.points):
        found.pop(mobject, None)
        found[mobject] = None
    for part in mobject.submobjects:
        _collect(part, drawn, found)


def _holds_any(mobject: Mobject, sought: AbstractSet[Mobject]) -> bool:
    for part in mobject.submobjects:
        if part in sought or (part.submobjects and _holds_any(part, sought)):
            return True
    return False
