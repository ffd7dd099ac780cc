"""F8 and F14: what the worked tables must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from corrconv.verify.oracle import shared_entries
from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.expected_entries import Axes, Cells, Line, Part
from corrconv.verify.oracle.expected_layout import Below, Level, Name, Rows
from corrconv.verify.oracle.plain_lesson import Subject, reading
from corrconv.verify.oracle.registry import ExpectedParts
from corrconv.verify.oracle.spelling import at, factor, general, number, substituted

LONGEST = 32
"""Characters of a line of a sum; longer ones are cut to two terms, of eight at most."""

WRITTEN = 12
"""Terms of a sum; of more the first two and the last one are written."""

HEADS: Mapping[str, str] = {
    "substituted": "pixel · index put in",
    "solved": "solved",
    "letter": "element",
}
"""The heads over the columns, by their names."""

MOST = 4
"""Terms, and lines, of a sum that is written row by row; more are written on."""


def worked_table(subject: Subject) -> Iterator[Part]:
    """Yield every term of the corner, with numbers and worked out."""
    rows = reading(subject.table)
    taps = subject.kernel_indices(rows)
    there = {cell: subject.letters[taps[cell]] for cell in rows if taps[cell] in subject.letters}
    letters = {cell: text for cell, text in there.items() if subject.read(cell) is not None}
    yield shared_entries.title(subject)
    yield Line("equation", "general", general(subject.slug))
    yield from _grids(subject)
    columns = {
        "substituted": {cell: substituted(subject.slug, subject.output, cell) for cell in rows},
        "solved": {cell: f"{_taken(subject, cell)}·{at('h', taps[cell])}" for cell in rows},
        "letter": letters,
        "struck": {
            cell: shared_entries.NO_PIXEL if cell in there else shared_entries.NO_ELEMENT
            for cell in rows
            if cell not in letters
        },
    }
    yield Rows(columns, "divider")
    for name, words in HEADS.items():
        yield Line("label", f"head.{name}", words)
        yield Below((Name("label", f"head.{name}"), Name("term", name)))
    yield from _sum(subject, letters)
    existing, total = len(subject.existing_terms(subject.slug, subject.output)), len(subject.pixels)
    counts = (existing, total, total - existing, len(subject.letters) - existing)
    shown = sum(cell in subject.pixels for cell in rows)
    chosen = subject.lesson.own_corner and {*rows} == {*subject.corner}
    required = () if chosen or shown == total else (shown, total)
    yield shared_entries.step([at("y", subject.output)], counts, required)


def _grids(subject: Subject) -> Iterator[Part]:
    """Yield the image, which says where each kernel element is met, and the kernel."""
    met = subject.existing_terms(subject.slug, subject.output)
    room = subject.table_grids
    shown = {(pixel.col, pixel.row) for pixel in room.region}
    pixels = dict.fromkeys((pixel for pixel in subject.pixels if pixel in shown), "")
    laid = {pixel: subject.letters[tap] if room.written else "" for pixel, tap in met.items()}
    yield Cells("term", "laid", laid, on="map")
    for role, grid, cells, name, every in (
        ("image", "map", pixels, "x", room.every),
        ("kernel", "letters", subject.letters, "h", 1),
    ):
        yield Cells(role, grid, cells)
        yield Axes(role, grid, cells, every=every)
        yield Line("equation", f"{grid}.name", name)
        yield Below((Name("equation", f"{grid}.name"), Name(role, grid)))


def _taken(subject: Subject, cell: Cell) -> str:
    """Return the factor that the image gives: a pixel, or what is read in its place."""
    found = subject.read(cell)
    if found is None:
        return at("x", cell)
    return at("x", found) if isinstance(found, tuple) else number(found)


def _sum(subject: Subject, letters: dict[Cell, str]) -> Iterator[Part]:
    """Yield the terms that exist, added, a line for each row of pixels."""
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
    """Return cells in lines of as many as a line holds."""
    return [cells[start : start + MOST] for start in range(0, len(cells), MOST)]


def _total(subject: Subject) -> Fraction:
    """Return what the worked output comes to, from the numbers of the lesson."""
    pixels, weights = subject.numbers
    total = Fraction(0)
    for place, tap in subject.patch(subject.slug, subject.output).items():
        found = subject.read(place)
        value = pixels[found] if isinstance(found, tuple) else found or 0
        total += Fraction(value) * Fraction(weights[tap])
    return total


EXPECTED: Mapping[str, ExpectedParts] = {
    "convolution-table": worked_table,
    "cross-correlation-table": worked_table,
}
