"""Products and sums of products as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corrconv.core.index import Index
from corrconv.core.rational import MINUS, Number, format_magnitude
from corrconv.formula.notation import element, negative, number
from corrconv.formula.tokens import (
    DOT,
    EQUALS,
    PLUS,
    TIGHT_DOT,
    TIMES,
    Formula,
    Limits,
    Token,
    numeral,
    plain,
)

OPENING, CLOSING = Token("(", "paren.l", "("), Token(")", "paren.r", ")")

ELLIPSIS = Token("…", "dots.h", r"\ldots ")

MOST_WRITTEN = 12
"""Terms of a sum; of more the first two and the last one are written."""

MOST_IN_A_LINE = 4
"""Terms of a written sum."""

LONGEST_LINE = 32
"""Characters of a line of it; longer ones are cut to two terms where there are not too many."""


def product(pixel: Formula, value: str) -> Formula:
    """Return a pixel times the text of a kernel element, such as x[0,0]·i."""
    return (*pixel, DOT, *in_parentheses(value, (element(value),)))


def value_product(pixel: Number, weight: Number) -> Formula:
    """Return two numbers to be multiplied, such as 1·0; the kernel's is bold, a negative one in
    parentheses."""
    return (*number(pixel), TIGHT_DOT, *in_parentheses(weight, kernel_weight(weight)))


def in_parentheses(value: Number | str, formula: Formula) -> Formula:
    """Return a factor that is not the first: a negative number needs its parentheses."""
    below = value.startswith(MINUS) if isinstance(value, str) else value < 0
    return (OPENING, *formula, CLOSING) if below else formula


def kernel_weight(weight: Number) -> Formula:
    """Return a kernel element's number as it is set on the image: bold."""
    sign = () if weight >= 0 else (negative("ink"),)
    size = format_magnitude(weight)
    return (*sign, Token(size, f"bold({numeral(size)})", rf"\mathbf{{{size}}}", name="weight"))


def weights_to_apply(weights: Iterable[Number]) -> dict[Number, Formula]:
    """Return what a pixel is multiplied by, for each of these kernel elements: such as ×2, or
    where one of them has a sign or more figures, the numbers alone."""
    formulas = {weight: kernel_weight(weight) for weight in weights}
    short = all(len(plain(formula)) == 1 for formula in formulas.values())
    return {weight: (TIMES, *each) if short else each for weight, each in formulas.items()}


def value_lines(products: Sequence[tuple[Number, Number]], most: int) -> tuple[Formula, ...]:
    """Return the products of one output, added, at most so many in a line; a sign ends each line
    that is continued."""
    terms = [value_product(*pair) for pair in products]
    return tuple(_added(terms[start : start + most], start + most < len(terms))
                 for start in range(0, len(terms), most))  # fmt: skip


def sum_lines(factors: Mapping[Index, tuple[Formula, str]]) -> tuple[Formula, ...]:
    """Return the sum of the terms by their places, each a pixel and the text of its kernel element:
    a line for each row of pixels where that is not too many or too long; a sign ends each line that
    is continued."""
    rows: dict[int, list[Formula]] = {}
    for place, (pixel, letter) in factors.items():
        rows.setdefault(place.row, []).append(product(pixel, letter))
    lines = list(rows.values())
    every = [one for line in lines for one in line]
    if any(len(plain(_added(line, True))) > LONGEST_LINE for line in lines) and len(every) <= 8:
        lines = [every[start : start + 2] for start in range(0, len(every), 2)]
    elif len(every) > MOST_WRITTEN:
        return (_added([*every[:2], (ELLIPSIS,), every[-1]], False),)
    elif len(lines) > MOST_IN_A_LINE or max(map(len, lines)) > MOST_IN_A_LINE:
        lines = [every[start : start + MOST_IN_A_LINE]
                 for start in range(0, len(every), MOST_IN_A_LINE)]  # fmt: skip
    return tuple(_added(line, place < len(lines)) for place, line in enumerate(lines, 1))


def result(value: Number) -> Formula:
    """Return an equals sign and the value of a sum."""
    return (EQUALS, *number(value))


def _added(terms: Sequence[Formula], goes_on: bool) -> Formula:
    return tuple(_joined(terms, goes_on))


def _joined(terms: Sequence[Formula], goes_on: bool) -> Iterator[Token | Limits]:
    for place, term in enumerate(terms, 1):
        yield from term
        if goes_on or place < len(terms):
            yield PLUS
