"""An animation from one label to the next: parts that stay move, new ones appear."""

from __future__ import annotations

from difflib import SequenceMatcher

from manim import Animation, FadeIn, TransformFromCopy

from corrconv.draw.text.label import Label


def evolve(before: Label, after: Label) -> list[Animation]:
    """Return animations that bring `after` in from a copy of `before`: parts of the same text move
    as one object, the others fade in where they belong, so that nothing half-way is seen."""
    old = [part.token.text for part in before.parts]
    new = [part.token.text for part in after.parts]
    animations: list[Animation] = []
    for kind, start, stop, first, last in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            pairs = zip(before.parts[start:stop], after.parts[first:last], strict=True)
            animations += [TransformFromCopy(part, twin) for part, twin in pairs]
        else:
            animations += [FadeIn(part) for part in after.parts[first:last]]
    return animations
