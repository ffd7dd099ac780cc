"""The second path trains and goes backward itself, and finds what was changed in the pictures."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from corrconv import Operation, catalog
from corrconv.core.index import Index
from corrconv.draw.scene import FigureScene
from corrconv.learning import backprop
from corrconv.learning.descent import train_layers
from corrconv.learning.hyperparameters import Hyperparameters
from corrconv.learning.training import LAYERS, training
from corrconv.lesson import lesson
from corrconv.lesson.lesson import Lesson
from corrconv.theme.loader import shipped
from corrconv.verify.oracle import brute_training
from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.check_entries import check, compare
from corrconv.verify.oracle.check_picture import check_picture
from corrconv.verify.oracle.registry import expected_figure
from tests.verify.oracle.conftest import Show
from tests.verify.oracle.rendering import Tamper, claimed, drop, exchange, rendered, rewrite

LIB, CONV = "library-cross-correlation", "convolution"
LETTERS = dict(
    zip([(col, row) for row in (-1, 0, 1) for col in (-1, 0, 1)], "abcdefghi", strict=True)
)
PIXELS = [(col, row) for row in range(-3, 4) for col in range(-3, 4)]


@pytest.mark.parametrize("layer", LAYERS, ids=lambda operation: operation.slug)
def test_both_paths_learn_the_same(layer: Operation) -> None:
    first = dict(zip(LAYERS, train_layers(training(lesson.load())), strict=True))[layer]
    second = brute_training.trained(
        layer.slug, brute_training.letter_numbers(LETTERS), Hyperparameters()
    )
    assert second.losses == pytest.approx(first.losses, rel=1e-6)
    assert second.weights == pytest.approx(
        {(at.col, at.row): value for at, value in first.at(Hyperparameters().steps).items()}
    )
    other = brute_training.trained(
        layer.slug, brute_training.letter_numbers(LETTERS), Hyperparameters(seed=2)
    )
    assert other.losses != pytest.approx(first.losses, rel=1e-6)


def test_both_paths_go_backward_to_the_same() -> None:
    example = backprop.example(lesson.load())
    image, kernel = brute_training.pixels(PIXELS), brute_training.letter_numbers(LETTERS)
    assert image == {(at.col, at.row): example.image[at] for at in lesson.load().image}
    delta = brute_training.outputs(LIB, image, kernel)
    back = brute_training.gradient_terms(LIB, image, kernel)
    for pixel, shares in back.items():
        total = sum(delta[output] * kernel[tap] for output, tap in shares.items())
        assert total == example.gradient[Index(*pixel)]
        assert brute_training.finite_difference(image, kernel, pixel) == pytest.approx(
            total, abs=1e-6
        )
    assert len(back[1, 1]) == 9
    assert back[3, 3] == {(2, 2): (1, 1)}


def test_the_same_letter_stands_for_the_same_number() -> None:
    assert brute_training.letter_numbers({(0, 0): "b", (1, 0): "a", (-1, 0): "a"}) == {
        (-1, 0): 1,
        (0, 0): 2,
        (1, 0): 1,
    }


def digit(scene: FigureScene, grid: str, at: Cell, source: Cell) -> None:
    """The first digit of a number becomes that of another."""
    target, other = (claimed(scene, grid, each).label.parts[0] for each in (at, source))
    rewrite(target, other, 0)


def bleach(scene: FigureScene, grid: str) -> None:
    for each in claimed(scene, grid).get_family():
        each.set_color(scene.style.colour("paper"))


def tamper_with_learning(scene: FigureScene) -> None:
    digit(scene, f"weights.{LIB}", (0, 0), (1, 0))
    exchange(claimed(scene, "turned", (-1, -1)), claimed(scene, "turned", (1, 1)))
    exchange(claimed(scene, f"name.{LIB}"), claimed(scene, f"name.{CONV}"))
    claimed(scene, f"mark.{CONV}.13").shift(np.array([0.0, 0.1, 0.0]))
    claimed(scene, f"loss.{CONV}.21-40").stretch(1.3, 1)
    bleach(scene, f"mark.{CONV}.8")
    bleach(scene, f"loss.{LIB}.21-40")
    exchange(claimed(scene, f"legend.{LIB}"), claimed(scene, f"legend.{CONV}"))


def tamper_with_backpropagation(scene: FigureScene) -> None:
    rewrite(claimed(scene, "elements", (0, 0)), claimed(scene, "elements", (2, 2)))
    digit(scene, "output", (1, 1), (0, 0))
    drop(scene, claimed(scene, "difference"))
    way = [claimed(scene, "output", (col, 0)).get_center() for col in (0, 1)]
    claimed(scene, f"output.{CONV}", (1, 1)).shift(way[0] - way[1])
    rewrite(claimed(scene, "sum.numbers"), claimed(scene, "fan.output", (2, 2)), -1)
    exchange(claimed(scene, "fan.letter", (0, 0)), claimed(scene, "fan.letter", (1, 0)))
    exchange(claimed(scene, "fan.output", (0, 1)), claimed(scene, "fan.output", (1, 1)))
    claimed(scene, f"fan.{CONV}", (2, 2)).shift(np.array([0.0, 0.6, 0.0]))
    claimed(scene, "elements", (1, 1)).shift(np.array([-0.3, 0.0, 0.0]))


B3, B4 = "B3 learning: ", "B4 backpropagation: "
WRONG: dict[str, tuple[Tamper, tuple[str, ...]]] = {
    "learning": (
        tamper_with_learning,
        (
            f"{B3}weights.{LIB} [0,0]: drawn '6.00', expected '5.00'",
            f"{B3}turned [-1,-1]: lies",
            f"{B3}name.{LIB}: does not stand over or under weights.{LIB}",
            f"{B3}mark.{CONV}.13: does not stand for the loss after 13 steps",
            f"{B3}loss.{CONV}.21-40: does not follow the losses",
            f"{B3}mark.{CONV}.8: cannot be seen",
            f"{B3}legend.{LIB}: does not stand below legend.{CONV}",
            f"{B3}loss.{LIB}.21-40: cannot be seen",
        ),
    ),
    "backpropagation": (
        tamper_with_backpropagation,
        (
            f"{B4}elements [0,0]: drawn 'a', expected 'i'",
            f"{B4}output [1,1]: drawn '1', expected '9'",
            f"{B4}difference: equation is missing, expected '≈313'",
            f"{B4}output.{CONV} [1,1]: the box holds [-1,0]..[1,2], expected [0,0]..[2,2]",
            f"{B4}fan.letter [0,0]: does not lie on its arrow",
            f"{B4}fan.output [1,1]: does not stand below the output before",
            f"{B4}fan.{CONV} [2,2]: does not join its output to the pixel",
            f"{B4}elements [1,1]: is not in the corner of its output",
            f"{B4}sum.numbers: drawn '=10·9+12·8−4·7+17·6+9·5−2·4+3·3+4·2−1·1=311', expected",
        ),
    ),
}


@pytest.mark.parametrize("figure", WRONG)
def test_what_was_tampered_with_is_named(figure: str, post: Lesson) -> None:
    tamper, problems = WRONG[figure]
    done = rendered(figure, tamper=tamper)
    found = [*check(done.facts, post), *check_picture(done.facts, done.still, shipped("light"))]
    for problem in problems:
        assert any(each.startswith(problem) for each in found), (problem, found)


def test_a_plots_numbers_stand_at_their_places(show: Show, post: Lesson) -> None:
    facts, figure = show("learning").facts, catalog.named("learning")
    expected = expected_figure(figure, post)
    seen = 0
    for place, entry in enumerate(facts["drawn"]):
        if entry["grid"] not in ("losses", "steps"):
            continue
        left, top, right, bottom = entry["bbox"]
        for x, y in ((30, 0), (0, -30)):
            there = {**entry, "bbox": [left + x, top + y, right + x, bottom + y]}
            drawn = [*facts["drawn"][:place], there, *facts["drawn"][place + 1 :]]
            found = compare({**facts, "drawn": drawn}, figure, expected)
            assert any(each.startswith(f"{B3}{entry['grid']} {entry['text']}") for each in found)
            seen += 1
    assert seen == 2 * (4 + 3)


def test_another_training_is_caught(monkeypatch: pytest.MonkeyPatch, post: Lesson) -> None:
    """A first path that trains with another rate, and draws what comes of it."""

    def slower(of: Lesson) -> object:
        settings = training(of)
        return dataclasses.replace(
            settings, hyperparameters=dataclasses.replace(settings.hyperparameters, rate=0.7)
        )

    monkeypatch.setattr("scenes.learning.training", slower)
    found = check(rendered("learning").facts, post)
    assert any("does not follow the losses" in each for each in found)


def test_a_gradient_that_does_not_flip_is_caught(
    monkeypatch: pytest.MonkeyPatch, post: Lesson
) -> None:
    """A first path that goes backward by the forward operation once more."""
    monkeypatch.setattr(Operation, "image_gradient", property(lambda self: self))
    found = check(rendered("backpropagation").facts, post)
    assert any(each.startswith(f"{B4}elements [") for each in found)
