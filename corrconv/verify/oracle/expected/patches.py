"""F11: what the patches of two operations must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.brute_force import Cell, valid
from corrconv.verify.oracle.expected_entries import Line, Part
from corrconv.verify.oracle.expected_layout import Below, Level, Name
from corrconv.verify.oracle.plain_lesson import Subject
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import CALLED, at, bracketed, heading


def patches(subject: Subject) -> Iterator[Part]:
    """Yield two patches for one output, and the output that shares the first of them."""
    first, second = subject.compared
    output, taps = subject.worked[first], subject.letters.keys()
    own, other_own = subject.patch(first, output), subject.patch(second, output)
    others = valid(second, own.keys(), taps)
    shared = own.keys() & other_own.keys() & set(subject.pixels)
    yield shared_entries.title(subject)
    yield from shared_entries.image(subject, {pixel: bracketed(pixel) for pixel in shared})
    yield shared_entries.outside(subject, "image", own, other_own)
    for slug in subject.compared:
        yield from shared_entries.tagged_box(subject, slug, output)
        yield from _legend(slug, output)
        swatch = Name("label", f"swatch.{slug}")
        yield Line("label", swatch.grid, "")
        test = Name("label", f"test.{slug}", output)
        yield Line("label", test.grid, f"where {heading(slug, output)} exists", output)
        yield Below((Name("label", f"legend.{slug}", output), test))
        yield Level((Name("image", "image"), swatch))
        yield Level((swatch, Name("label", f"legend.{slug}", output)))
    for other in others:
        yield from _legend(second, other)
    outputs = [at("y", other) for other in (output, *others)]
    elements = [*outputs, *(at("x", pixel) for pixel in shared)]
    yield shared_entries.step(elements)


def _legend(slug: str, output: Cell) -> Iterator[Part]:
    yield Line("label", f"legend.{slug}", f"{at('y', output)} of {CALLED[slug]}", output)


EXPECTED: Mapping[str, ExpectedParts] = {
    "patches": patches,
}
