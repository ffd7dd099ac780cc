"""F16: what the title card must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.expected_entries import Cells, Line, Part, Words
from corrconv.verify.oracle.expected_layout import Aligned, Level, Name, Within
from corrconv.verify.oracle.plain_lesson import Subject
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import GENERAL


def title_card(subject: Subject) -> Iterator[Part]:
    """Yield the kernel as it is drawn and as convolution lays it on the image."""
    slug = "convolution"
    yield shared_entries.title(subject)
    yield shared_entries.letters(subject)
    yield Cells("kernel", "elements", subject.elements(slug, subject.worked[slug]))
    yield Line("equation", "general", GENERAL[slug])
    met = subject.patch(slug, subject.worked[slug])
    first = min(subject.letters, key=lambda tap: (tap[1], tap[0]))
    corners = {
        "letters": first,
        "elements": next(pixel for pixel, tap in met.items() if tap == first),
    }
    for grid, corner in corners.items():
        yield Line("label", f"{grid}.frame", "")
        yield Line("label", f"{grid}.corner", "")
        yield Within(Name("label", f"{grid}.corner"), Name("kernel", grid, corner))
        yield Line("label", f"{grid}.note", Words())
        yield from shared_entries.over(Name("kernel", grid), Name("label", f"{grid}.note"))
    yield Aligned((Name("kernel", "letters"), Name("kernel", "elements")))
    yield Level(
        (Name("kernel", "letters"), Name("equation", "general"), Name("kernel", "elements"))
    )


EXPECTED: Mapping[str, ExpectedParts] = {
    "title-card": title_card,
}
