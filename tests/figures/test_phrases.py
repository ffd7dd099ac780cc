"""Sentences with named values, and the words that figures share."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import pytest

from corrconv import Index
from corrconv.core.index import Region
from corrconv.figures.phrases import by_row, element, filled, span
from corrconv.formula import notation
from corrconv.formula.tokens import plain

ROOT = Path(__file__).parents[2]
X = notation.at("x", Index(1, -1))


def test_a_sentence_takes_words_and_formulas_in_whatever_order_it_names_them() -> None:
    assert filled("{pixel} by {operation}.", pixel=X, operation="convolution") == (
        X,
        " by convolution.",
    )
    assert filled("{operation}: {pixel}", pixel=X, operation="convolution") == ("convolution: ", X)
    assert filled("Nothing to fill in.") == ("Nothing to fill in.",)
    assert filled("{one}{two}", one=X, two=X) == (X, X)
    with pytest.raises(KeyError, match="pixel"):
        filled("Look {pixel} up.")


def test_indices_have_true_minus_signs() -> None:
    assert element("x", Index(1, -1)) == plain(X) == "x[1,−1]"
    assert span(Region(Index(-1, 0), Index(2, 3)), "y") == "y[−1..2,0..3]"
    assert by_row({Index(0, 0): "a", Index(1, 0): "b", Index(0, 1): "c", Index(1, 1): "d"}) == (
        "a b / c d"
    )


def sentences() -> list[tuple[str, str]]:
    """Every sentence that a family, a card or a scene holds under a name of its own."""
    files = [*(ROOT / "corrconv/figures").rglob("*.py"), *(ROOT / "scenes").glob("*.py")]
    return [
        (path.name, node.value)
        for path in files
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value
        for node in ast.walk(statement.value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "{" in node.value
    ]


def test_every_value_of_a_sentence_has_a_name() -> None:
    found = sentences()
    assert len(found) > 40
    for file, sentence in found:
        for _, name, form, _ in Formatter().parse(sentence):
            assert name is None or (name.isidentifier() and not form), f"{file}: {sentence}"
