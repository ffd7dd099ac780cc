"""F1: what a kernel that slid over the image must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from corrconv.verify.oracle import pieces
from corrconv.verify.oracle.boxes import PatchBox
from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.parts import Cells, Line, Part
from corrconv.verify.oracle.registry import Table
from corrconv.verify.oracle.spelling import at, number, value_sum
from corrconv.verify.oracle.subject import Subject, last_made, reading

FACTORS = 3
"""A product is written as its factors where they have so many characters, or fewer."""


def sliding_one(subject: Subject) -> Iterator[Part]:
    """F1 with one operation: its numbers, and the last sum written out."""
    slug = subject.slug
    last = last_made(subject.order, subject.slid(slug))
    met = subject.under(slug, last)
    pairs = [
        (value, subject.weights[met[place]])
        for place in reading(met)
        if (value := subject.taken(place)) is not None
    ]
    yield pieces.title(subject)
    yield pieces.ordered(subject)
    yield from pieces.panel(subject, slug, slug)
    yield from _kernel_at_work(subject, slug, last)
    yield Line("equation", "sum", f"{at('y', last)}={value_sum(pairs)}", last)
    yield pieces.step([at("y", last)])


def sliding_both(subject: Subject) -> Iterator[Part]:
    """F1 with both operations side by side."""
    yield pieces.title(subject)
    yield pieces.ordered(subject)
    for slug in subject.compared:
        yield from pieces.called(slug, pieces.panel_grids(slug))
        yield from pieces.panel(subject, slug, slug)
        yield from _kernel_at_work(subject, slug, last_made(subject.order, subject.slid(slug)))
    yield pieces.step()


def _kernel_at_work(subject: Subject, slug: str, output: Cell) -> Iterator[Part]:
    """The kernel on the patch of the last output, the box around it, and the output's focus."""
    met = subject.under(slug, output)
    factored = all(
        len(text) <= FACTORS
        for each in subject.slid(slug)
        for place, tap in subject.under(slug, each).items()
        if (text := _product(subject, place, tap, True)) != pieces.NO_PIXEL
    )
    products = {place: _product(subject, place, tap, factored) for place, tap in met.items()}
    yield Cells("term", f"laid.{slug}", products, on=f"image.{slug}")
    yield PatchBox("image", f"image.{slug}", slug, output, met)
    yield pieces.focus("output", f"output.{slug}", [output])


def _product(subject: Subject, place: Cell, tap: Cell, factored: bool) -> str:
    """What the kernel element makes of a place: its factors, or what they come to."""
    value, weight = subject.taken(place), subject.weights[tap]
    if value is None:
        return pieces.NO_PIXEL
    if factored:
        return f"{number(value)}·{number(weight)}"
    return number(Fraction(value) * Fraction(weight))


EXPECTED: Mapping[str, Table] = MappingProxyType(
    {
        "sliding-kernel": sliding_both,
        "sliding-convolution": sliding_one,
        "sliding-cross-correlation": sliding_one,
    }
)
