"""The title cards: what they must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.expected_entries import Line, Part
from corrconv.verify.oracle.expected_layout import Below, Level, Name
from corrconv.verify.oracle.plain_lesson import Subject
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import CALLED, general


def card(subject: Subject) -> Iterator[Part]:
    """Yield a title, and under it the general term of each operation that follows."""
    yield shared_entries.title(subject)
    yield Line("label", "rule", "")
    slugs = [operation.slug for operation in subject.figure.announced]
    for slug in slugs:
        yield Line("label", f"name.{slug}", CALLED[slug])
        yield Line("equation", f"general.{slug}", general(slug))
        yield Level((Name("label", f"name.{slug}"), Name("equation", f"general.{slug}")))
    terms = (Name("equation", f"general.{slug}") for slug in slugs)
    yield Below((Name("label", "title"), Name("label", "rule"), *terms))


EXPECTED: Mapping[str, ExpectedParts] = {
    "opening": card,
}
