"""What the figures on networks must show: two layers that learned, and one pixel's gradient."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from corrconv.learning.hyperparameters import Hyperparameters, trusted_places
from corrconv.verify.oracle import pieces
from corrconv.verify.oracle.boxes import PatchBox
from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.layout import Aligned, Below, Level, Name
from corrconv.verify.oracle.parts import Axes, Cells, Line, Part, Words
from corrconv.verify.oracle.plot import Plot
from corrconv.verify.oracle.spelling import GENERAL, Rational, at, general, number
from corrconv.verify.oracle.subject import Subject, reading
from corrconv.verify.oracle.trained import (
    LIBRARY,
    Trained,
    difference,
    half_squares,
    handed_back,
    numbered,
    outputs,
    pixels,
    trained,
)

NAMES: Mapping[str, str] = MappingProxyType(
    {"library-cross-correlation": "cross-correlation", "convolution": "convolution"}
)
"""What layers are called."""

FLIPS = "convolution"
WEIGHTS: Mapping[str, str] = MappingProxyType({LIBRARY: "w", FLIPS: "v"})
MOST_OUTPUTS = 6


def learning(subject: Subject) -> Iterator[Part]:
    """B3: the weights that both layers end with, those of one turned, and both losses."""
    kernel = _kernel(subject)
    course = Hyperparameters.of(len(kernel))
    layers = {slug: trained(slug, kernel, course) for slug in WEIGHTS}
    places = 2 if max(abs(float(value)) for value in kernel.values()) < 10 else 1
    yield pieces.title(subject)
    for slug, layer in layers.items():
        yield from _layer(slug, layer, places)
    turned = {(-col, -row): value for (col, row), value in layers[FLIPS].weights.items()}
    yield from _weights("turned", turned, places)
    yield pieces.focus("kernel", "turned", turned)
    yield pieces.focus("kernel", f"weights.{LIBRARY}", layers[LIBRARY].weights)
    yield Line("label", "turned.name", "turned by 180°")
    yield Line("equation", "turned.term", "v[−k,−l]")
    yield from pieces.over(
        Name("kernel", "turned"), Name("label", "turned.name"), Name("equation", "turned.term")
    )
    last = reading(kernel)[-1]
    opposite = -last[0], -last[1]
    yield Line("equation", "same", "w[k,l]=v[−k,−l]")
    yield Line("equation", "same.corner", f"{at('w', last)}={at('v', opposite)}")
    yield Line("equation", "equal", "=")
    grids = Name("kernel", f"weights.{LIBRARY}"), Name("kernel", "turned")
    yield Level((grids[0], Name("equation", "equal"), grids[1], Name("kernel", _grid(FLIPS))))
    yield Aligned((*grids, Name("kernel", _grid(FLIPS))))
    yield Below((grids[1], Name("equation", "same"), Name("equation", "same.corner")))
    yield from _plots(layers, course)
    yield pieces.step()


def _grid(slug: str) -> str:
    return f"weights.{slug}"


def _weights(grid: str, values: Mapping[Cell, float], places: int) -> Iterator[Part]:
    yield Cells("kernel", grid, {tap: _rounded(value, places) for tap, value in values.items()})
    yield Axes("kernel", grid, values)


def _layer(slug: str, layer: Trained, places: int) -> Iterator[Part]:
    """A layer's name, what it sums, and its weights."""
    yield Line("label", f"name.{slug}", f"{NAMES[slug]} layer")
    yield Line("equation", f"general.{slug}", f"x[i,j]·{WEIGHTS[slug]}{GENERAL[slug][1:]}")
    yield from _weights(_grid(slug), layer.weights, places)
    names = Name("label", f"name.{slug}"), Name("equation", f"general.{slug}")
    yield from pieces.over(Name("kernel", _grid(slug)), *names)
    yield Below((*names, Name("kernel", _grid(slug)), Name("label", f"plot.{slug}")))


def _plots(layers: Mapping[str, Trained], course: Hyperparameters) -> Iterator[Part]:
    """Both on one scale."""
    every = [loss for layer in layers.values() for loss in layer.losses]
    decades = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)))
    knots, steps = [0], (1, 2)
    while steps[0] <= 0.75 * course.steps:
        knots.append(steps[0])
        steps = steps[1], sum(steps)
    for slug, layer in layers.items():
        yield Plot(slug, layer.losses, decades, [*knots, course.steps])


def backpropagation(subject: Subject) -> Iterator[Part]:
    """B4: image, dL/dy, the elements that lie on it for one pixel, and the sum."""
    kernel = _kernel(subject)
    image = subject.numbers[0] or pixels(subject.pixels)
    back = handed_back(LIBRARY, image, kernel)
    most = max(len(shares) for shares in back.values())
    best = [cell for cell in reading(back) if len(back[cell]) == most]
    pixel = subject.impulse if subject.impulse in best else best[0]
    shares, delta = back[pixel], outputs(LIBRARY, image, kernel)
    drawn = _window(delta, shares)
    yield pieces.title(subject)
    yield from _grid_of("image", "image", {cell: number(value) for cell, value in image.items()})
    yield pieces.focus("image", "image", [pixel])
    yield from _grid_of("output", "output", {cell: number(delta[cell]) for cell in drawn})
    yield PatchBox("output", "output", FLIPS, pixel, shares)
    yield from _grid_of(
        "kernel", "elements", {output: subject.letters[tap] for output, tap in shares.items()}
    )
    yield pieces.focus("kernel", "elements", shares)
    yield from _grid_of("kernel", "letters", subject.letters)
    yield from _names(subject, kernel, pixel)
    products = [(delta[output], shares[output]) for output in reading(shares)]
    yield from _sum(subject, pixel, products, kernel)
    places = trusted_places(half_squares(image, kernel))
    checked = _rounded(difference(image, kernel, pixel), places)
    yield Line("equation", "difference", f"={checked}")
    yield Line("label", "difference.note", Words())
    yield Level((Name("equation", "difference"), Name("label", "difference.note")))
    yield pieces.step()


def _sum(
    subject: Subject,
    pixel: Cell,
    products: list[tuple[Rational, Cell]],
    kernel: Mapping[Cell, Rational],
) -> Iterator[Part]:
    """The products of dL/dy and kernel elements, in letters, if the kernel has them, and in
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


def _kernel(subject: Subject) -> Mapping[Cell, Rational]:
    """Its numbers, or those that its letters stand for."""
    return subject.numbers[1] or numbered(subject.letters)


def _grid_of(role: str, grid: str, texts: Mapping[Cell, str]) -> Iterator[Part]:
    yield Cells(role, grid, texts)
    yield Axes(role, grid, texts)


def _names(subject: Subject, kernel: Mapping[Cell, Rational], pixel: Cell) -> Iterator[Part]:
    """What stands over the grids."""
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
        yield from pieces.over(Name(role, grid), *over)
        yield Below((*over, Name(role, grid)))
    note = Name("label", "letters.note")
    yield Below((Name("kernel", "elements"), note, Name("kernel", "letters")))


def _window(delta: Mapping[Cell, Rational], shares: Mapping[Cell, Cell]) -> list[Cell]:
    """The outputs that are drawn: all, or where they are many those around the shares."""
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
    """Products with a negative first factor are taken away."""
    text = ""
    for delta, factor in products:
        sign = "−" if delta < 0 else "+" if text else ""
        text += (
            f"{sign}{number(abs(Fraction(delta)))}·{f'({factor})' if factor[0] == '−' else factor}"
        )
    return text


def _rounded(value: float, places: int) -> str:
    digits = f"{round(abs(value), places + 2):.{places}f}"
    return f"−{digits}" if value < 0 and float(digits) else digits
