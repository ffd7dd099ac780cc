"""One pixel's gradient on the article's example, by its indices and by numbers."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy import signal

from corrconv import Index, Operation, terms
from corrconv.formula.gradients import (
    backward_term,
    decimal,
    describe_share,
    gradient_sum,
    gradient_value,
    partial,
    power_of_ten,
    turned_weight_pair,
)
from corrconv.formula.notation import kernel_for
from corrconv.formula.tokens import plain, to_latex
from corrconv.learning.backprop import Example, example
from corrconv.learning.traced_pixel import FORWARD
from corrconv.lesson import lesson


@pytest.fixture(scope="module")
def made() -> Example:
    return example(lesson.load())


def test_the_elements_that_come_back_are_the_articles_flipped_ones(made: Example) -> None:
    """x[1,1] feeds y[0..2,0..2]; what it takes back lies there as convolution's y[1,1] does."""
    post = lesson.load()
    shares = made.existing_terms(made.pixel)
    assert "".join(post.letters[share.tap] for share in shares) == "ihgfedcba"
    worked = terms(Operation.CONVOLUTION, made.pixel, post.image, post.kernel)
    assert [(share.output, share.tap) for share in shares] == [
        (term.image, term.kernel) for term in worked if term.exists
    ]
    forward = terms(FORWARD, made.pixel, post.image, post.kernel)
    assert "".join(post.letters[term.kernel] for term in forward if term.exists) == "abcdefghi"


def test_each_share_is_a_term_of_the_output_that_hands_it_back(made: Example) -> None:
    for pixel in lesson.load().image:
        for share in made.gradient_terms(pixel):
            assert FORWARD.kernel_index(share.output, pixel) == share.tap
            assert share.exists == (share.output in made.outputs)


def test_at_the_edge_outputs_are_missing_not_elements(made: Example) -> None:
    """Of the nine outputs that the last pixel could feed only y[2,2] exists."""
    shares = made.gradient_terms(Index(3, 3))
    assert len(shares) == 9
    assert [(share.output, share.tap) for share in shares if share.exists] == [
        (Index(2, 2), Index(1, 1))
    ]


def test_the_gradient_is_scipys_and_the_sum_of_the_shares(made: Example) -> None:
    image, kernel = (
        np.reshape(list(values.values()), (size, size))
        for values, size in ((made.image, 7), (made.kernel, 3))
    )
    delta = signal.correlate2d(image, kernel, mode="valid")
    assert list(made.delta.values()) == delta.ravel().tolist()
    gradient = np.reshape(list(made.gradient.values()), (7, 7))
    assert np.array_equal(gradient, signal.convolve2d(delta, kernel, mode="full"))
    assert not np.array_equal(gradient, signal.correlate2d(delta, kernel, mode="full"))
    for pixel in lesson.load().image:
        shares = made.existing_terms(pixel)
        total = sum(made.delta[share.output] * made.kernel[share.tap] for share in shares)
        assert made.gradient[pixel] == total


def test_the_finite_difference_agrees_at_every_pixel(made: Example) -> None:
    for pixel in lesson.load().image:
        moved = dataclasses.replace(made, pixel=pixel)
        assert moved.finite_difference() == pytest.approx(made.gradient[pixel], abs=1e-6)
    assert made.finite_difference() != pytest.approx(made.gradient[Index(0, 0)], abs=1)


def test_the_unflipped_kernel_fails_the_check(made: Example) -> None:
    outputs = [share.output for share in made.existing_terms(made.pixel)]
    pairs = zip(outputs, lesson.load().kernel, strict=True)
    unflipped = sum(made.delta[output] * made.kernel[tap] for output, tap in pairs)
    assert unflipped != pytest.approx(made.finite_difference(), abs=1)


def test_the_formulas_read_as_they_should(made: Example) -> None:
    back = FORWARD.image_gradient
    assert plain(backward_term(back)) == "δ[m,n]·h[i−m,j−n]"
    assert plain(kernel_for(back, made.pixel, ("m", "n"))) == "h[1−m,1−n]"
    assert plain(partial(())) == "∂L/∂"
    assert plain(gradient_sum([(-3, "i"), (4, "h"), (-5, "g")])) == "=−3·i+4·h−5·g"
    assert plain(gradient_value([(-3, 9), (4, 8), (-5, 7)])) == "=−3·9+4·8−5·7=−30"
    assert plain(turned_weight_pair(Index(1, -1))) == "w[1,−1]=v[−1,1]"
    assert to_latex(power_of_ten(-4)) == "10^{{-}4} "


def test_numbers_are_rounded_and_nothing_is_minus_zero() -> None:
    texts = [plain(decimal(value, 2)) for value in (1.005, -0.004, -0.006, 0, -12.5)]
    assert texts == ["1.00", "0.00", "−0.01", "0.00", "−12.50"]
    assert plain(decimal(0.1249999, 2)) == plain(decimal(0.1250001, 2))
    assert plain(decimal(0.124, 2)) != plain(decimal(0.126, 2))


def test_shares_in_words() -> None:
    assert describe_share(2e-10) == "a billionth"
    assert describe_share(5e-4) == "a thousandth"
    with pytest.raises(ValueError, match="is not less than a hundredth"):
        describe_share(0.5)
