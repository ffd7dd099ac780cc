"""B3: what two layers that learned must show."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from corrconv.learning.hyperparameters import Hyperparameters
from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.brute_training import LIBRARY, Trained, numbers_of_kernel, trained
from corrconv.verify.oracle.expected_entries import Axes, Cells, Line, Part
from corrconv.verify.oracle.expected_layout import Aligned, Below, Level, Name
from corrconv.verify.oracle.expected_plot import Plot
from corrconv.verify.oracle.plain_lesson import Subject, reading
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import GENERAL, at, rounded

NAMES: Mapping[str, str] = {
    "library-cross-correlation": "cross-correlation",
    "convolution": "convolution",
}
"""What layers are called."""

FLIPS = "convolution"

WEIGHTS: Mapping[str, str] = {LIBRARY: "w", FLIPS: "v"}


def learning(subject: Subject) -> Iterator[Part]:
    """Yield the weights that both layers end with, those of one turned, and both losses."""
    kernel = numbers_of_kernel(subject)
    hyperparameters = Hyperparameters.of(len(kernel))
    layers = {slug: trained(slug, kernel, hyperparameters) for slug in WEIGHTS}
    places = 2 if max(abs(float(value)) for value in kernel.values()) < 10 else 1
    yield shared_entries.title(subject)
    for slug, layer in layers.items():
        yield from _layer(slug, layer, places)
    turned = {(-col, -row): value for (col, row), value in layers[FLIPS].weights.items()}
    yield from _weights("turned", turned, places)
    yield shared_entries.focus("kernel", "turned", turned)
    yield shared_entries.focus("kernel", f"weights.{LIBRARY}", layers[LIBRARY].weights)
    yield Line("label", "turned.name", "turned by 180°")
    yield Line("equation", "turned.term", "v[−k,−l]")
    yield from shared_entries.over(
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
    yield from _plot(layers, hyperparameters)
    yield shared_entries.step()


def _grid(slug: str) -> str:
    return f"weights.{slug}"


def _weights(grid: str, values: Mapping[Cell, float], places: int) -> Iterator[Part]:
    yield Cells("kernel", grid, {tap: rounded(value, places) for tap, value in values.items()})
    yield Axes("kernel", grid, values)


def _layer(slug: str, layer: Trained, places: int) -> Iterator[Part]:
    """Yield a layer's name, what it sums, and its weights."""
    yield Line("label", f"name.{slug}", f"{NAMES[slug]} layer")
    yield Line("equation", f"general.{slug}", f"x[i,j]·{WEIGHTS[slug]}{GENERAL[slug][1:]}")
    yield from _weights(_grid(slug), layer.weights, places)
    names = Name("label", f"name.{slug}"), Name("equation", f"general.{slug}")
    yield from shared_entries.over(Name("kernel", _grid(slug)), *names)
    yield Below((*names, Name("kernel", _grid(slug)), Name("label", "plot")))


def _plot(layers: Mapping[str, Trained], hyperparameters: Hyperparameters) -> Iterator[Part]:
    """Yield the losses of both layers on one scale."""
    every = [loss for layer in layers.values() for loss in layer.losses]
    decades = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)))
    knots, steps = [0], (1, 2)
    while steps[0] <= 0.75 * hyperparameters.steps:
        knots.append(steps[0])
        steps = steps[1], sum(steps)
    losses = {slug: layer.losses for slug, layer in layers.items()}
    yield Plot(losses, NAMES, decades, [*knots, hyperparameters.steps])


EXPECTED: Mapping[str, ExpectedParts] = {
    "learning": learning,
}
