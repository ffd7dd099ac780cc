"""Two layers learn from the same data; the weights of one are those of the other, turned."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy import signal

from corrconv import Index, Operation, Support
from corrconv.core.operation import opposite
from corrconv.formula.gradients import decimal
from corrconv.formula.tokens import plain
from corrconv.learning.descent import Data, TrainedLayer, fit, train_layers
from corrconv.learning.hyperparameters import Hyperparameters
from corrconv.learning.training import LAYERS, Training, kernel_numbers, training
from corrconv.lesson import lesson

LIBRARY, CONVOLUTION = LAYERS
KERNEL = np.arange(1.0, 10.0).reshape(3, 3)


@pytest.fixture(scope="module")
def layers() -> tuple[TrainedLayer, ...]:
    return train_layers(training(lesson.load()))


def taught(support: Support, hyperparameters: Hyperparameters = Hyperparameters()) -> Training:  # noqa: B008
    return Training({tap: place for place, tap in enumerate(support, 1)}, support, hyperparameters)


def test_one_learns_the_kernel_and_the_other_its_turn(layers: tuple[TrainedLayer, ...]) -> None:
    same, flipped = (layer.weights[-1] for layer in layers)
    assert np.allclose(same, KERNEL, atol=1e-3)
    assert np.allclose(flipped, np.rot90(KERNEL, 2), atol=1e-3)
    assert np.allclose(same, np.rot90(flipped, 2), atol=1e-3)
    assert not np.allclose(same, flipped, atol=1)
    assert not np.allclose(same, np.flip(flipped, 0), atol=1), "one mirror step is not enough"


def test_what_is_drawn_is_equal_digit_by_digit(layers: tuple[TrainedLayer, ...]) -> None:
    same, flipped = (layer.at(len(layer.losses) - 1) for layer in layers)
    for at, value in same.items():
        assert plain(decimal(value, 2)) == plain(decimal(flipped[opposite(at)], 2))


def test_both_start_from_the_same_weights_and_fit(layers: tuple[TrainedLayer, ...]) -> None:
    assert np.array_equal(*(layer.weights[0] for layer in layers))
    for layer in layers:
        assert np.all(np.diff(layer.losses) < 0)
        assert layer.losses[-1] < 1e-9 * layer.losses[0]


def test_the_first_weights_cannot_have_decided_it() -> None:
    for seed in (2, 3):
        found = train_layers(
            dataclasses.replace(training(lesson.load()), hyperparameters=Hyperparameters(seed=seed))
        )
        assert np.allclose(found[0].weights[-1], KERNEL, atol=1e-2)
        assert np.allclose(found[1].weights[-1], np.rot90(KERNEL, 2), atol=1e-2)


def test_a_step_is_scipys(layers: tuple[TrainedLayer, ...]) -> None:
    """Loss and gradient computed with another library, for the first step of both layers."""
    settings = training(lesson.load())
    images, start = (np.array(each) for each in settings.draw())
    targets = [signal.correlate2d(x, KERNEL, mode="valid") for x in images]
    for layer, forward in zip(layers, (signal.correlate2d, signal.convolve2d), strict=True):
        errors = [forward(x, start, mode="valid") - t for x, t in zip(images, targets, strict=True)]
        count = len(images) * 25
        assert layer.losses[0] == pytest.approx(sum((e**2).sum() for e in errors) / 2 / count)
        pairs = list(zip(images, errors, strict=True))
        slope = sum(signal.correlate2d(x, e, mode="valid") for x, e in pairs) / count
        own = slope if layer.operation is LIBRARY else np.rot90(slope, 2)
        other = np.rot90(own, 2)
        assert np.allclose(layer.weights[1], start - own)
        assert not np.allclose(layer.weights[1], start - other)


def test_the_data_are_the_same_everywhere() -> None:
    images, start = training(lesson.load()).draw()
    assert (len(images), len(images[0]), len(images[0][0])) == (8, 7, 7)
    assert images[0][0][:2] == (-0.7312715117751976, 0.6948674738744653)
    assert start[0][0] == pytest.approx(3.3579, abs=1e-3)
    assert training(lesson.load()).draw() == (images, start)
    assert (
        dataclasses.replace(
            training(lesson.load()), hyperparameters=Hyperparameters(seed=2)
        ).draw()[1]
        != start
    )


@pytest.mark.parametrize(
    "support", [Support(5, 1), Support(2, 3, Index(0, 1)), Support(3, 5)], ids=str
)
def test_other_shapes_are_learned_too(support: Support) -> None:
    """Even sizes as well: the turned weights have the opposite indices."""
    settings = taught(support, Hyperparameters(images=16, steps=60))
    same, flipped = (layer.at(60) for layer in train_layers(settings))
    assert set(flipped) == {opposite(at) for at in support}
    for at, value in settings.kernel.items():
        assert same[at] == pytest.approx(value, abs=0.05)
        assert flipped[opposite(at)] == pytest.approx(value, abs=0.05)


def test_a_rate_that_is_too_large_is_refused() -> None:
    settings = taught(Support(3, 3), Hyperparameters(rate=1e9, steps=60))
    with pytest.raises(ValueError, match=r"the loss is (inf|nan) after"), np.errstate(all="ignore"):
        train_layers(settings)


def test_shown_steps_begin_with_each_and_end_with_the_last() -> None:
    assert training(lesson.load()).sampled_steps == (0, 1, 2, 3, 5, 8, 13, 21, 40)
    assert taught(Support(3, 3), Hyperparameters(steps=1)).sampled_steps == (0, 1)


def other(**changes: object) -> lesson.Lesson:
    return dataclasses.replace(lesson.load(), **changes)  # type: ignore[arg-type]


def lettered(columns: int, rows: int, letters: str) -> lesson.Lesson:
    kernel = Support(columns, rows, Index(columns // 2, rows // 2))
    return other(kernel=kernel, letters=dict(zip(kernel, letters, strict=True)))


def test_letters_stand_for_numbers_and_the_same_letter_for_the_same() -> None:
    assert list(kernel_numbers(lettered(3, 1, "aba")).values()) == [1, 2, 1]
    assert list(kernel_numbers(lesson.load()).values()) == list(range(1, 10))


def test_a_layer_needs_no_training_to_be_taught() -> None:
    """`learn` for data of one's own."""
    x = np.array([[[1.0, 2.0, 4.0]]])
    data = Data(x, 3 * x)
    found = fit(CONVOLUTION, data, np.zeros((1, 1)), Support(1, 1), 20, 0.2)
    assert found.at(20)[Index(0, 0)] == pytest.approx(3)
    assert found.losses[0] == pytest.approx(9 * 21 / 6)
    assert found.operation is Operation.CONVOLUTION
