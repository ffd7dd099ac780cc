"""Which drawn thing of one still is which of another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from corrconv.diff.facts.facts import Thing


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing before and after."""

    before: Thing
    after: Thing

    @property
    def same_place(self) -> bool:
        """Whether its box and its text are exactly the same."""
        return self.before.box == self.after.box and self.before.text == self.after.text

    @property
    def moved(self) -> tuple[float, float, float, float]:
        """By how many pixels left, top, right and bottom edge moved."""
        old, new = self.before.box, self.after.box
        return new[0] - old[0], new[1] - old[1], new[2] - old[2], new[3] - old[3]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs in the order of what was there before, and what has no partner."""

    pairs: tuple[Pair, ...]
    removed: tuple[Thing, ...]
    new: tuple[Thing, ...]


def pair_things(before: Sequence[Thing], after: Sequence[Thing]) -> Pairing:
    """Things of one name belong together, where several have it first those with one text; then
    those of one grid that have one text, and where a grid's only one is gone and there is one
    new, those two."""
    pairing = Pairing((), tuple(before), tuple(after))
    for rule in (_name_and_text, _name, _grid_and_text):
        pairing = _joined(pairing, rule)
    pairing = _joined(pairing, _grid, alone=True)
    place = {id(thing): number for number, thing in enumerate(before)}
    return Pairing(
        tuple(sorted(pairing.pairs, key=lambda pair: place[id(pair.before)])),
        pairing.removed,
        pairing.new,
    )


def _name_and_text(thing: Thing) -> Hashable:
    return (*thing.key, thing.text)


def _name(thing: Thing) -> Hashable:
    return thing.key


def _grid_and_text(thing: Thing) -> Hashable:
    """Only texts that are neither empty nor a letter say who somebody is."""
    return (thing.role, thing.grid, thing.text if len(thing.text) > 1 else id(thing))


def _grid(thing: Thing) -> Hashable:
    return thing.role, thing.grid


def _joined(pairing: Pairing, rule: Callable[[Thing], Hashable], alone: bool = False) -> Pairing:
    """More pairs: those for which `rule` says the same, in their order; where they must be
    `alone`, only if there is one on each side."""
    waiting: dict[Hashable, list[Thing]] = {}
    for thing in pairing.new:
        waiting.setdefault(rule(thing), []).append(thing)
    counts = _counts(pairing.removed, rule)
    found = list(_found(pairing.removed, rule, waiting, counts if alone else {}))
    old = {id(pair.before) for pair in found}
    new = {id(pair.after) for pair in found}
    return Pairing(
        (*pairing.pairs, *found),
        tuple(thing for thing in pairing.removed if id(thing) not in old),
        tuple(thing for thing in pairing.new if id(thing) not in new),
    )


def _counts(things: Sequence[Thing], rule: Callable[[Thing], Hashable]) -> dict[Hashable, int]:
    counts: dict[Hashable, int] = {}
    for thing in things:
        counts[rule(thing)] = counts.get(rule(thing), 0) + 1
    return counts


def _found(
    removed: Sequence[Thing],
    rule: Callable[[Thing], Hashable],
    waiting: dict[Hashable, list[Thing]],
    counts: dict[Hashable, int],
) -> Iterator[Pair]:
    for thing in removed:
        partners = waiting.get(rule(thing), [])
        if counts and (counts[rule(thing)] > 1 or len(partners) > 1):
            continue
        if partners:
            yield Pair(thing, partners.pop(0))
