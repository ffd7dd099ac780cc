"""One change in words, and how such changes are joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corrconv.diff.facts.facts import Box

AROUND = 24
"""Letters of context that an excerpt keeps."""

LONGEST_WORD = 16

LONG = 60
"""Letters beyond which a text is shown as an excerpt."""


@dataclass(frozen=True, slots=True)
class Change:
    """`what` changed, from `before` to `after` where it has such values ("" otherwise).

    `kind` is a word for programs. `themes` are those in which it was seen, none where it is the
    same for all; `spots` are the boxes on the still that it explains.
    """

    kind: str
    what: str
    before: str = ""
    after: str = ""
    themes: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = field(default=(), compare=False)

    @property
    def sentence(self) -> str:
        """The change in one line; of long texts only what differs."""
        sentence = self.what
        if self.before or self.after:
            before, after = excerpts(self.before, self.after)
            sentence += f": {before or 'nothing'} → {after or 'nothing'}"
        return sentence + (f" ({', '.join(self.themes)})" if self.themes else "")


def join_themes(found: Mapping[str, Sequence[Change]]) -> tuple[Change, ...]:
    """The changes of all themes, each once; those that not every theme has say which has them."""
    every = tuple(found)
    order: dict[Change, list[str]] = {}
    for theme, changes in found.items():
        for change in changes:
            themes = order.setdefault(change, [])
            if theme not in themes:
                themes.append(theme)
    return tuple(
        replace(change, themes=() if len(themes) == len(every) > 1 else tuple(themes))
        for change, themes in order.items()
    )


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Two texts; of long ones only the parts that differ, with a little around them."""
    if max(len(before), len(after)) <= LONG:
        return before, after
    head, old, new, _ = split_difference(before, after)
    return _cut(before, len(head), len(head + old)), _cut(after, len(head), len(head + new))


def split_difference(before: str, after: str) -> tuple[str, str, str, str]:
    """What both begin with, what only the first and only the second has, what both end with;
    whole words, where they are not very long."""
    first = _common(before, after)
    first -= _torn(tuple(_from_end(before[:first])))
    shortest = min(len(before), len(after)) - first
    last = min(_common(tuple(_from_end(before)), tuple(_from_end(after))), shortest)
    last -= _torn(before[len(before) - last :])
    end = len(before) - last
    return before[:first], before[first:end], after[first : len(after) - last], before[end:]


def _torn(letters: Sequence[str]) -> int:
    """How many of the letters, up to the first space, belong to a word that is cut."""
    length = next((place for place, each in enumerate(letters) if each == " "), len(letters))
    return length if length <= LONGEST_WORD else 0


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _from_end(text: str) -> Iterable[str]:
    return (text[-place] for place in range(1, len(text) + 1))


def _cut(text: str, first: int, last: int) -> str:
    begin, end = max(0, first - AROUND), min(len(text), last + AROUND)
    return ("…" if begin else "") + text[begin:end] + ("…" if end < len(text) else "")
