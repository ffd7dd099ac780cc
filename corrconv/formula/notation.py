"""Indices, terms and operations as formulas."""

from __future__ import annotations

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation
from corrconv.core.rational import Number, format_magnitude
from corrconv.formula.tokens import (
    CLOSE,
    COMMA,
    DOT,
    EQUALS,
    INFINITY,
    MINUS,
    OPEN,
    SUM,
    TIGHT_COMMA,
    Formula,
    Limits,
    Token,
    escaped_latex,
    numeral,
    variable,
)


def name(letter: str, role: str = "ink", address: str = "") -> Token:
    """Return a variable, set in italics."""
    return Token(letter, variable(letter), escaped_latex(letter), role, address or letter)


def element(letter: str, role: str = "ink", address: str = "letter") -> Token:
    """Return a kernel element's letter, upright and bold so that h and i cannot be read as
    names."""
    typst = f"bold(upright({variable(letter)}))"
    return Token(letter, typst, rf"\mathbf{{{escaped_latex(letter)}}}", role, address)


def number(value: Number, role: str = "ink", address: str = "") -> Formula:
    """Return a number, with a true minus sign."""
    size = format_magnitude(value)
    digits = Token(size, numeral(size), size, role, address)
    return (digits,) if value >= 0 else (negative(role), digits)


def subscripted(array: Token, column: Formula, row: Formula, comma: Token = COMMA) -> Formula:
    """Return an array's element by the formulas of its index, such as x[m+1,n]."""
    return (array, OPEN, *column, comma, *row, CLOSE)


def bracketed(index: Index) -> Formula:
    """Return [column,row], each component in its axis colour."""
    column, row = number(index.col, "column", "col"), number(index.row, "row", "row")
    return (OPEN, *column, TIGHT_COMMA, *row, CLOSE)


def at(array: str, index: Index, role: str = "ink") -> Formula:
    """Return an array's element, such as x[2,1]."""
    return (name(array, role), *bracketed(index))


def at_names(array: str, column: str, row: str, role: str = "ink") -> Formula:
    """Return an array's element by the names of its index, such as x[i,j]."""
    return subscripted(name(array, role), (name(column, "column"),), (name(row, "row"),))


def kernel_names(operation: Operation) -> Formula:
    """Return the kernel element of a general term, such as h[m−i,n−j]."""
    return subscripted(
        name("h"),
        _relation(operation, (name("m", "column"),), name("i", "column"), "column"),
        _relation(operation, (name("n", "row"),), name("j", "row"), "row"),
    )


def kernel_substituted(operation: Operation, output: Index, image: Index) -> Formula:
    """Return the kernel element with its numbers put in and nothing worked out, such as
    h[1−2,1−1]."""
    return subscripted(
        name("h"),
        _substituted(operation, output.col, image.col, "column"),
        _substituted(operation, output.row, image.row, "row"),
    )


def kernel_for(operation: Operation, output: Index, over: tuple[str, str] = ("i", "j")) -> Formula:
    """Return the kernel element of one output's general term, such as h[1−i,1−j]."""
    return subscripted(name("h"), *kernel_components(operation, output, over))


def kernel_components(
    operation: Operation, output: Index, over: tuple[str, str] = ("i", "j")
) -> tuple[Formula, Formula]:
    """Return the components of that element's index, such as 1−i and 1−j."""
    return (
        _relation(operation, number(output.col, "column"), name(over[0], "column"), "column"),
        _relation(operation, number(output.row, "row"), name(over[1], "row"), "row"),
    )


def patch_centre(operation: Operation) -> Formula:
    """Return the pixel that h[0,0] meets for y[m,n]: x[m,n], or x[−m,−n] where the patch is
    mirrored."""
    if operation.image_index(Index(1, 1), Index(0, 0)).col > 0:
        return at_names("x", "m", "n")
    column, row = (negative("column"), name("m", "column")), (negative("row"), name("n", "row"))
    return subscripted(name("x"), column, row)


def spanned(array: str, region: Region) -> Formula:
    """Return a rectangle of an array's elements, such as x[0..2,0..2]."""
    first, last = region.first, region.last
    columns = (*number(first.col, "column"), *_dots("column"), *number(last.col, "column"))
    rows = (*number(first.row, "row"), *_dots("row"), *number(last.row, "row"))
    return subscripted(name(array), columns, rows, TIGHT_COMMA)


def equation(operation: Operation) -> Formula:
    """Return y[m,n] as the double sum of the operation, with its limits."""
    return (*at_names("y", "m", "n"), EQUALS, *double_sum(), *general_term(operation))


def double_sum() -> Formula:
    """Return the two sums over all image indices."""
    return (_sum_over("i", "column"), _sum_over("j", "row"))


def general_term(operation: Operation) -> Formula:
    """Return x[i,j] times its kernel element."""
    return (*at_names("x", "i", "j"), DOT, *kernel_names(operation))


def substituted_term(operation: Operation, output: Index, place: Index) -> Formula:
    """Return one term with its numbers put in: the left side of a worked table."""
    return (*at("x", place), DOT, *kernel_substituted(operation, output, place))


def letter(value: str) -> Formula:
    """Return a kernel element's letter as a formula."""
    return (element(value),)


def negative(role: str) -> Token:
    """Return the minus sign of a number, set without the air of a difference."""
    return Token(MINUS, 'class("normal", minus)', "{-}", role)


def _dots(role: str) -> Formula:
    dot = Token(".", 'class("normal", dot.basic)', ".", role)
    return (dot, dot)


def sign(value: int, role: str) -> Token:
    """Return the sign of a summand, as a difference or a sum sets it."""
    mark = (MINUS, "minus", "-") if value < 0 else ("+", "plus", "+")
    return Token(*mark, role, "sign")


def _relation(operation: Operation, output: Formula, image: Token, role: str) -> Formula:
    """Return output and image with the operation's signs, the positive one first; a number after a
    sign in parentheses where it is negative."""
    if operation.output_sign < 0:
        below = isinstance(output[0], Token) and output[0].text == MINUS
        second = _in_parentheses(output, role) if below else output
        return (image, sign(operation.output_sign, role), *second)
    return (*output, sign(operation.image_sign, role), image)


def _substituted(operation: Operation, output: int, image: int, role: str) -> Formula:
    if operation.output_sign < 0:
        first, by, second = image, operation.output_sign, output
    else:
        first, by, second = output, operation.image_sign, image
    return (*number(first, role), sign(by, role), *_operand(second, role))


def _operand(value: int, role: str) -> Formula:
    """Return a number after a sign; a negative one needs its parentheses."""
    return number(value, role) if value >= 0 else _in_parentheses(number(value, role), role)


def _in_parentheses(formula: Formula, role: str) -> Formula:
    return (Token("(", "paren.l", "(", role), *formula, Token(")", "paren.r", ")", role))


def _sum_over(letter: str, role: str) -> Limits:
    lower = (name(letter, role), EQUALS, negative("ink"), INFINITY)
    return Limits(SUM, lower, (INFINITY,))


def assignment(letters: tuple[str, str], index: Index) -> Formula:
    """Return an index by the names of its components, such as i=2, j=1."""
    column = (name(letters[0], "column"), EQUALS, *number(index.col, "column"))
    return (*column, COMMA, name(letters[1], "row"), EQUALS, *number(index.row, "row"))


def names(column: str, row: str) -> Formula:
    """Return two names of an index's components, such as i, j."""
    return (name(column, "column"), COMMA, name(row, "row"))
