"""Gradient descent on the weights of one layer, for each operation on the same data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corrconv.core.array import CentredArray, apply
from corrconv.core.index import Index, Support
from corrconv.core.operation import Operation, opposite_support
from corrconv.learning.training import LAYERS, Training

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """Hold `images` of shape (N, A, B) and, for each, the `targets` of shape (N, A-K+1, B-M+1) that
    a layer with K x M weights has to make of it."""

    images: Numbers
    targets: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class TrainedLayer:
    """Hold what a layer learned: `losses` of shape (S+1,) and `weights` of shape (S+1, K, M),
    before the first of S steps and after each. `support` holds the indices of the weights."""

    operation: Operation
    support: Support
    losses: Numbers
    weights: Numbers

    def at(self, step: int) -> Mapping[Index, float]:
        """Return the weights after a step, by their indices."""
        array = CentredArray(self.weights[step], self.support)
        return {index: array[index] for index in self.support}


def fit(
    operation: Operation, data: Data, start: Numbers, support: Support, steps: int, rate: float
) -> TrainedLayer:
    """Train one layer, y = `operation` of x and its weights in mode "valid", on `data`.

    L = sum((y - t)**2) / 2 / number of targets, over all images at once; each step takes
    rate * dL/dw from the weights, which begin as `start`, of shape (K, M). ValueError where the
    loss leaves the finite numbers, because the rate is too large.
    """
    weights, losses = [np.array(start, dtype=np.float64)], []
    effects, count = _effects(operation, data, weights[0].shape), data.targets.size
    for _ in range(steps + 1):
        errors = np.einsum("nyxkm,km->nyx", effects, weights[-1]) - data.targets
        losses.append(float((errors**2).sum()) / 2 / count)
        if not np.isfinite(losses[-1]):
            raise ValueError(f"the loss is {losses[-1]} after {len(losses) - 1} steps of {rate}")
        gradient = np.einsum("nyxkm,nyx->km", effects, errors) / count
        weights.append(weights[-1] - rate * gradient)
    return TrainedLayer(operation, support, np.array(losses), np.array(weights[:-1]))


def train_layers(training: Training) -> tuple[TrainedLayer, ...]:
    """Train each of LAYERS on the same data, from the same first weights."""
    images, start = (np.array(each, dtype=np.float64) for each in training.draw())
    data = Data(images, _targets(training, images))
    settings = training.hyperparameters
    return tuple(
        fit(
            operation,
            data,
            start,
            weight_indices(operation, training),
            settings.steps,
            settings.rate,
        )
        for operation in LAYERS
    )


def weight_indices(operation: Operation, training: Training) -> Support:
    """Return the indices of a layer's weights, such that it can make the targets: those of the
    kernel that made them, turned where the operation flips."""
    return opposite_support(training.support) if operation.flips_kernel else training.support


def _targets(training: Training, images: Numbers) -> Numbers:
    kernel = np.array([float(training.kernel[tap]) for tap in training.support])
    shaped = kernel.reshape(training.support.rows, training.support.columns)
    library = Operation.LIBRARY_CROSS_CORRELATION
    return np.array([apply(library, image, shaped, mode="valid") for image in images])


def _effects(operation: Operation, data: Data, shape: tuple[int, ...]) -> Numbers:
    """Return dy/dw, of the targets' shape and then the weights': the outputs that each weight alone
    makes of each image. A layer is linear in its weights, so this holds for every step."""
    units = np.eye(math.prod(shape)).reshape(-1, *shape)
    made = [[apply(operation, x, unit, mode="valid") for unit in units] for x in data.images]
    return np.moveaxis(np.array(made), 1, -1).reshape(*data.targets.shape, *shape)
