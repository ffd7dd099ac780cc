"""Products and sums of products as formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corrconv.formula import DOT, PLUS, TIGHT_DOT, Formula, Limits, Token
from corrconv.index import Index
from corrconv.notation import at, element, negative, number
from corrconv.operation import Term


def product(term: Term, value: str) -> Formula:
    """A pixel times a kernel element's letter, such as x[0,0]·i."""
    return (*at("x", term.image), DOT, element(value))


def value_product(pixel: int, weight: int) -> Formula:
    """Two numbers to be multiplied, such as 1·0; the kernel's is bold."""
    return (*number(pixel), TIGHT_DOT, *kernel_weight(weight))


def kernel_weight(weight: int) -> Formula:
    """A kernel element's number as it is set on the image: bold."""
    sign = () if weight >= 0 else (negative("ink"),)
    digits = str(abs(weight))
    return (*sign, Token(digits, f"bold({digits})", rf"\mathbf{{{digits}}}", name="weight"))


def value_sum(products: Sequence[tuple[int, int]]) -> Formula:
    """The products of one output, added."""
    formula: list[Token | Limits] = []
    for pixel, weight in products:
        formula += [*((PLUS,) if formula else ()), *value_product(pixel, weight)]
    return tuple(formula)


def sum_lines(existing: Sequence[Term], letters: Mapping[Index, str]) -> tuple[Formula, ...]:
    """The sum of the existing terms, a line for each row of pixels; a sign ends each line that
    is continued."""
    rows: dict[int, list[Term]] = {}
    for term in existing:
        rows.setdefault(term.image.row, []).append(term)
    lines: list[Formula] = []
    for row in rows.values():
        line: list[Token | Limits] = []
        for term in row:
            line += [*product(term, letters[term.kernel]), PLUS]
        lines.append(tuple(line))
    return (*lines[:-1], lines[-1][:-1])
