"""From one label to the next: what stays the same moves, what is new appears."""

from __future__ import annotations

from difflib import SequenceMatcher

from manim import Animation, FadeIn, TransformFromCopy

from corrconv.draw.text.label import Label


def evolve(before: Label, after: Label) -> list[Animation]:
    """Animations that bring `after` in from a copy of `before`: parts of the same text move as
    the same object, the others fade in where they belong, so that no half-way mark is seen."""
    old = [mark.token.text for mark in before.parts]
    new = [mark.token.text for mark in after.parts]
    animations: list[Animation] = []
    for kind, start, stop, first, last in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            pairs = zip(before.parts[start:stop], after.parts[first:last], strict=True)
            animations += [TransformFromCopy(mark, twin) for mark, twin in pairs]
        else:
            animations += [FadeIn(mark) for mark in after.parts[first:last]]
    return animations
