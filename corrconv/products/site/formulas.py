"""The equations that a figure is about, in the three languages that pages are written in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corrconv.core.operation import Operation
from corrconv.figures.operation_names import SHORT
from corrconv.formula.mathml import to_mathml
from corrconv.formula.notation import equation
from corrconv.formula.tokens import to_latex, to_typst


@dataclass(frozen=True, slots=True)
class Written:
    """One equation, and what it is called."""

    name: str
    typst: str
    latex: str
    mathml: str


def written(operation: Operation | None) -> tuple[Written, ...]:
    """The equation of `operation`; of the article's two where there is none."""
    both = (Operation.CONVOLUTION, Operation.CROSS_CORRELATION)
    return tuple(_written(each) for each in ((operation,) if operation else both))


def in_language(equations: Iterable[Written], language: str) -> str:
    """The equations in one of the languages "typst", "latex" and "mathml", a line for each."""
    return "\n".join(str(getattr(each, language)) for each in equations)


def _written(operation: Operation) -> Written:
    formula = equation(operation)
    return Written(
        SHORT[operation],
        f"$ {to_typst(formula)} $",
        rf"\[ {to_latex(formula)} \]",
        to_mathml(formula),
    )
