"""The colours of stills: the fill of each drawn thing, and colours that became other colours.

Where a colour A became B, a smoothed pixel that was a mixture of A and its surroundings moved a
part of the way from A to B; where the surroundings changed as well, it moved a part of both ways.
So the strongest changes are looked for first, and what they explain is not another change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from corrconv.diff.change import Change
from corrconv.diff.facts.model import ComparedFacts, Thing
from corrconv.diff.facts.naming import BOX, CELLS, join_names, name_role, name_things
from corrconv.diff.facts.pairing import Pair
from corrconv.diff.images.pixels import Mask, Pixels, area
from corrconv.theme.colour import COLOUR, channels, format_colour
from corrconv.theme.loader import SHIPPED, shipped
from corrconv.theme.theme import Theme

_SLIGHT = 5
"""Levels of 255 that two colours differ by and are taken for the same."""

_FEWEST = 3
"""Pixels that must have had a colour."""

_PURE = 0.9
"""The share of a colour's pixels that must have become one other colour."""

_MOST = 12
"""Changed colours of a still that are looked for."""

EDGE = 3
"""Pixels around the border of a thing in which its line lies."""

_FILL, _LINE, _TYPE, _GROUND = "fill", "line", "type", "ground"

_SMALLEST = 10
"""Pixels of the shorter side of a thing that has a fill of its own."""

Colour = str
"""#RRGGBB."""

_FEW = 3
"""Grids that are named cell by cell."""


_Roles = Mapping[Colour, str]
"""The names of the roles that have a colour."""

_Levels = tuple[int, int, int]
"""Red, green and blue, 0..255."""

_ColourPair = tuple[_Levels, _Levels]


@dataclass(frozen=True, slots=True)
class Recolouring:
    """Describe one colour of a thing that became another. `aspect` is its fill, its line, its type,
    or the ground of the whole still, which has no thing."""

    thing: Thing | None
    aspect: str
    before: Colour
    after: Colour


@dataclass(frozen=True, slots=True)
class _Part:
    """Hold a thing and where it lies: `mask` are its pixels in `place`; `grounds` is the colour
    behind its type before and after."""

    thing: Thing
    place: tuple[slice, slice]
    mask: Mask
    grounds: _ColourPair


class RecolouringSearch:
    """Find changed colours in two stills, and mark the pixels that they explain.

    Pixels in `explained` may be explained from the start. Only pixels that are `counted` are
    believed to have another colour, but for the ground and for fills, which no smoothing touches.
    """

    def __init__(self, before: Pixels, after: Pixels, counted: Mask, explained: Mask) -> None:
        self._before, self._after = before.astype(np.int16), after.astype(np.int16)
        self._moved = self._after - self._before
        self._apart = np.abs(self._moved).max(axis=2) > _SLIGHT
        self._counted = counted
        self._ways: list[NDArray[np.float64]] = []
        self.explained = explained

    def found(self, things: Sequence[Thing]) -> Iterator[Recolouring]:
        """Yield the changed colours of `things`, which have not moved: first of the ground, then
        fills, then the strongest of what is left."""
        if not self._apart.any():
            return
        parts = [self._part(thing) for thing in things]
        parts = [part for part in parts if self._left(part).any()]
        ground = _commonest(self._before), _commonest(self._after)
        if _differ(ground):
            self._explain(ground)
            yield _recolouring(None, _GROUND, ground)
        yield from self._fills(parts, ground)
        for _ in range(_MOST):
            pairs = [(part, self._strongest(part)) for part in parts]
            strongest = max((pair for _, pair in pairs if pair), key=_strength, default=None)
            if strongest is None:
                return
            new = self._explain(strongest)
            for part in parts:
                if (new[part.place] & part.mask).sum() >= _FEWEST:
                    yield _recolouring(part.thing, _aspect(part, new[part.place]), strongest)

    def _fills(self, parts: Sequence[_Part], ground: _ColourPair) -> Iterator[Recolouring]:
        for part in parts:
            if _has_fill(part.thing) and _differ(part.grounds) and part.grounds != ground:
                self._explain(part.grounds)
                yield _recolouring(part.thing, _FILL, part.grounds)

    def _part(self, thing: Thing) -> _Part:
        place = area(thing.box, self._apart.shape, EDGE)
        grounds = _commonest(self._before[place]), _commonest(self._after[place])
        mask = np.ones(self._apart[place].shape, np.bool_)
        if thing.role == BOX:
            mask[2 * EDGE : -2 * EDGE, 2 * EDGE : -2 * EDGE] = False
        return _Part(thing, place, mask, grounds)

    def _left(self, part: _Part) -> Mask:
        left: Mask = self._apart[part.place] & ~self.explained[part.place] & part.mask
        return left

    def _strongest(self, part: _Part) -> _ColourPair | None:
        """Return, of the pairs of colours that stand for each other purely, the one furthest apart.
        A colour that became the ground, or the other way round, is something that went or came."""
        left = self._left(part) & self._counted[part.place]
        if left.sum() < _FEWEST:
            return None
        before, after = self._before[part.place], self._after[part.place]
        both = np.concatenate([before[left], after[left]], axis=1)
        pairs, counts = np.unique(both, axis=0, return_counts=True)
        strength = np.abs(pairs[:, 3:] - pairs[:, :3]).max(axis=1)
        for place in np.lexsort((-counts, -strength)):
            old, new = pairs[place, :3], pairs[place, 3:]
            pair = _levels(old), _levels(new)
            had = int(((before == old).all(axis=2) & part.mask).sum())
            kept = (pair[0] == part.grounds[0]) == (pair[1] == part.grounds[1])
            if kept and counts[place] >= _FEWEST and counts[place] >= _PURE * had:
                return pair
        return None

    def _explain(self, pair: _ColourPair) -> Mask:
        """Take the pair for a changed colour; return the pixels that only this explains."""
        way = np.subtract(pair[1], pair[0]).astype(np.float64)
        if any(np.abs(way - known).max() <= _SLIGHT for known in self._ways):
            return np.zeros(self._apart.shape, np.bool_)
        self._ways.append(way)
        rows, cols = np.nonzero(self._apart & ~self.explained)
        mixed = _mixed(self._moved[rows, cols].astype(np.float64), self._ways)
        new: Mask = np.zeros(self._apart.shape, np.bool_)
        new[rows[mixed], cols[mixed]] = True
        self.explained = self.explained | new
        return new


def _mixed(moved: NDArray[np.float64], ways: Sequence[NDArray[np.float64]]) -> Mask:
    """Mark the pixels that moved a part of the newest way, perhaps with a part of another."""
    newest = ways[-1]
    found = _near(moved, newest, np.clip(moved @ newest / (newest @ newest), 0, 1))
    for way, other in combinations(ways, 2):
        basis = np.stack([way, other], axis=1)
        if np.linalg.matrix_rank(basis) < 2:
            continue
        shares = np.clip(moved @ np.linalg.pinv(basis).T, 0, 1)
        shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1)
        found |= np.abs(moved - shares @ basis.T).max(axis=1) <= _SLIGHT
    return found


def _near(moved: NDArray[np.float64], way: NDArray[np.float64], share: NDArray[np.float64]) -> Mask:
    near: Mask = np.abs(moved - share[:, None] * way).max(axis=1) <= _SLIGHT
    return near


def _commonest(pixels: Pixels | NDArray[np.int16]) -> _Levels:
    if not pixels.size:
        return (0, 0, 0)
    wide = pixels.reshape(-1, 3).astype(np.int64)
    colours, counts = np.unique(wide @ np.array([1 << 16, 1 << 8, 1]), return_counts=True)
    commonest = int(colours[counts.argmax()])
    return commonest >> 16, commonest >> 8 & 255, commonest & 255


def _levels(values: NDArray[np.int16]) -> _Levels:
    return int(values[0]), int(values[1]), int(values[2])


def _differ(pair: _ColourPair) -> bool:
    return _strength(pair) > _SLIGHT


def _strength(pair: _ColourPair) -> int:
    return int(np.abs(np.subtract(pair[0], pair[1])).max())


def _aspect(part: _Part, new: Mask) -> str:
    """Return which aspect changed: the line of a cell lies around it; a box has nothing else."""
    if part.thing.role == BOX:
        return _LINE
    inside = new[3 * EDGE : -3 * EDGE, 3 * EDGE : -3 * EDGE]
    lined = part.thing.role in CELLS or not part.thing.text
    return _LINE if lined and inside.sum() * 2 < new.sum() else _TYPE


def _recolouring(thing: Thing | None, aspect: str, pair: _ColourPair) -> Recolouring:
    return Recolouring(thing, aspect, *(format_colour(each) for each in pair))


def fill_colours(pixels: Pixels, drawn: Sequence[Thing]) -> tuple[Colour, ...]:
    """Return the commonest colour of each drawn thing, in their order; "" for type and boxes, which
    have none, and for things that are too small."""
    return tuple(_fill(pixels, thing) for thing in drawn)


def _has_fill(thing: Thing) -> bool:
    """Tell whether a thing has a fill: a cell, or a thing without text; a box has only its line."""
    return thing.role in CELLS or (thing.role != BOX and not thing.text)


def known_theme(name: str) -> Theme | None:
    """Return the shipped theme of this name, None where there is none."""
    return shipped(name) if name in SHIPPED else None


def _roles(facts: ComparedFacts, theme: str) -> dict[str, Colour]:
    """Return the colour of each role: as the figure read it from its theme; as in the theme that
    ships where its facts do not say."""
    read = {
        name: value.upper() for name, value in facts.theme_parts.items() if COLOUR.fullmatch(value)
    }
    known = known_theme(theme)
    if read or known is None:
        return read
    return {name: known.of(name).upper() for name in known.roles()}


def _fill(pixels: Pixels, thing: Thing) -> Colour:
    if not _has_fill(thing):
        return ""
    rows, cols = area(thing.box, pixels.shape)
    part = pixels[rows, cols]
    shorter = min(part.shape[:2])
    if shorter < _SMALLEST:
        return ""
    edge = shorter // 5
    inner = part[edge : part.shape[0] - edge, edge : part.shape[1] - edge]
    return format_colour(_commonest(inner))


def roles_by_colour(facts: ComparedFacts, theme: str) -> _Roles:
    """Return the roles of each colour, such as "divider or focus"."""
    found: dict[Colour, list[str]] = {}
    for name, colour in _roles(facts, theme).items():
        found.setdefault(colour, []).append(name)
    return {colour: " or ".join(names) for colour, names in found.items()}


def recolouring_changes(
    found: Sequence[Recolouring], before: _Roles, after: _Roles
) -> Iterator[Change]:
    """Yield one change for each aspect and pair of colours; a paler pair is a mixture of a stronger
    one, as thin type shows it."""
    groups: list[list[Recolouring]] = []
    for each in sorted(found, key=lambda each: -_distance(each.before, each.after)):
        group = next((group for group in groups if _same(group[0], each)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    for group in groups:
        things = [each.thing for each in group if each.thing]
        first = group[0]
        what = f"{first.aspect} colour" + (f" of {_who(things)}" if things else " of the still")
        boxes = tuple(thing.box for thing in things)
        colours = (_format(first.before, before), _format(first.after, after))
        yield Change("colour", what, *colours, boxes=boxes)


def changed_fills(
    pairs: Iterable[Pair], before: Sequence[Colour], after: Sequence[Colour], level: float
) -> Iterator[Recolouring]:
    """Yield the pairs whose fills, one for each drawn thing of a side, differ by over `level`."""
    for pair in pairs:
        old, new = before[pair.positions[0]], after[pair.positions[1]]
        if old and new and _distance(old, new) > level:
            yield Recolouring(pair.after, _FILL, old, new)


def theme_part_changes(
    before: ComparedFacts, after: ComparedFacts, named: Iterable[Change]
) -> Iterator[Change]:
    """Yield parts of the theme that the figure reads and that changed, but for pairs of colours
    that a change in `named` has."""
    pairs = {(change.before[:7], change.after[:7]) for change in named if change.kind == "colour"}
    for name in sorted(set(before.theme_parts) & set(after.theme_parts)):
        old, new = before.theme_parts[name], after.theme_parts[name]
        if COLOUR.fullmatch(old) and COLOUR.fullmatch(new):
            if old.upper() != new.upper() and (old.upper(), new.upper()) not in pairs:
                yield Change("colour", f"colour of the role {name}", old.upper(), new.upper())
        elif old != new:
            yield Change("look", f"{name} of the theme", old, new)


def _same(one: Recolouring, other: Recolouring) -> bool:
    """Tell whether `other` changed as `one` did, in part or in full."""
    if one.aspect != other.aspect or _GROUND in (one.aspect, other.aspect):
        return False
    way, moved = (_way(each.before, each.after) for each in (one, other))
    share = float(np.clip(moved @ way / (way @ way), 0, 1))
    return bool(np.abs(moved - share * way).max() <= _SLIGHT) and (
        one.aspect != _FILL or one.before == other.before
    )


def _way(before: Colour, after: Colour) -> NDArray[np.float64]:
    """Return by how many levels red, green and blue changed."""
    return np.subtract(channels(after), channels(before), dtype=np.float64)


def _distance(before: Colour, after: Colour) -> float:
    return float(np.abs(_way(before, after)).max())


def _format(colour: Colour, names: _Roles) -> str:
    return f"{colour} ({names[colour]})" if colour in names else colour


def _who(things: Sequence[Thing]) -> str:
    """Name few things one by one, many by their roles and grids."""
    grids = dict.fromkeys((thing.role, thing.grid) for thing in things)
    if len(grids) <= _FEW:
        return name_things(things)
    kinds = dict.fromkeys(name_role(role) for role, _ in grids)
    names = join_names(dict.fromkeys(grid or role for role, grid in grids))
    return f"{len(things)} {' and '.join(kinds)} ({names})"
