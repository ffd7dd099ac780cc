"""A mobject's family, in one walk. manim makes lists of lists of it, at every frame and at every
change of the scene, which was a fifth of the time of a still. Source: manim 0.22,
`Mobject.get_family`, `extract_mobject_family_members`, `Scene.get_restructured_mobject_list`."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from manim import Mobject


def families(mobjects: Iterable[Mobject], *, drawn: bool = False) -> list[Mobject]:
    """Each mobject followed by its parts, whatever is met twice where it was met last; of `drawn`
    ones only those with points."""
    found: dict[Mobject, None] = {}
    for mobject in mobjects:
        _collect(mobject, drawn, found)
    return list(found)


def without(mobjects: Iterable[Mobject], unwanted: AbstractSet[Mobject]) -> list[Mobject]:
    """The mobjects that are not unwanted; of those with unwanted parts, the other parts."""
    kept: list[Mobject] = []
    for mobject in mobjects:
        if mobject in unwanted:
            continue
        if _reaches(mobject, unwanted):
            kept += without(mobject.submobjects, unwanted)
        else:
            kept.append(mobject)
    return kept


def _collect(mobject: Mobject, drawn: bool, found: dict[Mobject, None]) -> None:
    if not drawn or len(mobject.points):
        found.pop(mobject, None)
        found[mobject] = None
    for part in mobject.submobjects:
        _collect(part, drawn, found)


def _reaches(mobject: Mobject, wanted: AbstractSet[Mobject]) -> bool:
    for part in mobject.submobjects:
        if part in wanted or (part.submobjects and _reaches(part, wanted)):
            return True
    return False
