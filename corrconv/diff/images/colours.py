"""Changed colours in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from corrconv.diff.change import Change
from corrconv.diff.facts.facts import Facts, Thing
from corrconv.diff.facts.naming import listed, plural, several
from corrconv.diff.images.palette import Colour, alike, channels, is_colour, roles
from corrconv.diff.images.recolouring import FILL, GROUND, SLIGHT, Recolouring

FEW = 3
"""Grids that are named cell by cell."""


Roles = Mapping[Colour, str]
"""The names of the roles that have a colour, before and after."""


def named_roles(facts: Facts, theme: str) -> Roles:
    """The roles of each colour, such as "divider or focus"."""
    found: dict[Colour, list[str]] = {}
    for name, colour in roles(facts, theme).items():
        found.setdefault(colour, []).append(name)
    return {colour: " or ".join(names) for colour, names in found.items()}


def recolourings(found: Sequence[Recolouring], before: Roles, after: Roles) -> Iterator[Change]:
    """One change for each aspect and pair of colours; a paler pair is a mixture of a stronger
    one, as thin type shows it."""
    groups: list[list[Recolouring]] = []
    for each in sorted(found, key=lambda each: -_strength(each)):
        group = next((group for group in groups if _same(group[0], each)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    for group in groups:
        things = [each.thing for each in group if each.thing]
        first = group[0]
        what = f"{first.aspect} colour" + (f" of {_who(things)}" if things else " of the still")
        spots = tuple(thing.box for thing in things)
        told = (_told(first.before, before), _told(first.after, after))
        yield Change("colour", what, *told, spots=spots)


def refilled(pairs: Iterable[tuple[Thing, Colour, Colour]], level: float) -> Iterator[Recolouring]:
    """Things whose fills differ by more than `level`."""
    for thing, before, after in pairs:
        if before and after and not alike(before, after, level):
            yield Recolouring(thing, FILL, before, after)


def worn(before: Facts, after: Facts, told: Iterable[Change]) -> Iterator[Change]:
    """What the figure reads of its theme and is otherwise than before, where `told` has not named
    those two colours."""
    named = {(change.before[:7], change.after[:7]) for change in told if change.kind == "colour"}
    for name in sorted(set(before.look) & set(after.look)):
        old, new = before.look[name], after.look[name]
        if is_colour(old) and is_colour(new):
            if old.upper() != new.upper() and (old.upper(), new.upper()) not in named:
                yield Change("colour", f"colour of the role {name}", old.upper(), new.upper())
        elif old != new:
            yield Change("look", f"{name} of the theme", old, new)


def _same(one: Recolouring, other: Recolouring) -> bool:
    """Whether `other` changed as `one` did, in part or in full."""
    if one.aspect != other.aspect or GROUND in (one.aspect, other.aspect):
        return False
    way, moved = _way(one), _way(other)
    share = float(np.clip(moved @ way / (way @ way), 0, 1))
    return bool(np.abs(moved - share * way).max() <= SLIGHT) and (
        one.aspect != FILL or one.before == other.before
    )


def _way(each: Recolouring) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return (channels(each.after) - channels(each.before)).astype(np.float64)


def _strength(each: Recolouring) -> float:
    return float(np.abs(_way(each)).max())


def _told(colour: Colour, roles: Roles) -> str:
    return f"{colour} ({roles[colour]})" if colour in roles else colour


def _who(things: Sequence[Thing]) -> str:
    """Few things by name, many by their roles and grids."""
    grids = dict.fromkeys((thing.role, thing.grid) for thing in things)
    if len(grids) <= FEW:
        return several(things)
    kinds = dict.fromkeys(plural(role) for role, _ in grids)
    names = listed(dict.fromkeys(grid or role for role, grid in grids))
    return f"{len(things)} {' and '.join(kinds)} ({names})"
