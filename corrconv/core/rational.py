"""The numbers of a lesson: exact, and spelled as they are set."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

Number = int | Fraction
"""Whole numbers are int, all others Fraction, so that sums are exact."""

MINUS = "−"

PLACES = 6
"""A number with so many decimal places, or fewer, is spelled as a decimal."""

FAR = 12
"""Powers of ten beyond which a decimal number is not read: its digits would fill memory."""

_WRITTEN = re.compile(r"[+-]?\d{1,9}(\.\d{1,9}|/\d{1,9})?")


def parse_number(value: object) -> Number:
    """Return the number that TOML's `value` stands for: a whole number, a decimal number, or a
    string such as "1/9". ValueError where it is none."""
    if type(value) is int:
        return value
    if type(value) is Decimal and value.is_finite() and -FAR < value.adjusted() < FAR:
        return whole(Fraction(value))
    if type(value) is str and _WRITTEN.fullmatch(value) and not re.search(r"/0+$", value):
        return whole(Fraction(value))
    hint = ", its minus must be a hyphen" if type(value) is str and MINUS in value else ""
    raise ValueError(f"{value!r} is no number{hint}")


def whole(value: Number) -> Number:
    """Return `value`, as an int where it is whole."""
    return value.numerator if value.denominator == 1 else value


def total(values: list[Number]) -> Number:
    """Return the exact sum."""
    return whole(sum(values))


def format_number(value: Number) -> str:
    """Return a number as text, such as 12, −0.125 or −1/9, with a true minus sign."""
    sign = MINUS if value < 0 else ""
    return sign + format_magnitude(value)


def format_magnitude(value: Number) -> str:
    """Return a number as text without its sign: as a decimal where that is exact and short."""
    size = -value if value < 0 else value
    if size.denominator == 1:
        return str(size.numerator)
    scaled = size * 10**PLACES
    if scaled.denominator != 1:
        return f"{size.numerator}/{size.denominator}"
    digits = f"{scaled.numerator:0{PLACES + 1}d}"
    return f"{digits[:-PLACES]}.{digits[-PLACES:]}".rstrip("0")
