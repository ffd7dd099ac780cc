"""B2: what the outputs made in two orders must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from corrconv.verify.oracle import pieces
from corrconv.verify.oracle.boxes import Spot
from corrconv.verify.oracle.layout import Name, Over
from corrconv.verify.oracle.parts import Line, Part
from corrconv.verify.oracle.registry import Table
from corrconv.verify.oracle.subject import Subject, first_made, last_made

ORDERS = ("reading", "reverse reading")


def traversal(subject: Subject) -> Iterator[Part]:
    """B2: the same numbers twice, and the ways over the image."""
    slug = subject.slug
    outputs = subject.slid(slug)
    yield pieces.title(subject)
    for order in ORDERS:
        name = f"{slug}.{order.replace(' ', '_')}"
        yield Line("label", "order", f"{order} order")
        yield Over(Name("label", "order", None, f"{order} order"), pieces.panel_grids(name))
        yield from pieces.panel(subject, slug, name)
        for end, made in (("start", first_made), ("end", last_made)):
            output = made(order, outputs)
            yield Spot(f"image.{name}", end, output, subject.under(slug, output))
    yield pieces.step()


EXPECTED: Mapping[str, Table] = MappingProxyType(
    {
        "traversal": traversal,
    }
)
