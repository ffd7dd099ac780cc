"""Formulas as MathML."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from corrconv.core.operation import Index, Operation
from corrconv.formula.mathml import NAMESPACE, to_mathml
from corrconv.formula.notation import element, equation, kernel_substituted
from corrconv.formula.tokens import Token, plain

CORE = {"math", "mi", "mn", "mo", "mrow", "munderover"}


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def tags(root: ElementTree.Element) -> list[str]:
    return [each.tag.removeprefix(f"{{{NAMESPACE}}}") for each in root.iter()]


@pytest.mark.parametrize("operation", Operation)
def test_an_equation_keeps_every_mark(operation: Operation) -> None:
    formula = equation(operation)
    root = parsed(to_mathml(formula))
    assert set(tags(root)) <= CORE
    assert root.get("alttext") == plain(formula)
    marks = "".join(root.itertext())
    assert marks == plain(formula).translate(str.maketrans("", "", "_^{}"))
    assert tags(root).count("munderover") == 2


def test_the_operations_differ_by_their_signs() -> None:
    signs = {
        operation: [
            each.text
            for each in parsed(to_mathml(equation(operation))).iter()
            if each.text in {"+", "−"} and each.get("form") is None
        ]
        for operation in Operation
    }
    assert signs[Operation.CONVOLUTION] == ["−", "−"]
    assert signs[Operation.CROSS_CORRELATION] == ["+", "+"]
    assert signs[Operation.LIBRARY_CROSS_CORRELATION] == ["−", "−"]


def test_numbers_names_and_letters_are_told_apart() -> None:
    formula = kernel_substituted(Operation.CONVOLUTION, Index(1, 1), Index(-2, 10))
    root = parsed(to_mathml((*formula, element("h"), Token("<", "lt", "<"))))
    found = [(tag, each.text) for tag, each in zip(tags(root), root.iter(), strict=True)]
    assert ("mn", "10") in found
    assert ("mi", "𝐡") in found
    assert ("mo", "<") in found
    assert found[1] == ("mi", "h")


def test_a_name_that_is_no_latin_letter_stays_one() -> None:
    root = parsed(to_mathml((element("ä"), Token('a"b', '"a"', "a"))))
    assert "".join(root.itertext()) == 'äa"b'
    assert root.get("alttext") == 'äa"b'
