"""Pieces that several figures share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.expected_boxes import PatchBox
from corrconv.verify.oracle.expected_entries import Axes, Cells, Line, Part, Words
from corrconv.verify.oracle.expected_layout import Below, Name, Over
from corrconv.verify.oracle.plain_lesson import Subject, beyond
from corrconv.verify.oracle.spelling import CALLED, TAGS, Rational, bracketed, general, number

OF_THE_IMAGE = ("i", "j")
OF_THE_OUTPUT = ("m", "n")
NO_PIXEL, NO_ELEMENT = "∅", "✗"


def title(subject: Subject) -> Line:
    """Return the figure's title."""
    return Line("label", "title", subject.figure.title)


def step(
    elements: Iterable[str] = (), counts: Iterable[int] | None = None, required: Iterable[int] = ()
) -> Line:
    """Return the last step's words; they may name these elements, and these numbers if any are
    given, and must name the required ones."""
    must = frozenset(map(str, required))
    allowed = None if counts is None else frozenset(map(str, counts)) | must
    return Line("label", "step", Words(frozenset(elements), allowed, must))


def blank(role: str, grid: str, cells: Iterable[Cell]) -> Cells:
    """Return a grid with nothing in its cells."""
    return Cells(role, grid, dict.fromkeys(cells, ""))


def image(subject: Subject, written: dict[Cell, str] | None = None) -> Iterator[Part]:
    """Yield the image with its axes, empty but for what is `written`."""
    texts = {**dict.fromkeys(subject.pixels, ""), **(written or {})}
    yield Cells("image", "image", texts)
    yield Axes("image", "image", subject.pixels, OF_THE_IMAGE)


def outside(
    subject: Subject, grid: str, *groups: Iterable[Cell], inside: Iterable[Cell] = ()
) -> Cells:
    """Return the places beside a grid of pixels, in the rectangle around it and these cells, that
    lie outside the image; each says what is read there."""
    own = tuple(inside) or subject.pixels
    texts = {place: _read(subject, place) for place in beyond(own, *groups)}
    return Cells("absent", f"{grid}.outside", texts, on=grid)


def _read(subject: Subject, place: Cell) -> str:
    found = subject.read(place)
    if found is None:
        return NO_PIXEL
    return bracketed(found) if isinstance(found, tuple) else number(found)


def letters(subject: Subject, grid: str = "letters") -> Cells:
    """Return the kernel by its letters."""
    return Cells("kernel", grid, subject.letters)


def order_line(subject: Subject) -> Line:
    """Return the line that states the order of traversal."""
    return Line("label", "order", f"outputs in {subject.order} order")


def tagged_box(subject: Subject, slug: str, output: Cell) -> Iterator[Part]:
    """Yield the box around an output's patch of the image, with its tag."""
    yield PatchBox("image", "image", slug, output, subject.patch(slug, output))
    yield Line("label", f"tag.{slug}", TAGS[slug])


def focus(role: str, grid: str, cells: Iterable[Cell]) -> PatchBox:
    """Return the box that draws attention to cells."""
    return PatchBox(role, grid, "focus", None, tuple(cells))


def over(grid: Name, *names: Name) -> Iterator[Part]:
    """Yield the rule that these labels stand over or under this grid."""
    for name in names:
        yield Over(name, (grid,))


def named_operation(slug: str, grids: tuple[Name, ...]) -> Iterator[Part]:
    """Yield an operation's name and general term over its grids."""
    yield Line("label", f"name.{slug}", CALLED[slug])
    yield Line("equation", f"general.{slug}", general(slug))
    yield Over(Name("label", f"name.{slug}"), grids)
    yield Over(Name("equation", f"general.{slug}"), grids)


def panel_grids(name: str) -> tuple[Name, ...]:
    """Return the grids that an operation's name and term stand over."""
    return Name("image", f"image.{name}"), Name("kernel", f"kernel.{name}")


def panel(subject: Subject, slug: str, name: str) -> Iterator[Part]:
    """Yield image, kernel and output of a sliding figure with their numbers."""
    values, weights = subject.values, subject.weights
    sums = {output: _sum(subject, slug, output) for output in subject.sliding_outputs_made(slug)}
    under = [subject.sliding_patch(slug, output) for output in subject.sliding_outputs_made(slug)]
    for role, letter, numbers in (
        ("image", "x", values),
        ("kernel", "h", weights),
        ("output", "y", sums),
    ):
        grid = f"{role}.{name}"
        texts = {cell: number(value) for cell, value in numbers.items()}
        empty = dict.fromkeys(subject.sliding_outputs(slug) if role == "output" else (), "")
        yield Cells(role, grid, {**empty, **texts})
        yield Line("label", f"{grid}.name", letter)
        yield from over(Name(role, grid), Name("label", f"{grid}.name"))
        yield Below((Name("label", f"{grid}.name"), Name(role, grid)))
    yield Axes("image", f"image.{name}", list(values))
    yield Axes("output", f"output.{name}", subject.sliding_outputs(slug))
    outside = {place: _taken(subject, place) for place in beyond(list(values), *under)}
    yield Cells("absent", f"image.{name}.outside", outside, on=f"image.{name}")


def _taken(subject: Subject, place: Cell) -> str:
    value = subject.sliding_value(place)
    return NO_PIXEL if value is None else number(value)


def _sum(subject: Subject, slug: str, output: Cell) -> Rational:
    """Return the sum that is an output's number."""
    found = Fraction(0)
    for place, tap in subject.sliding_patch(slug, output).items():
        value = subject.sliding_value(place)
        found += 0 if value is None else Fraction(value) * Fraction(subject.weights[tap])
    return found
