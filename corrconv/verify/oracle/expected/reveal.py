"""F9 and F15: what the kernel laid on a patch must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_parts
from corrconv.verify.oracle.brute_force import patch
from corrconv.verify.oracle.layout import Aligned, Below, Level, Name
from corrconv.verify.oracle.parts import Cells, Line, Part, Words
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import at, bracketed, heading
from corrconv.verify.oracle.subject import Subject


def drawing(subject: Subject) -> Iterator[Part]:
    """Yield pixel, kernel index and kernel element, cell by cell."""
    slug, output = subject.slug, subject.output
    taps = subject.patch(slug, output)
    yield shared_parts.title(subject)
    inside = [pixel for pixel in taps if pixel in subject.pixels]
    yield Cells("image", "patch", {pixel: bracketed(pixel) for pixel in inside})
    yield shared_parts.outside(subject, "patch", taps, inside=inside)
    yield Cells("kernel", "taps", {pixel: at("h", tap) for pixel, tap in taps.items()})
    yield Cells("kernel", "elements", subject.elements(slug, output))
    yield Line("equation", "patch.heading", "x[i,j]")
    yield Line("equation", "taps.heading", heading(slug, output))
    yield Line("label", "elements.heading", Words())
    grids = (Name("image", "patch"), Name("kernel", "taps"), Name("kernel", "elements"))
    roles = ("equation", "equation", "label")
    for grid, role in zip(grids, roles, strict=True):
        yield from shared_parts.over(grid, Name(role, f"{grid.grid}.heading"))
        yield Below((Name(role, f"{grid.grid}.heading"), grid))
    yield Aligned(grids)
    yield Level(grids)
    yield from _mirrors(subject)
    yield shared_parts.focus("kernel", "elements", taps)
    yield shared_parts.step([at("y", output)])


def _mirrors(subject: Subject) -> Iterator[Part]:
    """Yield the kernel as it is drawn and, where the operation turns it, the steps that lead
    there."""
    grids = [shared_parts.letters(subject)]
    first, second = (patch(subject.slug, (0, 0), [tap]) for tap in ((0, 0), (1, 0)))
    if max(second) < max(first):  # the element to the right meets the pixel to the left
        across = {(-col, row): letter for (col, row), letter in subject.letters.items()}
        turned = {(-col, -row): letter for (col, row), letter in subject.letters.items()}
        for words, texts in (("left–right", across), ("top–bottom", turned)):
            yield Line("label", "mirror", f"mirror {words}")
            grids.append(Cells("kernel", f"mirror.{words}", texts))
    yield from grids
    names = tuple(Name("kernel", grid.grid) for grid in grids)
    yield Aligned(names)
    yield Level(names)
    yield shared_parts.focus("kernel", grids[-1].grid, grids[-1].texts)


EXPECTED: Mapping[str, ExpectedParts] = {
    "convolution-drawing": drawing,
    "cross-correlation-drawing": drawing,
}
