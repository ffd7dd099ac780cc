"""Numbers as lessons write them and as figures spell them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corrconv.core.rational import format_number, parse_number


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (3, "3"),
        (-12, "−12"),
        (Decimal("0.10"), "0.1"),
        (Decimal("-0.125"), "−0.125"),
        ("1/9", "1/9"),
        ("-2/6", "−1/3"),
        ("4/2", "2"),
        (Decimal("1E-6"), "0.000001"),
    ],
)
def test_numbers_are_spelled_as_they_are_meant(given: object, wanted: str) -> None:
    assert format_number(parse_number(given)) == wanted


@pytest.mark.parametrize(
    "given", [True, None, "", "1/0", "x", Decimal("NaN"), Decimal("1E30"), 0.5]
)
def test_what_is_no_number_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="is no number"):
        parse_number(given)
