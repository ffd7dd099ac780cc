"""The published forms of the double sum, and what each of them really computes."""

from __future__ import annotations

from dataclasses import dataclass

from corrconv.core.operation import Operation
from corrconv.formula.notation import name
from corrconv.formula.tokens import (
    CLOSE,
    COMMA,
    DOT,
    EQUALS,
    MINUS,
    OPEN,
    Formula,
    Limits,
    Token,
)


@dataclass(frozen=True, slots=True)
class Names:
    """Name the letters that a form uses."""

    output: str
    image: str
    kernel: str
    at: tuple[str, str]
    over: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """Describe a published sum: output[at] = sum over `over` of image[p] * kernel[q].

    `image` and `kernel` are (times the output index, times the summation index) of p and q.
    """

    source: str
    names: Names
    image: tuple[int, int]
    kernel: tuple[int, int]

    @property
    def operation(self) -> Operation:
        """Return the operation that the form computes, by its signs: q = a * output + b * p after
        the summation index is eliminated. ValueError where it is none of the three."""
        if self.image[1] not in (-1, 1):
            raise ValueError(f"{self.source}: the image is not summed over")
        image_sign = self.kernel[1] * self.image[1]
        return Operation.from_signs(self.kernel[0] - image_sign * self.image[0], image_sign)

    @classmethod
    def of(cls, operation: Operation, names: Names) -> Form:
        """Return an operation, summed over the image's indices, in other letters than the
        article's."""
        signs = (operation.output_sign, operation.image_sign)
        return cls(operation.slug, names, image=(0, 1), kernel=signs)

    @property
    def formula(self) -> Formula:
        """Return the form in its own letters, sums without limits."""
        names = self.names
        left = (name(names.output), *_arguments(names, (1, 0)))
        sums = tuple(_sum(letter, role) for letter, role in zip(names.over, _ROLES, strict=True))
        return (*left, EQUALS, *sums, *self.term)

    @property
    def term(self) -> Formula:
        """Return the term that is summed: an element of the image times one of the kernel."""
        names = self.names
        return (
            name(names.image),
            *_arguments(names, self.image),
            DOT,
            name(names.kernel),
            *_arguments(names, self.kernel),
        )


_ROLES = ("column", "row")


def _sum(letter: str, role: str) -> Limits:
    return Limits(Token("∑", "sum", r"\sum ", name="sum"), (name(letter, role),), ())


def _arguments(names: Names, factors: tuple[int, int]) -> Formula:
    column = _argument(names.at[0], names.over[0], factors, "column")
    row = _argument(names.at[1], names.over[1], factors, "row")
    return (OPEN, *column, COMMA, *row, CLOSE)


def _argument(at: str, over: str, factors: tuple[int, int], role: str) -> Formula:
    """Return an argument such as m−k or k−m: the positive summand first, the output index before
    the other."""
    summands = [(sign, letter) for sign, letter in zip(factors, (at, over), strict=True) if sign]
    summands.sort(key=lambda summand: summand[0] < 0)
    formula: list[Token] = []
    for place, (sign, letter) in enumerate(summands):
        if sign < 0:
            formula.append(Token(MINUS, "minus", "-", role, "sign"))
        elif place:
            formula.append(Token("+", "plus", "+", role, "sign"))
        formula.append(name(letter, role))
    return tuple(formula)
