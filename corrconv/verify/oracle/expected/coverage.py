"""F12 and F13: what the patches of all outputs must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from corrconv.verify.oracle import pieces
from corrconv.verify.oracle.boxes import Thumbnails
from corrconv.verify.oracle.brute_force import patch
from corrconv.verify.oracle.parts import Axes, Part
from corrconv.verify.oracle.registry import Table
from corrconv.verify.oracle.subject import Subject, last_made


def coverage(subject: Subject) -> Iterator[Part]:
    """F12 and F13: the patch of every output."""
    slug = subject.slug
    outputs = {output: subject.patch(slug, output) for output in subject.covered(slug)}
    last = last_made(subject.order, outputs)
    whole = subject.outputs(slug)
    yield pieces.title(subject)
    yield from pieces.image(subject)
    yield pieces.outside(subject, "image", *outputs.values())
    yield pieces.blank("output", "output", whole)
    yield Axes("output", "output", whole, pieces.OF_THE_OUTPUT)
    yield pieces.ordered(subject)
    yield Thumbnails(slug, subject.pixels, outputs)
    yield from pieces.tagged_box(subject, slug, last)
    yield pieces.focus("output", "output", [last])
    centres = [pixel for pixel, tap in patch(slug, (1, 1), [(0, 0)]).items() if tap == (0, 0)]
    signs = {1: "", -1: "−"}
    elements = [f"x[{signs[col]}m,{signs[row]}n]" for col, row in centres]
    yield pieces.step(["y[m,n]", *elements])


EXPECTED: Mapping[str, Table] = MappingProxyType(
    {
        "convolution-coverage": coverage,
        "cross-correlation-coverage": coverage,
    }
)
