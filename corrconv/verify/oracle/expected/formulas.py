"""What the figures of equations and the worked tables must show."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from corrconv.formula.published_forms import Form
from corrconv.verify.oracle import pieces
from corrconv.verify.oracle.brute_force import Cell, computed
from corrconv.verify.oracle.layout import Below, Level, Name, Rows
from corrconv.verify.oracle.parts import Axes, Line, Part
from corrconv.verify.oracle.spelling import (
    CALLED,
    argument,
    at,
    equation,
    factor,
    general,
    number,
    substituted,
)
from corrconv.verify.oracle.subject import Subject, reading

LONGEST = 32
"""Characters of a line of a sum; longer ones are cut to two terms, of eight at most."""

WRITTEN = 12
"""Terms of a sum; of more the first two and the last one are written."""

MOST = 4
"""Terms, and lines, of a sum that is written row by row; more are written on."""


def convolution_equation(subject: Subject) -> Iterator[Part]:
    """F7: the double sum alone."""
    yield Line("equation", subject.slug, equation(subject.slug))


def notation(subject: Subject) -> Iterator[Part]:
    """F3: the convolution in both its notations, and the legend."""
    yield pieces.title(subject)
    yield Line("equation", subject.slug, equation(subject.slug, "y[m,n]=x[m,n]∗h[m,n]"))
    words = subject.lesson.labels
    for text in (f"x{words.image}", f"h{words.kernel}", f"y{words.output}", "∗convolution"):
        yield Line("label", "legend", text)
    yield Below((Name("label", "title"), Name("equation", subject.slug), Name("label", "legend")))


def equations_compared(subject: Subject) -> Iterator[Part]:
    """F10: both sums, each under its name, with their signs marked."""
    yield pieces.title(subject)
    for slug in subject.compared:
        yield Line("label", f"name.{slug}", CALLED[slug])
        yield Line("equation", slug, equation(slug))
        for _ in ("i", "j"):
            yield Line("label", f"ring.{slug}", "")
        yield Level((Name("label", f"ring.{slug}"),))
    order = ((Name("label", f"name.{slug}"), Name("equation", slug)) for slug in subject.compared)
    yield Below((Name("label", "title"), *itertools.chain.from_iterable(order)))


def notation_zoo(subject: Subject) -> Iterator[Part]:
    """F2: each published form, and what it computes."""
    yield pieces.title(subject)
    for form in subject.lesson.forms:
        yield Line("equation", form.source, _form(form))
        yield Line("label", f"computes.{form.source}", CALLED[_operation(form)])
        yield Line("label", "source", form.source)
        own, computes = Name("equation", form.source), Name("label", f"computes.{form.source}")
        source = Name("label", "source", None, form.source)
        yield Level((own, computes))
        yield Level((own, source))
        yield Below((computes, source))
    yield Below(tuple(Name("equation", form.source) for form in subject.lesson.forms))


def worked_table(subject: Subject) -> Iterator[Part]:
    """F8 and F14: every term of the corner, with numbers and worked out."""
    rows = reading(subject.table)
    taps = subject.taps(rows)
    there = {cell: subject.letters[taps[cell]] for cell in rows if taps[cell] in subject.letters}
    letters = {cell: text for cell, text in there.items() if subject.read(cell) is not None}
    yield pieces.title(subject)
    yield Line("equation", "general", general(subject.slug))
    yield pieces.letters(subject)
    yield Axes("kernel", "letters", subject.letters)
    columns = {
        "substituted": {cell: substituted(subject.slug, subject.output, cell) for cell in rows},
        "solved": {cell: f"{_taken(subject, cell)}·{at('h', taps[cell])}" for cell in rows},
        "letter": letters,
        "struck": {
            cell: pieces.NO_PIXEL if cell in there else pieces.NO_ELEMENT
            for cell in rows
            if cell not in letters
        },
    }
    yield Rows(columns, "divider")
    yield from _sum(subject, letters)
    met, total = len(subject.existing(subject.slug, subject.output)), len(subject.pixels)
    counts = (met, total, total - met, len(subject.letters) - met)
    shown = sum(cell in subject.pixels for cell in rows)
    chosen = subject.lesson.own_corner and {*rows} == {*subject.corner}
    said = () if chosen or shown == total else (shown, total)
    yield pieces.step([at("y", subject.output)], counts, said)


def _taken(subject: Subject, cell: Cell) -> str:
    """The factor that the image gives: a pixel, or what is read in its place."""
    found = subject.read(cell)
    if found is None:
        return at("x", cell)
    return at("x", found) if isinstance(found, tuple) else number(found)


def _sum(subject: Subject, letters: dict[Cell, str]) -> Iterator[Part]:
    """The terms that exist, added, a line for each row of pixels."""
    yield Line("equation", "sum", f"{at('y', subject.output)}=")
    terms = {cell: f"{_taken(subject, cell)}·{factor(letters[cell])}" for cell in reading(letters)}
    rows = [[cell for cell in terms if cell[1] == row] for row in sorted({c[1] for c in terms})]
    if len(terms) <= 8 and any(len("+".join(terms[c] for c in row)) >= LONGEST for row in rows):
        cells = list(terms)
        rows = [cells[start : start + 2] for start in range(0, len(cells), 2)]
    elif len(rows) > MOST or max(map(len, rows)) > MOST:
        rows = _cut(list(terms))
    lines = ["+".join(terms[cell] for cell in row) for row in rows]
    if len(terms) > WRITTEN:
        first, second, *_, last = terms.values()
        lines = [f"{first}+{second}+…+{last}"]
    texts = [f"{line}+" for line in lines[:-1]] + lines[-1:]
    lesson = subject.lesson
    if lesson.pixels is not None and lesson.weights is not None:
        texts.append(f"={number(_total(subject))}")
    for place, text in enumerate(texts):
        yield Line("equation", f"sum.{place}", text)
    yield Below(tuple(Name("equation", f"sum.{place}") for place in range(len(texts))))
    yield Level((Name("equation", "sum"), Name("equation", "sum.0")))


def _cut(cells: list[Cell]) -> list[list[Cell]]:
    """Cells in lines of as many as a line holds."""
    return [cells[start : start + MOST] for start in range(0, len(cells), MOST)]


def _total(subject: Subject) -> Fraction:
    """What the worked output comes to, from the numbers of the lesson."""
    pixels, weights = subject.numbers
    total = Fraction(0)
    for place, tap in subject.patch(subject.slug, subject.output).items():
        found = subject.read(place)
        value = pixels[found] if isinstance(found, tuple) else found or 0
        total += Fraction(value) * Fraction(weights[tap])
    return total


def _form(form: Form) -> str:
    """A published form in its own letters."""
    names = form.names
    sums = "".join(f"∑{letter}" for letter in names.over)
    image, kernel = (
        f"{array}[{','.join(argument(*pair, factors) for pair in _letters(form))}]"
        for array, factors in ((names.image, form.image), (names.kernel, form.kernel))
    )
    return f"{names.output}[{','.join(names.at)}]={sums}{image}·{kernel}"


def _letters(form: Form) -> Iterator[tuple[str, str]]:
    return zip(form.names.at, form.names.over, strict=True)


def _operation(form: Form) -> str:
    """The operation that the form computes, found by trying."""

    def multiplied(output: Cell, index: Cell) -> tuple[Cell, Cell]:
        pixel, tap = (
            (factors[0] * output[0] + factors[1] * index[0],
             factors[0] * output[1] + factors[1] * index[1])
            for factors in (form.image, form.kernel)
        )  # fmt: skip
        return pixel, tap

    found = computed(multiplied)
    if len(found) != 1:
        raise ValueError(f"{form.source} computes {len(found)} of the three operations")
    return found[0]
