"""What a printed page says, read back from its PDF, and the same worked out anew.

Nothing here is shared with corrconv: not even the operation is told, its signs are read from the
formula on the page. Indices are (column, row).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pypdfium2

Place = tuple[int, int]

INDEX = r"\[(-?\d+),(-?\d+)\]"
NUMBER = r"-?\d+(\.\d+|/\d+)?"


@dataclass
class Printed:
    """A page: its lines, and what they say."""

    lines: list[str]
    output: Place = (0, 0)
    sums: list[str] = field(default_factory=list)
    image: dict[Place, Fraction] = field(default_factory=dict)
    patch: list[list[str]] = field(default_factory=list)
    kernel: dict[Place, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)
    centre: Place | None = None
    result: str = ""
    ticked: int | None = None


def printed(path: Path) -> list[Printed]:
    """Every page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [understood(lines(page.get_textpage().get_text_bounded())) for page in document]
    finally:
        document.close()


def lines(text: str) -> list[str]:
    """Lines of plain characters, with ASCII minus signs."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    return [line.strip() for line in plain.splitlines()]


def understood(said: list[str]) -> Printed:
    page = Printed(said)
    head = next(line for line in said if re.search(f"y{INDEX}", line))
    page.output = places(head)[0]
    page.sums = [
        found.group(1).replace(" ", "")
        for line in said
        if (found := re.search(r"x\[i, j\] · h\[(.+)\]$", line))
    ]
    grids(page, said[said.index("image x kernel h") + 1 :])
    starts = [at for at, line in enumerate(said) if line.startswith("pixel ")]
    for line in said[starts[0] + 1 :] if starts else ():
        if re.match(f"x{INDEX} ?", line) and not page.result:
            page.rows.append(re.sub(r" · ", "·", line).split())
        if line.startswith("y[") or page.result:
            page.result += line.partition("=")[2] or (line if page.result else "")
    page.result = page.result.replace(" ", "")
    for line in said:
        if line.startswith("h[0,0] meets x"):
            page.centre = places(line)[1]
    choices = [line for line in said if re.search(r"x\[i, j\] · h", line)]
    ticks = [at for at, line in enumerate(choices) if line.startswith("✗")]
    page.ticked = ticks[0] if ticks else None
    return page


def grids(page: Printed, said: list[str]) -> None:
    """The image's numbers or letters, and the kernel's elements by the indices under them."""
    cols = [int(each) for each in said[0].split()]
    rest = said[1:]
    rows = [int(line) for line in rest[: rest.index("i→")]]
    rest = rest[rest.index("j↓") + 1 :]
    below = [at for at, line in enumerate(rest) if re.fullmatch(INDEX, line)]
    for at in below:
        page.kernel[places(rest[at])[0]] = rest[at - 1].split()[-1]
    merged = len(rest[below[0] - 1].split()) > 1  # a row's number and its first element
    axes = 1 + len({row for _, row in page.kernel}) - merged
    inside = [line.split() for line in rest[: below[0] - 1 - axes]]
    numbers = [row for row in inside if len(row) == len(cols)][: len(rows)]
    if len(numbers) == len(rows) and all(re.fullmatch(NUMBER, each) for each in numbers[0]):
        for row, line in zip(rows, numbers, strict=True):
            page.image |= {(col, row): Fraction(each) for col, each in zip(cols, line, strict=True)}
    if any(line.startswith("h[0,0] meets x") for line in said):
        page.patch = inside
    page.image = page.image or {(col, row): Fraction(0) for col in cols for row in rows}


def places(text: str) -> list[Place]:
    return [(int(col), int(row)) for col, row in re.findall(INDEX, text)]


def met(page: Printed, formula: str) -> dict[Place, Place]:
    """The kernel index that each pixel meets, by a printed formula such as m-i,n-j."""
    column, row = (summed(part) for part in formula.split(","))
    m, n = page.output
    found = {(i, j): (column(m, i), row(n, j)) for i, j in page.image}
    inside = {pixel: tap for pixel, tap in found.items() if tap in page.kernel}
    return dict(sorted(inside.items(), key=lambda item: (item[0][1], item[0][0])))


def summed(text: str) -> Callable[[int, int], int]:
    """m-i, m+i or i-m as a function of the output's index and the image's."""
    return {
        "m-i": lambda m, i: m - i,
        "n-j": lambda m, i: m - i,
        "m+i": lambda m, i: m + i,
        "n+j": lambda m, i: m + i,
        "i-m": lambda m, i: i - m,
        "j-n": lambda m, i: i - m,
    }[text]


def shown(place: Place) -> str:
    return f"[{place[0]},{place[1]}]"


def faults(page: Printed) -> list[str]:
    """What is wrong on the page of an answer key; nothing where all is right."""
    if page.ticked is not None:
        return wrong_choice(page)
    terms = met(page, page.sums[0])
    if page.centre is not None:
        return wrong_patch(page, terms)
    numeric = any(line.startswith("pixel value") for line in page.lines)
    wanted, products = [], []
    for pixel, tap in terms.items():
        element, name = page.kernel[tap], f"x{shown(pixel)}"
        factor = f"({element})" if element.startswith("-") else element
        product = page.image[pixel] * Fraction(element) if numeric else f"{name}·{factor}"
        products.append(product)
        value = [page.image[pixel]] if numeric else []
        wanted.append([str(each) for each in (name, *value, f"h{shown(tap)}", element, product)])
    rows = [[exact(each) for each in row] for row in page.rows] if numeric else page.rows
    if numeric:
        wanted = [[exact(each) for each in row] for row in wanted]
    total = str(sum(products, Fraction(0))) if numeric else "+".join(map(str, products))
    found = [f"row {row}: wanted {good}" for row, good in compared(rows, wanted)]
    said = exact(page.result) if numeric else page.result
    unasked = not numeric and not page.result and len(products) > 12
    return found + ([] if said == total or unasked else [f"y is {said}, wanted {total}"])


def exact(text: str) -> str:
    """A number in its shortest form, so that 0.5 and 1/2 are the same; other text as it is."""
    return str(Fraction(text)) if re.fullmatch(NUMBER, text) else text


def wrong_choice(page: Printed) -> list[str]:
    """The ticked formula, and no other, must give the letters and the indices of the table."""
    found = []
    for at, formula in enumerate(page.sums):
        terms = met(page, formula)
        rows = [[f"x{shown(pixel)}", page.kernel[tap]] for pixel, tap in terms.items()]
        fits = rows == [row[:2] for row in page.rows]
        if fits != (at == page.ticked):
            found.append(f"{formula} {'fits' if fits else 'does not fit'} the table")
        if at == page.ticked:
            taps = [f"h{shown(tap)}" for tap in terms.values()]
            good = compared([row[2:] for row in page.rows], [[tap] for tap in taps])
            found += [f"row {row}: wanted {wanted}" for row, wanted in good]
    return found


def wrong_patch(page: Printed, terms: dict[Place, Place]) -> list[str]:
    rows: dict[int, list[str]] = {}
    for (_, row), tap in terms.items():
        rows.setdefault(row, []).append(page.kernel[tap])
    found = [f"{row}: wanted {good}" for row, good in compared(page.patch, [*rows.values()])]
    centre = next((pixel for pixel, tap in terms.items() if tap == (0, 0)), page.centre)
    return found + ([] if page.centre == centre else [f"centre {page.centre}, wanted {centre}"])


def compared(found: list[list[str]], wanted: list[list[str]]) -> list[tuple[object, object]]:
    if len(found) != len(wanted):
        return [(f"{len(found)} rows", f"{len(wanted)} rows")]
    return [pair for pair in zip(found, wanted, strict=True) if pair[0] != pair[1]]
