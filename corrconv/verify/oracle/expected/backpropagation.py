"""B4: what the gradient of one pixel must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from corrconv.learning.hyperparameters import trusted_places
from corrconv.verify.oracle import shared_parts
from corrconv.verify.oracle.boxes import PatchBox
from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.layout import Below, Level, Name
from corrconv.verify.oracle.parts import Axes, Cells, Line, Part, Words
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import Rational, at, general, number, rounded
from corrconv.verify.oracle.subject import Subject, reading
from corrconv.verify.oracle.trained import (
    LIBRARY,
    finite_difference,
    gradient_terms,
    half_sum_of_squares,
    numbers_of_kernel,
    outputs,
    pixels,
)

FLIPS = "convolution"

MOST_OUTPUTS = 6


def backpropagation(subject: Subject) -> Iterator[Part]:
    """Yield image, dL/dy, the elements that lie on it for one pixel, and the sum."""
    kernel = numbers_of_kernel(subject)
    image = subject.numbers[0] or pixels(subject.pixels)
    back = gradient_terms(LIBRARY, image, kernel)
    most = max(len(shares) for shares in back.values())
    best = [cell for cell in reading(back) if len(back[cell]) == most]
    pixel = subject.impulse if subject.impulse in best else best[0]
    shares, delta = back[pixel], outputs(LIBRARY, image, kernel)
    drawn = _window(delta, shares)
    yield shared_parts.title(subject)
    yield from _grid_of("image", "image", {cell: number(value) for cell, value in image.items()})
    yield shared_parts.focus("image", "image", [pixel])
    yield from _grid_of("output", "output", {cell: number(delta[cell]) for cell in drawn})
    yield PatchBox("output", "output", FLIPS, pixel, shares)
    yield from _grid_of(
        "kernel", "elements", {output: subject.letters[tap] for output, tap in shares.items()}
    )
    yield shared_parts.focus("kernel", "elements", shares)
    yield from _grid_of("kernel", "letters", subject.letters)
    yield from _names(subject, kernel, pixel)
    products = [(delta[output], shares[output]) for output in reading(shares)]
    yield from _sum(subject, pixel, products, kernel)
    places = trusted_places(half_sum_of_squares(image, kernel))
    checked = rounded(finite_difference(image, kernel, pixel), places)
    yield Line("equation", "difference", f"={checked}")
    yield Line("label", "difference.note", Words())
    yield Level((Name("equation", "difference"), Name("label", "difference.note")))
    yield shared_parts.step()


def _sum(
    subject: Subject,
    pixel: Cell,
    products: list[tuple[Rational, Cell]],
    kernel: Mapping[Cell, Rational],
) -> Iterator[Part]:
    """Yield the products of dL/dy and kernel elements, in letters, if the kernel has them, and in
    numbers."""
    yield Line("equation", "gradient", f"∂L/∂{at('x', pixel)}")
    lines = ["sum.numbers", "difference"]
    if not subject.numbers[1]:
        letters = [(delta, subject.letters[tap]) for delta, tap in products]
        yield Line("equation", "sum.letters", f"={_signed(letters)}")
        lines.insert(0, "sum.letters")
    values = [(delta, number(kernel[tap])) for delta, tap in products]
    total = sum(delta * kernel[tap] for delta, tap in products)
    yield Line("equation", "sum.numbers", f"={_signed(values)}={number(total)}")
    yield Below((Name("output", "output"), *(Name("equation", line) for line in lines)))
    yield Level((Name("equation", "gradient"), Name("equation", lines[0])))


def _grid_of(role: str, grid: str, texts: Mapping[Cell, str]) -> Iterator[Part]:
    yield Cells(role, grid, texts)
    yield Axes(role, grid, texts)


def _names(subject: Subject, kernel: Mapping[Cell, Rational], pixel: Cell) -> Iterator[Part]:
    """Yield what stands over the grids."""
    col, row = (number(component) for component in pixel)
    ends = [(subject.letters[tap], kernel[tap]) for tap in reading(kernel)]
    meaning = " … ".join(f"{letter} = {value}" for letter, value in (ends[0], ends[-1]))
    yield Line("label", "forward", "forward: cross-correlation")
    yield Line("equation", f"general.{LIBRARY}", general(LIBRARY))
    yield Line("label", "backward", "backward: convolution")
    yield Line("equation", f"general.{FLIPS}", "δ[m,n]·h[i−m,j−n]")
    yield Line("label", "elements.name", "turned by 180°")
    yield Line("equation", "elements.term", f"h[{col}−m,{row}−n]")
    words = "the kernel" if subject.numbers[1] else f"the kernel, {meaning}"
    yield Line("label", "letters.note", words)
    for role, grid, names in (
        ("image", "image", ("forward", f"general.{LIBRARY}")),
        ("output", "output", ("backward", f"general.{FLIPS}")),
        ("kernel", "elements", ("elements.name", "elements.term")),
    ):
        over = Name("label", names[0]), Name("equation", names[1])
        yield from shared_parts.over(Name(role, grid), *over)
        yield Below((*over, Name(role, grid)))
    note = Name("label", "letters.note")
    yield Below((Name("kernel", "elements"), note, Name("kernel", "letters")))


def _window(delta: Mapping[Cell, Rational], shares: Mapping[Cell, Cell]) -> list[Cell]:
    """Return the outputs that are drawn: all, or where they are many those around the shares."""
    spans = [[cell[axis] for cell in shares] for axis in (0, 1)]
    sizes = (len({cell[axis] for cell in delta}) for axis in (0, 1))
    if max(sizes) <= MOST_OUTPUTS:
        return list(delta)
    return [
        cell
        for cell in delta
        if all(min(span) - 1 <= cell[axis] <= max(span) + 1 for axis, span in enumerate(spans))
    ]


def _signed(products: list[tuple[Rational, str]]) -> str:
    """Return a sum of products; one with a negative first factor is taken away."""
    text = ""
    for delta, factor in products:
        sign = "−" if delta < 0 else "+" if text else ""
        text += (
            f"{sign}{number(abs(Fraction(delta)))}·{f'({factor})' if factor[0] == '−' else factor}"
        )
    return text


EXPECTED: Mapping[str, ExpectedParts] = {
    "backpropagation": backpropagation,
}
