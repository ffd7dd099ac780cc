"""Formulas as MathML Core, which browsers set and screen readers read."""

from __future__ import annotations

from html import escape

from corrconv.formula.tokens import Formula, Limits, Token, plain

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
SHRINKS = "font-size: min(1em, 4vw)"
BOLD = (("a", "𝐚"), ("A", "𝐀"))
"""The first letters of the alphabets that MathML Core has in place of a bold variant."""


def to_mathml(formula: Formula) -> str:
    """Return the formula as one displayed `math` element, with its plain text as alternative. It
    shrinks with a narrow window: browsers do not break formulas."""
    row = "".join(map(_part, formula))
    alternative = f'"{escape(plain(formula))}"'
    opening = f'<math xmlns="{NAMESPACE}" display="block" alttext={alternative} style="{SHRINKS}">'
    return f"{opening}{row}</math>"


def _part(part: Token | Limits) -> str:
    if isinstance(part, Token):
        return _token(part)
    rows = "".join(f"<mrow>{''.join(map(_part, each))}</mrow>" for each in (part.lower, part.upper))
    return f"<munderover>{_token(part.base)}{rows}</munderover>"


def _token(token: Token) -> str:
    text = token.text
    if text.isdecimal():
        return f"<mn>{text}</mn>"
    if token.typst.startswith("bold("):
        return f'<mi mathvariant="normal">{escape("".join(map(_bold, text)), quote=False)}</mi>'
    if text.isalpha() or text == "∞":
        return f"<mi>{escape(text, quote=False)}</mi>"
    return f"<mo{_spacing(token)}>{escape(text, quote=False)}</mo>"


def _spacing(token: Token) -> str:
    """Return the attributes of a mark that a browser's dictionary of operators lacks."""
    if token.text in {"[", "]", "(", ")"}:
        return ' stretchy="false"'
    if token.typst.startswith("class("):
        return ' form="prefix" lspace="0" rspace="0"'
    return ""


def _bold(letter: str) -> str:
    for first, bold in BOLD:
        place = ord(letter) - ord(first)
        if 0 <= place < 26:
            return chr(ord(bold) + place)
    return letter
