"""What tomli-w writes for a derived lesson is read back by the standard library as it was."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tomli_w import dumps

from corrconv.lesson.lesson import BUILT_IN

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = TEXT | st.integers(-(2**63), 2**63 - 1) | st.booleans()
VALUES = st.recursive(
    PLAIN | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=8,
)


@pytest.mark.slow
@given(st.dictionaries(TEXT, VALUES))
def test_any_document_is_read_as_it_was(document: dict[str, Any]) -> None:
    assert tomllib.loads(dumps(document)) == document


def test_the_articles_lesson_is_read_as_it_was() -> None:
    text = BUILT_IN.read_text(encoding="utf-8")
    document = tomllib.loads(text)
    assert tomllib.loads(dumps(document)) == document
    assert tomllib.loads(dumps({**document, "title": "Other"})) != document


def test_decimal_numbers_keep_their_digits() -> None:
    document = {"values": [[Decimal("0.10"), Decimal("-1e-3")]]}
    assert tomllib.loads(dumps(document), parse_float=Decimal) == document


@pytest.mark.parametrize("value", [None, {1, 2}, b"bytes", 1j])
def test_what_toml_does_not_have_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="not TOML serializable"):
        dumps({"key": value})
