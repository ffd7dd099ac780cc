"""F4, F5 and F6: what kernel, image and corner must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from corrconv.verify.oracle import pieces
from corrconv.verify.oracle.layout import Aligned, Level, Name
from corrconv.verify.oracle.parts import Axes, Cells, Line, Part, Words
from corrconv.verify.oracle.registry import Table
from corrconv.verify.oracle.spelling import bracketed, number
from corrconv.verify.oracle.subject import Subject

CENTRE = (0, 0)


def kernel(subject: Subject) -> Iterator[Part]:
    """F4: the indices and the letters of the kernel."""
    yield pieces.title(subject)
    yield Cells("kernel", "indices", {tap: bracketed(tap) for tap in subject.letters})
    yield pieces.letters(subject)
    for grid in ("indices", "letters"):
        yield Axes("kernel", grid, subject.letters, pieces.OF_THE_OUTPUT)
        yield Line("label", f"{grid}.note", Words())
        yield from pieces.over(Name("kernel", grid), Name("label", f"{grid}.note"))
    yield Aligned((Name("kernel", "indices"), Name("kernel", "letters")))
    yield Level((Name("kernel", "indices"), Name("kernel", "letters")))


def image(subject: Subject) -> Iterator[Part]:
    """F5: the image, its centre marked."""
    yield pieces.title(subject)
    written = {(at.col, at.row): text for at, text in subject.lesson.written.items()}
    pixels = subject.numbers[0]
    numbers = {cell: number(value) for cell, value in pixels.items()}
    yield from pieces.image(subject, numbers or written or {CENTRE: bracketed(CENTRE)})
    yield pieces.focus("image", "image", [CENTRE])


def corner(subject: Subject) -> Iterator[Part]:
    """F6: the corner in the image, and its indices."""
    yield pieces.title(subject)
    yield from pieces.image(subject)
    yield pieces.focus("image", "image", subject.corner)
    inside = [cell for cell in subject.corner if cell in subject.pixels]
    yield pieces.outside(subject, "corner", subject.corner, inside=inside)
    yield Cells("image", "corner", {cell: bracketed(cell) for cell in inside})
    yield Axes("image", "corner", inside, pieces.OF_THE_IMAGE)
    yield pieces.focus("image", "corner", subject.corner)
    yield Line("label", "corner.note", Words())
    yield from pieces.over(Name("image", "corner"), Name("label", "corner.note"))


EXPECTED: Mapping[str, Table] = MappingProxyType(
    {
        "kernel": kernel,
        "image": image,
        "corner": corner,
    }
)
