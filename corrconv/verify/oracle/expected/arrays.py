"""F4, F5 and F6: what kernel, image and corner must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.expected_entries import Axes, Cells, Line, Part, Words
from corrconv.verify.oracle.expected_layout import Aligned, Level, Name
from corrconv.verify.oracle.plain_lesson import Subject
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import bracketed, number

CENTRE = (0, 0)


def kernel(subject: Subject) -> Iterator[Part]:
    """Yield the indices and the letters of the kernel."""
    yield shared_entries.title(subject)
    yield Cells("kernel", "indices", {tap: bracketed(tap) for tap in subject.letters})
    yield shared_entries.letters(subject)
    for grid in ("indices", "letters"):
        yield Axes("kernel", grid, subject.letters, shared_entries.OF_THE_OUTPUT)
        yield Line("label", f"{grid}.note", Words())
        yield from shared_entries.over(Name("kernel", grid), Name("label", f"{grid}.note"))
    yield Aligned((Name("kernel", "indices"), Name("kernel", "letters")))
    yield Level((Name("kernel", "indices"), Name("kernel", "letters")))


def image(subject: Subject) -> Iterator[Part]:
    """Yield the image, its centre marked."""
    yield shared_entries.title(subject)
    written = {(at.col, at.row): text for at, text in subject.lesson.written.items()}
    pixels = subject.numbers[0]
    numbers = {cell: number(value) for cell, value in pixels.items()}
    yield from shared_entries.image(subject, numbers or written or {CENTRE: bracketed(CENTRE)})
    yield shared_entries.focus("image", "image", [CENTRE])


def corner(subject: Subject) -> Iterator[Part]:
    """Yield the corner in the image, and its indices."""
    yield shared_entries.title(subject)
    yield from shared_entries.image(subject)
    yield shared_entries.focus("image", "image", subject.corner)
    inside = [cell for cell in subject.corner if cell in subject.pixels]
    yield shared_entries.outside(subject, "corner", subject.corner, inside=inside)
    yield Cells("image", "corner", {cell: bracketed(cell) for cell in inside})
    yield Axes("image", "corner", inside, shared_entries.OF_THE_IMAGE)
    yield shared_entries.focus("image", "corner", subject.corner)
    yield Line("label", "corner.note", Words())
    yield from shared_entries.over(Name("image", "corner"), Name("label", "corner.note"))


EXPECTED: Mapping[str, ExpectedParts] = {
    "kernel": kernel,
    "image": image,
    "corner": corner,
}
