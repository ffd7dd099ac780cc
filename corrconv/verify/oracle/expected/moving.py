"""What the figures must show whose boxes move: sliding, coverage, patches, drawings."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from corrconv.verify.oracle import pieces
from corrconv.verify.oracle.boxes import PatchBox, Spot, Thumbnails
from corrconv.verify.oracle.brute_force import Cell, patch, valid
from corrconv.verify.oracle.layout import Aligned, Below, Level, Name, Over
from corrconv.verify.oracle.parts import Axes, Cells, Line, Part, Words
from corrconv.verify.oracle.spelling import (
    CALLED,
    Rational,
    at,
    bracketed,
    heading,
    number,
    value_sum,
)
from corrconv.verify.oracle.subject import Subject, beyond, first_made, last_made, reading

FACTORS = 3
"""A product is written as its factors where they have so many characters, or fewer."""

ORDERS = ("reading", "reverse reading")


def sliding_one(subject: Subject) -> Iterator[Part]:
    """F1 with one operation: its numbers, and the last sum written out."""
    slug = subject.slug
    last = last_made(subject.order, subject.slid(slug))
    met = subject.under(slug, last)
    pairs = [
        (value, subject.weights[met[place]])
        for place in reading(met)
        if (value := subject.taken(place)) is not None
    ]
    yield pieces.title(subject)
    yield pieces.ordered(subject)
    yield from _panel(subject, slug, slug)
    yield from _kernel_at_work(subject, slug, last)
    yield Line("equation", "sum", f"{at('y', last)}={value_sum(pairs)}", last)
    yield pieces.step([at("y", last)])


def sliding_both(subject: Subject) -> Iterator[Part]:
    """F1 with both operations side by side."""
    yield pieces.title(subject)
    yield pieces.ordered(subject)
    for slug in subject.compared:
        yield from pieces.called(slug, _grids(slug))
        yield from _panel(subject, slug, slug)
        yield from _kernel_at_work(subject, slug, last_made(subject.order, subject.slid(slug)))
    yield pieces.step()


def traversal(subject: Subject) -> Iterator[Part]:
    """B2: the same numbers twice, and the ways over the image."""
    slug = subject.slug
    outputs = subject.slid(slug)
    yield pieces.title(subject)
    for order in ORDERS:
        name = f"{slug}.{order.replace(' ', '_')}"
        yield Line("label", "order", f"{order} order")
        yield Over(Name("label", "order", None, f"{order} order"), _grids(name))
        yield from _panel(subject, slug, name)
        for end, made in (("start", first_made), ("end", last_made)):
            output = made(order, outputs)
            yield Spot(f"image.{name}", end, output, subject.under(slug, output))
    yield pieces.step()


def _grids(name: str) -> tuple[Name, ...]:
    return Name("image", f"image.{name}"), Name("kernel", f"kernel.{name}")


def _panel(subject: Subject, slug: str, name: str) -> Iterator[Part]:
    """Image, kernel and output with their numbers."""
    values, weights = subject.values, subject.weights
    sums = {output: _sum(subject, slug, output) for output in subject.slid(slug)}
    under = [subject.under(slug, output) for output in subject.slid(slug)]
    for role, letter, numbers in (
        ("image", "x", values),
        ("kernel", "h", weights),
        ("output", "y", sums),
    ):
        grid = f"{role}.{name}"
        texts = {cell: number(value) for cell, value in numbers.items()}
        empty = dict.fromkeys(subject.sliding(slug) if role == "output" else (), "")
        yield Cells(role, grid, {**empty, **texts})
        yield Line("label", f"{grid}.name", letter)
        yield from pieces.over(Name(role, grid), Name("label", f"{grid}.name"))
        yield Below((Name("label", f"{grid}.name"), Name(role, grid)))
    outside = {place: _shown(subject, place) for place in beyond(list(values), *under)}
    yield Cells("absent", f"image.{name}.outside", outside, on=f"image.{name}")


def _shown(subject: Subject, place: Cell) -> str:
    value = subject.taken(place)
    return pieces.NO_PIXEL if value is None else number(value)


def _sum(subject: Subject, slug: str, output: Cell) -> Rational:
    """What an output comes to."""
    found = Fraction(0)
    for place, tap in subject.under(slug, output).items():
        value = subject.taken(place)
        found += 0 if value is None else Fraction(value) * Fraction(subject.weights[tap])
    return found


def _kernel_at_work(subject: Subject, slug: str, output: Cell) -> Iterator[Part]:
    """The kernel on the patch of the last output, the box around it, and the output's focus."""
    met = subject.under(slug, output)
    factored = all(
        len(text) <= FACTORS
        for each in subject.slid(slug)
        for place, tap in subject.under(slug, each).items()
        if (text := _product(subject, place, tap, True)) != pieces.NO_PIXEL
    )
    products = {place: _product(subject, place, tap, factored) for place, tap in met.items()}
    yield Cells("term", f"laid.{slug}", products, on=f"image.{slug}")
    yield PatchBox("image", f"image.{slug}", slug, output, met)
    yield pieces.focus("output", f"output.{slug}", [output])


def _product(subject: Subject, place: Cell, tap: Cell, factored: bool) -> str:
    """What the kernel element makes of a place: its factors, or what they come to."""
    value, weight = subject.taken(place), subject.weights[tap]
    if value is None:
        return pieces.NO_PIXEL
    if factored:
        return f"{number(value)}·{number(weight)}"
    return number(Fraction(value) * Fraction(weight))


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


def patches(subject: Subject) -> Iterator[Part]:
    """F11: two patches for one output, and the output that shares the first of them."""
    first, second = subject.compared
    output, taps = subject.worked[first], subject.letters.keys()
    own, other_own = subject.patch(first, output), subject.patch(second, output)
    others = valid(second, own.keys(), taps)
    shared = own.keys() & other_own.keys() & set(subject.pixels)
    yield pieces.title(subject)
    yield from pieces.image(subject, {pixel: bracketed(pixel) for pixel in shared})
    yield pieces.outside(subject, "image", own, other_own)
    for slug in subject.compared:
        yield from pieces.tagged_box(subject, slug, output)
        yield from _legend(slug, output)
        swatch = Name("label", f"swatch.{slug}")
        yield Line("label", swatch.grid, "")
        yield Level((Name("image", "image"), swatch))
        yield Level((swatch, Name("label", f"legend.{slug}", output)))
    for other in others:
        yield from _legend(second, other)
    outputs = [at("y", other) for other in (output, *others)]
    elements = [*outputs, *(at("x", pixel) for pixel in shared)]
    yield pieces.step(elements)


def _legend(slug: str, output: Cell) -> Iterator[Part]:
    yield Line("label", f"legend.{slug}", f"{at('y', output)} of {CALLED[slug]}", output)


def drawing(subject: Subject) -> Iterator[Part]:
    """F9 and F15: pixel, kernel index and kernel element, cell by cell."""
    slug, output = subject.slug, subject.output
    met = subject.patch(slug, output)
    yield pieces.title(subject)
    inside = [pixel for pixel in met if pixel in subject.pixels]
    yield Cells("image", "patch", {pixel: bracketed(pixel) for pixel in inside})
    yield pieces.outside(subject, "patch", met, inside=inside)
    yield Cells("kernel", "taps", {pixel: at("h", tap) for pixel, tap in met.items()})
    yield Cells("kernel", "elements", subject.elements(slug, output))
    yield Line("equation", "patch.heading", "x[i,j]")
    yield Line("equation", "taps.heading", heading(slug, output))
    yield Line("label", "elements.heading", Words())
    grids = (Name("image", "patch"), Name("kernel", "taps"), Name("kernel", "elements"))
    roles = ("equation", "equation", "label")
    for grid, role in zip(grids, roles, strict=True):
        yield from pieces.over(grid, Name(role, f"{grid.grid}.heading"))
        yield Below((Name(role, f"{grid.grid}.heading"), grid))
    yield Aligned(grids)
    yield Level(grids)
    yield from _mirrors(subject)
    yield pieces.focus("kernel", "elements", met)
    yield pieces.step([at("y", output)])


def _mirrors(subject: Subject) -> Iterator[Part]:
    """The kernel as it is drawn; where the operation turns it, the steps that lead there."""
    grids = [pieces.letters(subject)]
    first, second = (patch(subject.slug, (0, 0), [tap]) for tap in ((0, 0), (1, 0)))
    if max(second) < max(first):  # the element to the right meets the pixel to the left
        across = {(-col, row): letter for (col, row), letter in subject.letters.items()}
        turned = {(-col, -row): letter for (col, row), letter in subject.letters.items()}
        for words, texts in (("left–right", across), ("top–bottom", turned)):
            yield Line("label", "mirror", f"mirror {words}")
            grids.append(Cells("kernel", f"mirror.{words}", texts))
    yield from grids
    names = tuple(Name("kernel", grid.grid) for grid in grids)
    yield Aligned(names)
    yield Level(names)
    yield pieces.focus("kernel", grids[-1].grid, grids[-1].texts)
