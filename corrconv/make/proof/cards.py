"""What a lecture's title cards must show."""

from __future__ import annotations

from collections.abc import Iterator

from corrconv.catalog import OPENING
from corrconv.make.proof.layout import Below, Level, Name
from corrconv.make.proof.parts import Line, Part
from corrconv.make.proof.spelling import CALLED, general
from corrconv.make.proof.subject import Subject

COMPARED = ("convolution", "cross-correlation")


def card(subject: Subject) -> Iterator[Part]:
    """A title, and under it the general term of each operation that follows."""
    opening = subject.figure == OPENING
    yield Line("label", "title", subject.lesson.title if opening else subject.figure.title)
    yield Line("label", "rule", "")
    slugs = (subject.slug,) if subject.slug else COMPARED
    for slug in slugs:
        yield Line("label", f"name.{slug}", CALLED[slug])
        yield Line("equation", f"general.{slug}", general(slug))
        yield Level((Name("label", f"name.{slug}"), Name("equation", f"general.{slug}")))
    terms = (Name("equation", f"general.{slug}") for slug in slugs)
    yield Below((Name("label", "title"), Name("label", "rule"), *terms))
