"""F1: what a kernel that slid over the image must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_parts
from corrconv.verify.oracle.boxes import PatchBox
from corrconv.verify.oracle.layout import Below, Name, Over
from corrconv.verify.oracle.parts import Cells, Line, Part
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import CALLED, at, number, value_sum
from corrconv.verify.oracle.subject import Subject, last_output, reading

SIDE_BY_SIDE = ("convolution", "library-cross-correlation")
"""The operations that are compared: they take the same path."""


def sliding_one(subject: Subject) -> Iterator[Part]:
    """Yield the numbers of one operation, and the last sum written out."""
    slug = subject.slug
    yield shared_parts.title(subject)
    yield shared_parts.order_line(subject)
    yield from shared_parts.panel(subject, slug, slug)
    yield from _kernel_at_work(subject, slug)
    yield shared_parts.step()


def sliding_both(subject: Subject) -> Iterator[Part]:
    """Yield the numbers of both operations side by side."""
    yield shared_parts.title(subject)
    yield shared_parts.order_line(subject)
    for slug in SIDE_BY_SIDE:
        name = Name("label", f"name.{slug}")
        yield Line("label", f"name.{slug}", CALLED[slug])
        yield Over(name, shared_parts.panel_grids(slug))
        yield from shared_parts.panel(subject, slug, slug)
        yield from _kernel_at_work(subject, slug)
        yield Below((Name("image", f"image.{slug}"), Name("equation", f"sum.{slug}")))
    yield shared_parts.step()


def _kernel_at_work(subject: Subject, slug: str) -> Iterator[Part]:
    """Yield the kernel on the patch of the last output, the box around it, the output's focus, and
    its sum."""
    last = last_output(subject.order, subject.sliding_outputs_made(slug))
    taps = subject.sliding_patch(slug, last)
    times = "×" if all(len(number(each)) == 1 for each in subject.weights.values()) else ""
    weights = {place: f"{times}{number(subject.weights[tap])}" for place, tap in taps.items()}
    yield Cells("term", f"laid.{slug}", weights, on=f"image.{slug}")
    yield PatchBox("image", f"image.{slug}", slug, last, taps)
    yield shared_parts.focus("output", f"output.{slug}", [last])
    pairs = [
        (value, subject.weights[taps[place]])
        for place in reading(taps)
        if (value := subject.sliding_value(place)) is not None
    ]
    yield Line("equation", f"sum.{slug}", f"{at('y', last)}={value_sum(pairs)}", last)


EXPECTED: Mapping[str, ExpectedParts] = {
    "sliding-kernel": sliding_both,
    "sliding-convolution": sliding_one,
    "sliding-cross-correlation": sliding_one,
}
