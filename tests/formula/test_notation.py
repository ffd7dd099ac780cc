"""Formulas say what the operations compute, in plain text, Typst and LaTeX."""

from fractions import Fraction

import pytest

from corrconv import Index, Operation
from corrconv.core.index import Region
from corrconv.formula.notation import (
    assignment,
    at,
    bracketed,
    equation,
    kernel_for,
    kernel_names,
    kernel_substituted,
    patch_centre,
    spanned,
    substituted_term,
)
from corrconv.formula.published_forms import Form, Names
from corrconv.formula.sums import sum_lines, value_lines
from corrconv.formula.tokens import plain, to_latex, to_typst, tokens
from corrconv.lesson.lesson import load
from corrconv.lesson.worked_table import rows

CONV, CORR, LIB = Operation


@pytest.mark.parametrize(
    ("operation", "general", "for_one", "numbers"),
    [
        (CONV, "h[m−i,n−j]", "h[1−i,1−j]", "h[1−2,1−0]"),
        (CORR, "h[m+i,n+j]", "h[1+i,1+j]", "h[1+2,1+0]"),
        (LIB, "h[i−m,j−n]", "h[i−1,j−1]", "h[2−1,0−1]"),
    ],
)
def test_the_kernel_element_of_a_term(
    operation: Operation, general: str, for_one: str, numbers: str
) -> None:
    output, image = Index(1, 1), Index(2, 0)
    assert plain(kernel_names(operation)) == general
    assert plain(kernel_for(operation, output)) == for_one
    assert plain(kernel_substituted(operation, output, image)) == numbers


def test_a_negative_number_after_a_sign_has_parentheses() -> None:
    assert plain(kernel_substituted(CONV, Index(1, 1), Index(-3, 0))) == "h[1−(−3),1−0]"
    assert plain(kernel_substituted(LIB, Index(-1, -1), Index(0, 2))) == "h[0−(−1),2−(−1)]"


def test_minus_signs_are_true_ones() -> None:
    assert plain(bracketed(Index(-3, -3))) == "[−3,−3]"
    assert "-" not in plain(equation(CONV))


def test_both_sides_of_a_row_of_the_worked_table() -> None:
    row = rows(load(), CONV)[-1]
    assert plain(substituted_term(CONV, Index(1, 1), row.place)) == "x[3,3]·h[1−3,1−3]"
    assert plain(row.term) == "x[3,3]·h[−2,−2]"


def test_the_equation_in_three_notations() -> None:
    assert plain(equation(CONV)) == "y[m,n]=∑_{i=−∞}^{∞}∑_{j=−∞}^{∞}x[i,j]·h[m−i,n−j]"
    assert to_latex(equation(CORR)).endswith(r"x[i,j]\cdot h[m+i,n+j]")
    assert to_typst(at("x", Index(1, 2))).startswith("x bracket.l 1")


def test_each_token_is_marked_once_and_in_order() -> None:
    seen = []
    to_typst(equation(CONV), lambda token: (seen.append(token), token.typst)[1])
    assert seen == list(tokens(equation(CONV)))


def test_small_formulas() -> None:
    assert plain(assignment(("i", "j"), Index(2, -1))) == "i=2,j=−1"
    assert plain(spanned("x", Region(Index(-2, 0), Index(0, 2)))) == "x[−2..0,0..2]"
    assert plain(patch_centre(CONV)) == "x[m,n]"
    assert plain(patch_centre(CORR)) == "x[−m,−n]"
    assert plain(patch_centre(LIB)) == "x[m,n]"


def test_the_letters_sum_is_the_articles() -> None:
    lesson = load()
    counting = [row for row in rows(lesson, CONV) if row.counts]
    lines = sum_lines({row.place: (row.factor, lesson.letters[row.kernel]) for row in counting})
    assert "".join(plain(line) for line in lines) == (
        "x[0,0]·i+x[1,0]·h+x[2,0]·g+x[0,1]·f+x[1,1]·e+x[2,1]·d+x[0,2]·c+x[1,2]·b+x[2,2]·a"
    )


def test_products_of_numbers() -> None:
    (line,) = value_lines([(1, -2), (0, 3)], 2)
    assert plain(line) == "1·(−2)+0·3"
    first, second = value_lines([(Fraction(1, 9), 4), (7, Fraction(-1, 8)), (0, 1)], 2)
    assert (plain(first), plain(second)) == ("1/9·4+7·(−0.125)+", "0·1")


def test_each_published_form_is_labelled_by_what_it_computes() -> None:
    computed = [form.operation for form in load().forms]
    assert computed == [CONV, CONV, LIB, LIB, CORR, CONV]


NAMES = Names("y", "x", "h", ("m", "n"), ("i", "j"))


@pytest.mark.parametrize("image", [(p, q) for p in (-1, 0, 1) for q in (-1, 1)])
@pytest.mark.parametrize("kernel", [(p, q) for p in (-1, 0, 1) for q in (-1, 1)])
def test_a_forms_label_agrees_with_its_sum(image: tuple[int, int], kernel: tuple[int, int]) -> None:
    """Put numbers in: for each output and each summation index, the form's own kernel index is
    the operation's; where no operation fits, the form has no label."""
    form = Form("any", NAMES, image, kernel)
    pairs = [
        (m, image[0] * m + image[1] * i, kernel[0] * m + kernel[1] * i)
        for m in range(-3, 4)
        for i in range(-3, 4)
    ]
    fitting = [
        operation
        for operation in Operation
        if all(operation.output_sign * m + operation.image_sign * p == q for m, p, q in pairs)
    ]
    if fitting:
        assert [form.operation] == fitting
    else:
        with pytest.raises(ValueError, match="no operation"):
            _ = form.operation
