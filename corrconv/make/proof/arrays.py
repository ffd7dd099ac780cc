"""What the figures of kernel, image and corner, the title card and the library's must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from corrconv.make.proof import pieces
from corrconv.make.proof.boxes import PatchBox
from corrconv.make.proof.brute import ADDED_TO, Cell
from corrconv.make.proof.layout import Aligned, Below, Level, Name
from corrconv.make.proof.parts import Axes, Cells, Line, Part, Words
from corrconv.make.proof.spelling import COMPUTES, GENERAL, at, bracketed, general
from corrconv.make.proof.subject import Subject

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
    yield from pieces.image(subject, {CENTRE: bracketed(CENTRE)})
    yield pieces.focus("image", "image", [CENTRE])


def corner(subject: Subject) -> Iterator[Part]:
    """F6: the corner in the image, and its indices."""
    yield pieces.title(subject)
    yield from pieces.image(subject)
    yield pieces.focus("image", "image", subject.corner)
    yield Cells("image", "corner", {cell: bracketed(cell) for cell in subject.corner})
    yield Axes("image", "corner", subject.corner, pieces.OF_THE_IMAGE)
    yield pieces.focus("image", "corner", subject.corner)
    yield Line("label", "corner.note", Words())
    yield from pieces.over(Name("image", "corner"), Name("label", "corner.note"))


def title_card(subject: Subject) -> Iterator[Part]:
    """F16: the kernel as it is drawn and as convolution lays it on the image."""
    slug = "convolution"
    yield pieces.title(subject)
    yield pieces.letters(subject)
    yield Cells("kernel", "elements", subject.elements(slug, subject.worked[slug]))
    yield Line("equation", "general", GENERAL[slug])
    for grid in ("letters", "elements"):
        yield Line("label", f"{grid}.note", Words())
        yield from pieces.over(Name("kernel", grid), Name("label", f"{grid}.note"))
    yield Aligned((Name("kernel", "letters"), Name("kernel", "elements")))
    yield Level(
        (Name("kernel", "letters"), Name("equation", "general"), Name("kernel", "elements"))
    )


def library(subject: Subject) -> Iterator[Part]:
    """B1: what each operation makes of one pixel off the centre."""
    only = at("x", subject.impulse)
    yield pieces.title(subject)
    yield Cells("image", "image", {**dict.fromkeys(subject.pixels, ""), subject.impulse: "1"})
    yield pieces.letters(subject)
    yield Line("label", "image.note", Words(frozenset([only])))
    yield Line("label", "letters.note", Words())
    yield Level((Name("image", "image"), Name("label", "image.note")))
    yield Level((Name("kernel", "letters"), Name("label", "letters.note")))
    for slug in ADDED_TO:
        yield from _library_output(subject, slug)
    yield Aligned(tuple(Name("output", f"output.{slug}") for slug in ADDED_TO))


def _library_output(subject: Subject, slug: str) -> Iterator[Part]:
    """The output of one operation: each kernel element where it adds the impulse to."""
    fed: Mapping[Cell, str] = MappingProxyType(
        {ADDED_TO[slug](subject.impulse, tap): letter for tap, letter in subject.letters.items()}
    )
    grid = f"output.{slug}"
    seen = {output: letter for output, letter in fed.items() if output in subject.pixels}
    yield Cells("output", grid, {**dict.fromkeys(subject.pixels, ""), **seen})
    yield Axes("output", grid, subject.pixels)
    yield PatchBox("output", grid, slug, None, fed)
    yield pieces.focus("output", grid, [subject.impulse])
    yield Line("label", f"name.{slug}", COMPUTES[slug])
    yield Line("equation", f"general.{slug}", general(slug))
    yield Line("label", f"users.{slug}", Words())
    names = (
        Name("label", f"name.{slug}"),
        Name("equation", f"general.{slug}"),
        Name("label", f"users.{slug}"),
    )
    yield from pieces.over(Name("output", grid), *names)
    yield Below((*names[:2], Name("output", grid), names[2]))
