"""Computed numbers and the formulas of learning, set as formulas."""

from __future__ import annotations

from collections.abc import Sequence

from corrconv.core.index import Index
from corrconv.core.operation import Operation, opposite
from corrconv.core.rational import Number, total
from corrconv.formula.notation import at, at_names, element, name, negative, number, subscripted
from corrconv.formula.published_forms import Form, Names
from corrconv.formula.sums import in_parentheses, kernel_weight
from corrconv.formula.tokens import (
    EQUALS,
    MINUS,
    PLUS,
    TIGHT_DOT,
    Formula,
    Limits,
    Token,
    plain,
)

MINUS_SIGN = Token(MINUS, "minus", "-")

WEIGHTS = "w"
FLIPPED = "v"
"""What the weights of the cross-correlation layer and of the convolution layer are called."""

DELTA = "δ"
"""What dL/dy is called: g, its usual other name, is a kernel element here."""

_PARTS: Sequence[tuple[float, str]] = (
    (1e-9, "a billionth"),
    (1e-6, "a millionth"),
    (1e-3, "a thousandth"),
    (1e-2, "a hundredth"),
)


def decimal(value: float, places: int, role: str = "ink") -> Formula:
    """Return a number with so many places after its point; what rounds to zero has no sign. It is
    rounded to two more places first, so that numbers which agree in those read alike."""
    digits = f"{abs(round(value, places + 2)):.{places}f}"
    token = Token(digits, digits, digits, role)
    return (negative(role), token) if value < 0 and float(digits) else (token,)


def shortest(value: float, places: int) -> Formula:
    """Return a number rounded to so many places, without zeros at the end of them."""
    tokens = decimal(value, places)
    digits = plain(tokens[-1:]).rstrip("0").rstrip(".") if places else plain(tokens[-1:])
    return (*tokens[:-1], Token(digits, digits, digits))


def power_of_ten(exponent: int) -> Formula:
    """Return 10 to the power of an integer."""
    ten = Token("10", "10", "10", "muted")
    return (Limits(ten, (), number(exponent, "muted")),)


def layer_term(operation: Operation, weights: str) -> Formula:
    """Return the term that a layer sums, its weights called by their own letter, such as
    x[i,j]·w[i−m,j−n]."""
    names = Names("y", "x", weights, ("m", "n"), ("i", "j"))
    return Form.of(operation, names).term


def describe_share(share: float) -> str:
    """Return, in words, a power of ten that a share below 1 is less than; ValueError where it is
    not less than a hundredth."""
    for least, words in _PARTS:
        if share < least:
            return words
    raise ValueError(f"{share} is not less than {_PARTS[-1][1]}")


def turned_weights() -> Formula:
    """Return w[k,l] = v[−k,−l]."""
    return (*at_names(WEIGHTS, "k", "l"), EQUALS, *flipped_weight())


def flipped_weight() -> Formula:
    """Return v[−k,−l]."""
    column, row = (negative("column"), name("k", "column")), (negative("row"), name("l", "row"))
    return subscripted(name(FLIPPED), column, row)


def turned_weight_pair(index: Index) -> Formula:
    """Return the equation of one weight and its opposite, such as w[1,1] = v[−1,−1]."""
    return (*at(WEIGHTS, index), EQUALS, *at(FLIPPED, opposite(index)))


def backward_term(operation: Operation) -> Formula:
    """Return the term that is summed for the gradient of x[i,j], such as δ[m,n]·h[i−m,j−n]."""
    return Form.of(operation, Names("", DELTA, "h", ("i", "j"), ("m", "n"))).term


def partial(of: Formula) -> Formula:
    """Return ∂L/∂ of something, in one line."""
    curly = Token("∂", "partial", r"\partial ")
    return (curly, name("L"), Token("/", 'class("normal", slash)', "/"), curly, *of)


def delta_definition() -> Formula:
    """Return δ = ∂L/∂y."""
    return (name(DELTA), EQUALS, *partial((name("y"),)))


def gradient_sum(products: Sequence[tuple[Number, str]]) -> Formula:
    """Return the sum of δ times kernel elements, these by their letters: =6·i−20·f."""
    terms = [(delta, in_parentheses(letter, (element(letter),))) for delta, letter in products]
    return (EQUALS, *_signed(terms))


def gradient_value(products: Sequence[tuple[Number, Number]]) -> Formula:
    """Return the sum of δ times kernel elements as numbers, and its value: =6·9−20·6=−66."""
    terms = [(delta, in_parentheses(weight, kernel_weight(weight))) for delta, weight in products]
    made = total([delta * weight for delta, weight in products])
    return (EQUALS, *_signed(terms), EQUALS, *number(made))


def _signed(products: Sequence[tuple[Number, Formula]]) -> Formula:
    """Return products added, those with a negative first factor taken away, such as 6·i−20·f."""
    formula: list[Token | Limits] = []
    for first, second in products:
        if formula:
            formula += (MINUS_SIGN if first < 0 else PLUS, *number(-first if first < 0 else first))
        else:
            formula += number(first)
        formula += (TIGHT_DOT, *second)
    return tuple(formula)
