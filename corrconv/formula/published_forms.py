"""The published forms of the double sum, and what each of them really computes."""

from __future__ import annotations

from dataclasses import dataclass

from corrconv.core.operation import Operation
from corrconv.formula.notation import name, sign, subscripted
from corrconv.formula.tokens import DOT, EQUALS, SUM, Formula, Limits, Token


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
        left = _element(self.names, self.names.output, (1, 0))
        sums = (
            Limits(SUM, (name(letter, role),), ())
            for letter, role in zip(self.names.over, ("column", "row"), strict=True)
        )
        return (*left, EQUALS, *sums, *self.term)

    @property
    def term(self) -> Formula:
        """Return the term that is summed: an element of the image times one of the kernel."""
        image = _element(self.names, self.names.image, self.image)
        return (*image, DOT, *_element(self.names, self.names.kernel, self.kernel))


def _element(names: Names, array: str, factors: tuple[int, int]) -> Formula:
    """Return the array's element whose index is (times the output index, times the summation
    index), such as h[m−k,n−l]."""
    column = _component(names.at[0], names.over[0], factors, "column")
    return subscripted(name(array), column, _component(names.at[1], names.over[1], factors, "row"))


def _component(at: str, over: str, factors: tuple[int, int], role: str) -> Formula:
    """Return a component such as m−k or k−m: the positive summand first, the output index before
    the other."""
    summands = [
        (factor, letter) for factor, letter in zip(factors, (at, over), strict=True) if factor
    ]
    summands.sort(key=lambda summand: summand[0] < 0)
    formula: list[Token] = []
    for factor, letter in summands:
        if factor < 0 or formula:
            formula.append(sign(factor, role))
        formula.append(name(letter, role))
    return tuple(formula)
