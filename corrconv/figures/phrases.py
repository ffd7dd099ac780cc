"""Words that several figures share: names of operations, indices, patches."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation, patch, patch_region
from corrconv.core.rational import MINUS
from corrconv.core.traversal import Traversal
from corrconv.figures.figure import Figure
from corrconv.formula.tokens import Formula
from corrconv.lesson.lesson import Lesson

NAMES: Mapping[Operation, str] = {
    Operation.CONVOLUTION: "convolution",
    Operation.CROSS_CORRELATION: "cross-correlation",
    Operation.LIBRARY_CROSS_CORRELATION: "library cross-correlation",
}
"""What each operation is called everywhere; the article does not have the third."""

LINES: Mapping[Operation, str] = {
    Operation.CONVOLUTION: "solid",
    Operation.CROSS_CORRELATION: "dashed",
    Operation.LIBRARY_CROSS_CORRELATION: "dotted",
}
"""How the line of a box drawn for the operation looks."""

TAGS: Mapping[Operation, str] = {
    Operation.CONVOLUTION: "conv",
    Operation.CROSS_CORRELATION: "corr",
    Operation.LIBRARY_CROSS_CORRELATION: "lib",
}
"""The corner tag of a box drawn for the operation."""


def filled(sentence: str, **values: str | Formula) -> tuple[str | Formula, ...]:
    """Return a sentence with its named values in their places, as parts of a label: words, and
    formulas between them. Such sentences can be translated, as halves of sentences cannot.

    >>> filled("Look {element} up.", element=(NAME,))
    """
    parts: list[str | Formula] = [""]
    for words, name, _, _ in Formatter().parse(sentence):
        for part in (words, *([values[name]] if name else [])):
            if isinstance(part, str) and isinstance(parts[-1], str):
                parts[-1] += part
            else:
                parts.append(part)
    return tuple(part for part in parts if part)


def operation_of(figure: Figure) -> Operation:
    """Return the operation that a figure is about; ValueError where it is about several."""
    if figure.operation is None:
        raise ValueError(f"figure {figure.name} is about more than one operation")
    return figure.operation


def element(array: str, index: Index) -> str:
    """Return an array's element with true minus signs, such as "x[−1,0]"."""
    return f"{array}{index}".replace("-", MINUS)


def span(region: Region, array: str = "") -> str:
    """Return a rectangle of indices, such as "x[0..2,0..2]"."""
    first, last = region.first, region.last
    text = f"{array}[{first.col}..{last.col},{first.row}..{last.row}]"
    return text.replace("-", MINUS)


def patch_read(operation: Operation, output: Index, lesson: Lesson) -> str:
    """Return the pixels that an output reads, such as "x[1..3,1..3]"."""
    return span(patch_region(operation, output, lesson.kernel), "x")


def worked_output(figure: Figure, lesson: Lesson) -> str:
    """Return the output that is worked through, such as "y[1,1]"."""
    return element("y", lesson.worked[operation_of(figure)])


def letters_on_patch(operation: Operation, lesson: Lesson) -> str:
    """Return the kernel's letters as they lie on the worked patch: "i h g / f e d / c b a"."""
    output = lesson.worked[operation]
    met = {place: operation.kernel_index(output, place)
           for place in patch(operation, output, lesson.kernel)}  # fmt: skip
    return by_row({place: lesson.letters[tap] for place, tap in met.items()})


def order_line(traversal: Traversal) -> str:
    """Return the line that states in which order outputs are made."""
    return f"outputs in {traversal.value} order"


def by_row(texts: Mapping[Index, str]) -> str:
    """Return the texts of a rectangle of indices, row by row, such as "1 2 3 / 4 5 6"."""
    region = Region.bounding(texts)
    rows = (" ".join(texts[at] for at in region if at.row == row) for row in region.row_range)
    return " / ".join(rows)
