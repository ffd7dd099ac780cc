"""F9 and F15: what the kernel laid on a patch must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from corrconv.verify.oracle import pieces
from corrconv.verify.oracle.brute_force import patch
from corrconv.verify.oracle.layout import Aligned, Below, Level, Name
from corrconv.verify.oracle.parts import Cells, Line, Part, Words
from corrconv.verify.oracle.registry import Table
from corrconv.verify.oracle.spelling import at, bracketed, heading
from corrconv.verify.oracle.subject import Subject


def drawing(subject: Subject) -> Iterator[Part]:
    """F9 and F15: pixel, kernel index and kernel element, cell by cell."""
    slug, output = subject.slug, subject.output
    met = subject.patch(slug, output)
    yield pieces.title(subject)
    inside = [pixel for pixel in met if pixel in subject.pixels]
    yield Cells("image", "patch", {pixel: bracketed(pixel) for pixel in inside})
    yield pieces.outside(subject, "patch", met, inside=inside)
    yield Cells("kernel", "taps", {pixel: at("h", tap) for pixel, tap in met.items()})
    yield Cells("kernel", "elements", subject.elements(slug, output))
    yield Line("equation", "patch.heading", "x[i,j]")
    yield Line("equation", "taps.heading", heading(slug, output))
    yield Line("label", "elements.heading", Words())
    grids = (Name("image", "patch"), Name("kernel", "taps"), Name("kernel", "elements"))
    roles = ("equation", "equation", "label")
    for grid, role in zip(grids, roles, strict=True):
        yield from pieces.over(grid, Name(role, f"{grid.grid}.heading"))
        yield Below((Name(role, f"{grid.grid}.heading"), grid))
    yield Aligned(grids)
    yield Level(grids)
    yield from _mirrors(subject)
    yield pieces.focus("kernel", "elements", met)
    yield pieces.step([at("y", output)])


def _mirrors(subject: Subject) -> Iterator[Part]:
    """The kernel as it is drawn; where the operation turns it, the steps that lead there."""
    grids = [pieces.letters(subject)]
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
    yield pieces.focus("kernel", grids[-1].grid, grids[-1].texts)


EXPECTED: Mapping[str, Table] = MappingProxyType(
    {
        "convolution-drawing": drawing,
        "cross-correlation-drawing": drawing,
    }
)
