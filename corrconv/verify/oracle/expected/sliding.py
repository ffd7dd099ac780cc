"""F1: what a kernel that slid over the image must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from corrconv.verify.oracle import shared_parts
from corrconv.verify.oracle.boxes import PatchBox
from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.parts import Cells, Line, Part
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import at, number, value_sum
from corrconv.verify.oracle.subject import Subject, last_output, reading

FACTORS = 3
"""A product is written as its factors where they have so many characters, or fewer."""


def sliding_one(subject: Subject) -> Iterator[Part]:
    """Yield the numbers of one operation, and the last sum written out."""
    slug = subject.slug
    last = last_output(subject.order, subject.sliding_outputs_made(slug))
    taps = subject.sliding_patch(slug, last)
    pairs = [
        (value, subject.weights[taps[place]])
        for place in reading(taps)
        if (value := subject.sliding_value(place)) is not None
    ]
    yield shared_parts.title(subject)
    yield shared_parts.order_line(subject)
    yield from shared_parts.panel(subject, slug, slug)
    yield from _kernel_at_work(subject, slug, last)
    yield Line("equation", "sum", f"{at('y', last)}={value_sum(pairs)}", last)
    yield shared_parts.step([at("y", last)])


def sliding_both(subject: Subject) -> Iterator[Part]:
    """Yield the numbers of both operations side by side."""
    yield shared_parts.title(subject)
    yield shared_parts.order_line(subject)
    for slug in subject.compared:
        yield from shared_parts.named_operation(slug, shared_parts.panel_grids(slug))
        yield from shared_parts.panel(subject, slug, slug)
        yield from _kernel_at_work(
            subject, slug, last_output(subject.order, subject.sliding_outputs_made(slug))
        )
    yield shared_parts.step()


def _kernel_at_work(subject: Subject, slug: str, output: Cell) -> Iterator[Part]:
    """Yield the kernel on the patch of the last output, the box around it, and the output's
    focus."""
    taps = subject.sliding_patch(slug, output)
    factored = all(
        len(text) <= FACTORS
        for each in subject.sliding_outputs_made(slug)
        for place, tap in subject.sliding_patch(slug, each).items()
        if (text := _product(subject, place, tap, True)) != shared_parts.NO_PIXEL
    )
    products = {place: _product(subject, place, tap, factored) for place, tap in taps.items()}
    yield Cells("term", f"laid.{slug}", products, on=f"image.{slug}")
    yield PatchBox("image", f"image.{slug}", slug, output, taps)
    yield shared_parts.focus("output", f"output.{slug}", [output])


def _product(subject: Subject, place: Cell, tap: Cell, factored: bool) -> str:
    """Return what the kernel element makes of a place: its factors, or what they come to."""
    value, weight = subject.sliding_value(place), subject.weights[tap]
    if value is None:
        return shared_parts.NO_PIXEL
    if factored:
        return f"{number(value)}·{number(weight)}"
    return number(Fraction(value) * Fraction(weight))


EXPECTED: Mapping[str, ExpectedParts] = {
    "sliding-kernel": sliding_both,
    "sliding-convolution": sliding_one,
    "sliding-cross-correlation": sliding_one,
}
