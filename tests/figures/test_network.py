"""For which lessons the figures on networks make sense, and what they say of the others."""

from __future__ import annotations

import dataclasses

import pytest

from corrconv import Index, Support
from corrconv.catalog import alt, caption, named, why_left_out
from corrconv.learning.traced_pixel import traced_pixel
from corrconv.learning.training import kernel_numbers, training
from corrconv.lesson import lesson
from corrconv.lesson.lesson import Lesson
from scenes.backpropagation import kernel_note

LEARNING, BACK = named("learning"), named("backpropagation")


def changed(**changes: object) -> Lesson:
    return dataclasses.replace(lesson.load(), **changes)  # type: ignore[arg-type]


def lettered(columns: int, rows: int, letters: str, **changes: object) -> Lesson:
    kernel = Support(columns, rows, Index(columns // 2, rows // 2))
    return changed(kernel=kernel, letters=dict(zip(kernel, letters, strict=True)), **changes)


def weighed(columns: int, rows: int, *values: int) -> Lesson:
    kernel = Support(columns, rows, Index(columns // 2, rows // 2))
    numbers = dict(zip(kernel, values, strict=True))
    return changed(
        kernel=kernel, weights=numbers, letters={at: str(each) for at, each in numbers.items()}
    )


def filled(columns: int, rows: int, value: int) -> Lesson:
    image = Support(columns, rows)
    return changed(image=image, pixels=dict.fromkeys(image, value))


ALPHABET = "abcdefghijklmnopqrstuvwxy"


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lettered(3, 1, "aba"), "equals its own 180° turn: both layers learn the same"),
        (lettered(7, 1, "abcdefg"), "its 7×1 weights would be too small to read: at most 5×5 fit"),
        (weighed(3, 1, 1, 2, 100), "a kernel element beyond ±99 is too wide for its cell"),
        (weighed(3, 1, 0, 0, 0), "equals its own 180° turn"),
    ],
)
def test_two_layers_do_not_learn_everything(made: Lesson, reason: str) -> None:
    assert reason in str(why_left_out(LEARNING, made))


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (changed(image=Support(3, 1)), "the 3×3 kernel fits nowhere inside the 3×1 image"),
        (lettered(3, 1, "aba"), "equals its own 180° turn: no flip can be seen"),
        (changed(image=Support(15, 15)), "'−1' would be too small to read in its 15×15 image"),
        (lettered(5, 5, ALPHABET), "lies where “valid” makes only some of its outputs"),
        (lettered(5, 1, "abcde"), "lies where “valid” makes only some of its outputs"),
        (
            lettered(5, 5, ALPHABET, image=Support(11, 11)),
            "a sum of 25 products is too long for a line",
        ),
        (filled(7, 7, 900), "outputs such as −40500 would be too small to read"),
    ],
)
def test_not_every_gradient_can_be_read(made: Lesson, reason: str) -> None:
    assert reason in str(why_left_out(BACK, made))


@pytest.mark.parametrize(
    "made",
    [
        lesson.load(),
        lettered(3, 1, "abc"),
        lettered(2, 2, "abcd"),
        weighed(3, 3, -1, 0, 1, -2, 0, 2, -1, 0, 1),
        filled(7, 7, 9),
    ],
)
def test_many_lessons_can_show_both(made: Lesson) -> None:
    for figure in (LEARNING, BACK):
        assert why_left_out(figure, made) is None
        assert len(caption(figure, made)) < len(alt(figure, made))


def test_letters_stand_for_numbers_and_the_same_letter_for_the_same() -> None:
    assert list(kernel_numbers(lettered(3, 1, "aba")).values()) == [1, 2, 1]
    assert list(kernel_numbers(lesson.load()).values()) == list(range(1, 10))
    assert kernel_note(lesson.load()) == "the kernel, a = 1 … i = 9"
    own = weighed(3, 1, 4, 0, -4)
    assert list(kernel_numbers(own).values()) == [4, 0, -4]
    assert kernel_note(own) == "the kernel"


def test_more_weights_are_taught_with_more_images() -> None:
    assert [
        training(each).hyperparameters.images for each in (lesson.load(), lettered(5, 5, ALPHABET))
    ] == [
        8,
        22,
    ]


def test_the_pixel_is_the_impulse_where_that_feeds_as_many_outputs_as_any() -> None:
    assert traced_pixel(lesson.load()) == Index(1, 1)
    assert traced_pixel(changed(impulse=Index(3, 3))) == Index(-1, -1)
    assert traced_pixel(changed(image=Support(5, 5))) == Index(0, 0)


def test_captions_tell_indices_and_weights() -> None:
    post = lesson.load()
    assert "x[1,1] feeds y[0..2,0..2]" in caption(BACK, post)
    assert "δ[m,n]·h[1−m,1−n]" in caption(BACK, post)
    assert "i h g / f e d / c b a" in alt(BACK, post)
    assert "end as 1 2 3 / 4 5 6 / 7 8 9, the convolution layer’s as 9 8 7 / 6 5 4 / 3 2 1" in alt(
        LEARNING, post
    )
    flipped = alt(LEARNING, weighed(2, 2, 4, 3, 2, 1))
    assert "end as 4 3 / 2 1, the convolution layer’s as 1 2 / 3 4" in flipped
