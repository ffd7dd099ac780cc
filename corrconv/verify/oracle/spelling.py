"""How the oracle spells indices, terms and sums; it shares nothing with `formula.notation`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from corrconv.verify.oracle.brute_force import Cell

Rational = int | Fraction
"""The numbers of a lesson."""

GENERAL: Mapping[str, str] = {
    "convolution": "h[m−i,n−j]",
    "cross-correlation": "h[m+i,n+j]",
    "library-cross-correlation": "h[i−m,j−n]",
}
"""The kernel element of each operation's general term."""

CALLED: Mapping[str, str] = {
    "convolution": "convolution",
    "cross-correlation": "cross-correlation",
    "library-cross-correlation": "library cross-correlation",
}
"""What each operation is called."""

TAGS: Mapping[str, str] = {
    "convolution": "conv",
    "cross-correlation": "corr",
    "library-cross-correlation": "lib",
}

_AT: Mapping[str, str] = {
    "convolution": "{output}−{pixel}",
    "cross-correlation": "{output}+{pixel}",
    "library-cross-correlation": "{pixel}−{output}",
}
_SECOND: Mapping[str, str] = {
    "convolution": "pixel",
    "cross-correlation": "pixel",
    "library-cross-correlation": "output",
}
"""Which of the two stands after the sign, where a negative number has parentheses."""


def number(value: Rational) -> str:
    """Return a number with a true minus sign: as a decimal where six places hold it, else a
    fraction."""
    if value.denominator == 1:
        return f"{value}".replace("-", "−")
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    exact = decimal == round(decimal, 6) and Fraction(decimal) == value
    return (f"{decimal:f}" if exact else f"{value}").replace("-", "−")


def bracketed(cell: Cell) -> str:
    """Return an index as [column,row]."""
    return f"[{number(cell[0])},{number(cell[1])}]"


def at(array: str, cell: Cell) -> str:
    """Return an array's element, such as x[1,−1]."""
    return array + bracketed(cell)


def general(slug: str) -> str:
    """Return the general term of the double sum."""
    return f"x[i,j]·{GENERAL[slug]}"


def equation(slug: str, head: str = "y[m,n]") -> str:
    """Return the double sum with its limits."""
    return f"{head}=∑i=−∞∞∑j=−∞∞{general(slug)}"


def heading(slug: str, output: Cell) -> str:
    """Return the kernel element for one output, i and j still open."""
    return f"h[{_put_in(slug, output[0], 'i')},{_put_in(slug, output[1], 'j')}]"


def substituted(slug: str, output: Cell, pixel: Cell) -> str:
    """Return one term with its numbers put in."""
    col, row = (_put_in(slug, output[axis], pixel[axis]) for axis in (0, 1))
    return f"{at('x', pixel)}·h[{col},{row}]"


def solved(pixel: Cell, tap: Cell) -> str:
    """Return one term with its kernel index worked out."""
    return f"{at('x', pixel)}·{at('h', tap)}"


def value_sum(pairs: Iterable[tuple[Rational, Rational]]) -> str:
    """Return the products of one output, added, and what they make; only that where there are
    none."""
    factors = [(Fraction(pixel), Fraction(weight)) for pixel, weight in pairs]
    total = number(sum((pixel * weight for pixel, weight in factors), Fraction(0)))
    return f"{'+'.join(value_product(*pair) for pair in factors)}={total}" if factors else total


def value_product(pixel: Rational, weight: Rational) -> str:
    """Return two numbers to be multiplied, the second in parentheses where it is negative."""
    return f"{number(pixel)}·{factor(number(weight))}"


def factor(text: str) -> str:
    """Return a second factor, in parentheses where it is negative."""
    return f"({text})" if text.startswith("−") else text


def rounded(value: float, places: int) -> str:
    """Return a decimal number with so many places."""
    digits = f"{round(abs(value), places + 2):.{places}f}"
    return f"−{digits}" if value < 0 and float(digits) else digits


def argument(at: str, over: str, factors: tuple[int, int]) -> str:
    """Return an index such as m−k: what is added stands before what is taken away."""
    parts = [(sign, letter) for sign, letter in zip(factors, (at, over), strict=True) if sign]
    plus = "+".join(letter for sign, letter in parts if sign > 0)
    return plus + "".join(f"−{letter}" for sign, letter in parts if sign < 0)


def _put_in(slug: str, output: int, pixel: int | str) -> str:
    texts = {"output": number(output), "pixel": pixel if isinstance(pixel, str) else number(pixel)}
    second = _SECOND[slug]
    if texts[second].startswith("−"):
        texts[second] = f"({texts[second]})"
    return _AT[slug].format(**texts)
