"""F12 and F13: what the patches of all outputs must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.brute_force import patch
from corrconv.verify.oracle.expected_boxes import Thumbnails
from corrconv.verify.oracle.expected_entries import Axes, Part
from corrconv.verify.oracle.plain_lesson import Subject, last_output
from corrconv.verify.oracle.registry import ExpectedParts


def coverage(subject: Subject) -> Iterator[Part]:
    """Yield the patch of every output."""
    slug = subject.slug
    outputs = {output: subject.patch(slug, output) for output in subject.outputs_made(slug)}
    last = last_output(subject.order, outputs)
    whole = subject.outputs(slug)
    yield shared_entries.title(subject)
    yield from shared_entries.image(subject)
    yield shared_entries.outside(subject, "image", *outputs.values())
    yield shared_entries.blank("output", "output", whole)
    yield Axes("output", "output", whole, shared_entries.OF_THE_OUTPUT)
    yield shared_entries.order_line(subject)
    yield Thumbnails(slug, subject.pixels, outputs)
    yield from shared_entries.tagged_box(subject, slug, last)
    yield shared_entries.focus("output", "output", [last])
    centres = [pixel for pixel, tap in patch(slug, (1, 1), [(0, 0)]).items() if tap == (0, 0)]
    signs = {1: "", -1: "−"}
    elements = [f"x[{signs[col]}m,{signs[row]}n]" for col, row in centres]
    yield shared_entries.step(["y[m,n]", *elements])


EXPECTED: Mapping[str, ExpectedParts] = {
    "convolution-coverage": coverage,
    "cross-correlation-coverage": coverage,
}
