"""F12 and F13: what the patches of all outputs must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_parts
from corrconv.verify.oracle.boxes import Thumbnails
from corrconv.verify.oracle.brute_force import patch
from corrconv.verify.oracle.parts import Axes, Part
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.subject import Subject, last_output


def coverage(subject: Subject) -> Iterator[Part]:
    """Yield the patch of every output."""
    slug = subject.slug
    outputs = {output: subject.patch(slug, output) for output in subject.outputs_made(slug)}
    last = last_output(subject.order, outputs)
    whole = subject.outputs(slug)
    yield shared_parts.title(subject)
    yield from shared_parts.image(subject)
    yield shared_parts.outside(subject, "image", *outputs.values())
    yield shared_parts.blank("output", "output", whole)
    yield Axes("output", "output", whole, shared_parts.OF_THE_OUTPUT)
    yield shared_parts.order_line(subject)
    yield Thumbnails(slug, subject.pixels, outputs)
    yield from shared_parts.tagged_box(subject, slug, last)
    yield shared_parts.focus("output", "output", [last])
    centres = [pixel for pixel, tap in patch(slug, (1, 1), [(0, 0)]).items() if tap == (0, 0)]
    signs = {1: "", -1: "−"}
    elements = [f"x[{signs[col]}m,{signs[row]}n]" for col, row in centres]
    yield shared_parts.step(["y[m,n]", *elements])


EXPECTED: Mapping[str, ExpectedParts] = {
    "convolution-coverage": coverage,
    "cross-correlation-coverage": coverage,
}
