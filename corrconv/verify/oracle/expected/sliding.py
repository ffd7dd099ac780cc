"""F1: what a kernel that slid over the image must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.expected_boxes import PatchBox
from corrconv.verify.oracle.expected_entries import Cells, Line, Part
from corrconv.verify.oracle.expected_layout import Below, Name, Over
from corrconv.verify.oracle.plain_lesson import Subject, last_output, reading
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import CALLED, at, number, value_sum

SIDE_BY_SIDE = ("convolution", "library-cross-correlation")
"""The operations that are compared: they take the same path."""


def sliding_one(subject: Subject) -> Iterator[Part]:
    """Yield the numbers of one operation, and the last sum written out."""
    slug = subject.slug
    yield shared_entries.title(subject)
    yield shared_entries.order_line(subject)
    yield from shared_entries.panel(subject, slug, slug)
    yield from _kernel_at_work(subject, slug)
    yield shared_entries.step()


def sliding_both(subject: Subject) -> Iterator[Part]:
    """Yield the numbers of both operations side by side."""
    yield shared_entries.title(subject)
    yield shared_entries.order_line(subject)
    for slug in SIDE_BY_SIDE:
        name = Name("label", f"name.{slug}")
        yield Line("label", f"name.{slug}", CALLED[slug])
        yield Over(name, shared_entries.panel_grids(slug))
        yield from shared_entries.panel(subject, slug, slug)
        yield from _kernel_at_work(subject, slug)
        yield Below((Name("image", f"image.{slug}"), Name("equation", f"sum.{slug}")))
    yield shared_entries.step()


def _kernel_at_work(subject: Subject, slug: str) -> Iterator[Part]:
    """Yield the kernel on the patch of the last output, the box around it, the output's focus, and
    its sum."""
    last = last_output(subject.order, subject.sliding_outputs_made(slug))
    taps = subject.sliding_patch(slug, last)
    times = "×" if all(len(number(each)) == 1 for each in subject.weights.values()) else ""
    weights = {place: f"{times}{number(subject.weights[tap])}" for place, tap in taps.items()}
    yield Cells("term", f"laid.{slug}", weights, on=f"image.{slug}")
    yield PatchBox("image", f"image.{slug}", slug, last, taps)
    yield shared_entries.focus("output", f"output.{slug}", [last])
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
