"""One change in words, and how the changes of several themes are joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corrconv.diff.facts.model import Box

AROUND = 24
"""Letters of context that an excerpt keeps."""

LONGEST_WORD = 16

LONG = 60
"""Letters beyond which a text is shown as an excerpt."""


@dataclass(frozen=True, slots=True)
class Change:
    """Describe one change: `what` changed, from `before` to `after` where it has such values (""
    otherwise).

    `kind` is a word for programs. `themes` are those in which it was seen, none where it is the
    same for all; `boxes` are the parts of the still that it explains.
    """

    kind: str
    what: str
    before: str = ""
    after: str = ""
    themes: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = field(default=(), compare=False)

    @property
    def sentence(self) -> str:
        """Return the change in one line; of long texts only what differs."""
        sentence = self.what
        if self.before or self.after:
            before, after = excerpts(self.before, self.after)
            sentence += f": {before or 'nothing'} → {after or 'nothing'}"
        return sentence + (f" ({', '.join(self.themes)})" if self.themes else "")


def join_themes(found: Mapping[str, Sequence[Change]]) -> tuple[Change, ...]:
    """Return the changes of all themes, each once; those that not every theme has name theirs."""
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
    """Return two texts; of long ones only the parts that differ, with a little around them."""
    if max(len(before), len(after)) <= LONG:
        return before, after
    head, old, new, _ = split_difference(before, after)
    return _cut(before, len(head), len(head + old)), _cut(after, len(head), len(head + new))


def split_difference(before: str, after: str) -> tuple[str, str, str, str]:
    """Split two texts into what both begin with, what only the first and only the second has, and
    what both end with; at whole words, where they are not very long."""
    first = _common(before, after)
    first -= _torn(tuple(_from_end(before[:first])))
    shortest = min(len(before), len(after)) - first
    last = min(_common(tuple(_from_end(before)), tuple(_from_end(after))), shortest)
    last -= _torn(before[len(before) - last :])
    end = len(before) - last
    return before[:first], before[first:end], after[first : len(after) - last], before[end:]


def _torn(letters: Sequence[str]) -> int:
    """Count the letters, up to the first space, that belong to a word that is cut."""
    length = next((place for place, each in enumerate(letters) if each == " "), len(letters))
    return length if length <= LONGEST_WORD else 0


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the letters that both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _from_end(text: str) -> Iterable[str]:
    return (text[-place] for place in range(1, len(text) + 1))


def _cut(text: str, first: int, last: int) -> str:
    begin, end = max(0, first - AROUND), min(len(text), last + AROUND)
    return ("…" if begin else "") + text[begin:end] + ("…" if end < len(text) else "")
