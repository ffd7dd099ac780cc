"""Pairs of drawn things: which of one still is which of another."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Sequence
from dataclasses import dataclass

from corrconv.diff.facts.model import Thing


@dataclass(frozen=True, slots=True)
class Pair:
    """One drawn thing before and after, and its positions in the two lists."""

    before: Thing
    after: Thing
    positions: tuple[int, int]

    @property
    def moved(self) -> tuple[float, float, float, float]:
        """Return by how many pixels the left, top, right and bottom edges moved."""
        old, new = self.before.box, self.after.box
        return new[0] - old[0], new[1] - old[1], new[2] - old[2], new[3] - old[3]

    @property
    def stays(self) -> bool:
        """Tell whether it is where it was, with the same text."""
        return self.before.text == self.after.text and max(map(abs, self.moved)) <= 0.5


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs in the order of what was there before, and the things without a partner."""

    pairs: tuple[Pair, ...]
    removed: tuple[Thing, ...]
    new: tuple[Thing, ...]


def pair_things(before: Sequence[Thing], after: Sequence[Thing]) -> Pairing:
    """Pair the things of two stills.

    Things of one name belong together, where several have it first those with one text; then
    those of one grid that have one text, and where a grid's only one is gone and there is one
    new, those two.
    """
    partners: dict[int, int] = {}
    for rule in (_name_and_text, _name, _grid_and_text):
        partners |= _partners(before, after, partners, rule)
    partners |= _partners(before, after, partners, _grid, alone=True)
    taken = frozenset(partners.values())
    return Pairing(
        tuple(
            Pair(before[old], after[partners[old]], (old, partners[old]))
            for old in sorted(partners)
        ),
        tuple(thing for position, thing in enumerate(before) if position not in partners),
        tuple(thing for position, thing in enumerate(after) if position not in taken),
    )


def _name_and_text(thing: Thing) -> Hashable:
    return (*thing.key, thing.text)


def _name(thing: Thing) -> Hashable:
    return thing.key


def _grid_and_text(thing: Thing) -> Hashable:
    """Only texts that are neither empty nor one letter identify a thing."""
    return (thing.role, thing.grid, thing.text if len(thing.text) > 1 else id(thing))


def _grid(thing: Thing) -> Hashable:
    return thing.role, thing.grid


def _partners(
    before: Sequence[Thing],
    after: Sequence[Thing],
    known: dict[int, int],
    rule: Callable[[Thing], Hashable],
    alone: bool = False,
) -> dict[int, int]:
    """Pair the positions without a partner whose things have one `rule` value, in their order;
    where they must be `alone`, only if there is one on each side."""
    old = _positions(before, known, rule)
    new = _positions(after, frozenset(known.values()), rule)
    found: dict[int, int] = {}
    for value, positions in old.items():
        partners = new.get(value, [])
        if not alone or len(positions) == len(partners) == 1:
            found.update(zip(positions, partners, strict=False))
    return found


def _positions(
    things: Sequence[Thing], taken: Container[int], rule: Callable[[Thing], Hashable]
) -> dict[Hashable, list[int]]:
    """Group the positions that are not `taken` by their things' `rule` value."""
    groups: dict[Hashable, list[int]] = {}
    for position, thing in enumerate(things):
        if position not in taken:
            groups.setdefault(rule(thing), []).append(position)
    return groups
