"""Formulas: tuples of tokens, and how they read as plain text, as Typst and as LaTeX.

Every part of what is set is a token, so that it can be addressed and coloured.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

LONGEST = 400
"""Characters in one text at the most."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

_LETTER = re.compile(r"[A-Za-zα-ω]")

MINUS = "−"


@dataclass(frozen=True, slots=True)
class Token:
    """One mark of a formula: its text, how Typst and LaTeX set it, its colour role and the name
    under which a drawing addresses it."""

    text: str
    typst: str
    latex: str
    role: str = "ink"
    name: str = ""

    def __deepcopy__(self, memo: dict[int, Any]) -> Token:
        """Return the token itself: it is frozen, so that a copy of a drawing can share it."""
        return self


@dataclass(frozen=True, slots=True)
class Limits:
    """A mark with something under and over it: a sum."""

    base: Token
    lower: Formula
    upper: Formula


Formula = tuple["Token | Limits", ...]

OPEN = Token("[", "bracket.l", "[")
CLOSE = Token("]", "bracket.r", "]")
COMMA = Token(",", "comma", ",")
TIGHT_COMMA = Token(",", 'class("normal", comma)', "{,}")
EQUALS = Token("=", "eq", "=")
ALMOST = Token("≈", "approx", r"\approx ")
DOT = Token("·", "dot.c", r"\cdot ")
PLUS = Token("+", "plus", "+")
TIGHT_DOT = Token("·", 'class("normal", dot.c)', r"{\cdot}")
TIMES = Token("×", 'class("normal", times)', r"{\times}")
SUM = Token("∑", "sum", r"\sum ", name="sum")
STAR = Token("∗", "ast.op", r"\ast ", name="star")
RIGHT_ARROW = Token("→", "arrow.r", r"\rightarrow ", "muted")
LEFT_ARROW = Token("←", "arrow.l", r"\leftarrow ", "muted")
DOWN_ARROW = Token("↓", "arrow.b", r"\downarrow ", "muted")
UP_ARROW = Token("↑", "arrow.t", r"\uparrow ", "muted")
NO_ELEMENT = Token("✗", "crossmark", r"\times ", "muted", "absent")
NO_PIXEL = Token("∅", "emptyset", r"\varnothing ", "muted", "absent")
INFINITY = Token("∞", "infinity", r"\infty ")


def quoted(text: str) -> str:
    """Return text as a Typst string: data, never markup. ValueError for control characters and for
    more than LONGEST characters."""
    if _CONTROL.search(text) or len(text) > LONGEST:
        raise ValueError(
            f"{text[:40]!r} cannot be set: wanted at most {LONGEST} characters, none of control"
        )
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def variable(text: str) -> str:
    """Return a name as Typst math: a single Latin letter or small Greek one as it is, in italics,
    any other as a string."""
    return text if _LETTER.fullmatch(text) else quoted(text)


def numeral(text: str) -> str:
    """Return an unsigned number, such as 12, 0.125 or 1/9, as Typst math without air in it."""
    over, slash, under = text.partition("/")
    if slash:
        return f'{over} class("normal", slash) {under}'
    return text if text.replace(".", "", 1).isdecimal() else quoted(text)


def escaped_latex(text: str) -> str:
    """Return a name as LaTeX math; characters with a meaning of their own lose it."""
    return "".join(rf"\char{ord(each)} " if each in "\\{}$&#^_%~" else each for each in text)


def plain(formula: Formula) -> str:
    """Return the formula in one line of text, without spaces."""
    return "".join(
        part.text
        if isinstance(part, Token)
        else part.base.text + _scripts(plain(part.lower), plain(part.upper), "{}")
        for part in formula
    )


def to_latex(formula: Formula) -> str:
    """Return the formula as LaTeX math."""
    return "".join(
        part.latex
        if isinstance(part, Token)
        else part.base.latex + _scripts(to_latex(part.lower), to_latex(part.upper), "{}") + " "
        for part in formula
    )


def to_typst(formula: Formula, mark: Callable[[Token], str] = lambda token: token.typst) -> str:
    """Return the formula as Typst math; `mark` writes each token."""
    return " ".join(
        mark(part)
        if isinstance(part, Token)
        else mark(part.base)
        + _scripts(to_typst(part.lower, mark), to_typst(part.upper, mark), "()")
        for part in formula
    )


def tokens(formula: Formula) -> tuple[Token, ...]:
    """Return every token, in the order in which `to_typst` marks them."""
    found: list[Token] = []
    for part in formula:
        if isinstance(part, Token):
            found.append(part)
        else:
            found += [part.base, *tokens(part.lower), *tokens(part.upper)]
    return tuple(found)


def _scripts(lower: str, upper: str, brackets: str) -> str:
    opening, closing = brackets[0], brackets[1]
    under = f"_{opening}{lower}{closing}" if lower else ""
    over = f"^{opening}{upper}{closing}" if upper else ""
    return under + over
