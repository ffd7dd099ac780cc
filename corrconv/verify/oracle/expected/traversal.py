"""B2: what the outputs made in two orders must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.expected_boxes import Spot
from corrconv.verify.oracle.expected_entries import Line, Part
from corrconv.verify.oracle.expected_layout import Name, Over
from corrconv.verify.oracle.plain_lesson import Subject, first_output, last_output
from corrconv.verify.oracle.registry import ExpectedParts

ORDERS = ("reading", "reverse reading")


def traversal(subject: Subject) -> Iterator[Part]:
    """Yield one operation's numbers twice, and the ways over the image."""
    slug = subject.slug
    outputs = subject.sliding_outputs_made(slug)
    yield shared_entries.title(subject)
    for order in ORDERS:
        name = f"{slug}.{order.replace(' ', '_')}"
        yield Line("label", "order", f"{order} order")
        yield Over(Name("label", "order", None, f"{order} order"), shared_entries.panel_grids(name))
        yield from shared_entries.panel(subject, slug, name)
        for end, pick in (("start", first_output), ("end", last_output)):
            output = pick(order, outputs)
            yield Spot(f"image.{name}", end, output, subject.sliding_patch(slug, output))
    yield shared_entries.step()


EXPECTED: Mapping[str, ExpectedParts] = {
    "traversal": traversal,
}
