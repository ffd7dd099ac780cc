"""Words for indices, patches and terms, that captions are made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from corrconv.catalog import Figure
from corrconv.core.index import Index
from corrconv.core.kernel_properties import ORIGIN_RULES
from corrconv.core.operation import Operation, patch, patch_region
from corrconv.core.rational import format_number
from corrconv.figures.operation_names import SHORT
from corrconv.formula.tokens import MINUS
from corrconv.lesson.lesson import Lesson
from corrconv.lesson.worked_table import Row


def shown(index: Index) -> str:
    """An index with true minus signs."""
    return str(index).replace("-", MINUS)


def region_text(first: Index, last: Index) -> str:
    """A rectangle of indices, such as [0..2,0..2]."""
    return f"[{first.col}..{last.col},{first.row}..{last.row}]".replace("-", MINUS)


def letters_by_row(operation: Operation, lesson: Lesson) -> str:
    """The kernel's letters as they lie on the worked patch, such as "i h g / f e d / c b a"."""
    output = lesson.worked[operation]
    laid: dict[int, list[str]] = {}
    for place in patch(operation, output, lesson.kernel):
        letter = lesson.letters[operation.kernel_index(output, place)]
        laid.setdefault(place.row, []).append(letter)
    return " / ".join(" ".join(row) for row in laid.values())


def operation_of(figure: Figure) -> Operation:
    """The operation that a figure is about; ValueError where it is about several."""
    if figure.operation is None:
        raise ValueError(f"figure {figure.name} is about more than one operation")
    return figure.operation


def size(lesson: Lesson) -> str:
    """The image's columns and rows."""
    return f"{lesson.image.columns}×{lesson.image.rows}"


def output_of(figure: Figure, lesson: Lesson) -> str:
    """The output that is worked through."""
    return f"y{shown(lesson.worked[operation_of(figure)])}"


def patch_text(operation: Operation, output: Index, lesson: Lesson) -> str:
    """The places of the image that an output reads."""
    met = patch_region(operation, output, lesson.kernel)
    return f"x{region_text(met.first, met.last)}"


def by_reading(index: Index) -> tuple[int, int]:
    """What sorts indices into reading order."""
    return index.row, index.col


OUTSIDE: Mapping[str, str] = MappingProxyType(
    {
        "zero": "nothing is read there, and ∅ marks a missing pixel",
        "fill": "one constant is read there",
        "wrap": "the image repeats there",
        "symmetric": "the image is mirrored there, its edge repeated",
        "nearest": "the nearest pixel is read there",
        "mirror": "the image is mirrored there, its edge not repeated",
    }
)
"""What is read outside an image, by the boundary."""


def absence(row: Row) -> str:
    """What is to be said of a pixel that the image does not have."""
    if row.pixel:
        return ""
    if row.read is not None:
        return f" (outside the image: x{shown(row.read)} is read)"
    return (
        " (no such pixel)" if row.constant is None else f" ({format_number(row.constant)} is read)"
    )


def rules(lesson: Lesson) -> list[str]:
    """Where libraries put h[0,0] in a kernel of this size, and which do."""
    return [
        f"{SHORT[rule.operation]} with h[0,0] the {place} element ({rule.users})"
        for rule in ORIGIN_RULES
        for place in [rule.place(lesson.kernel)]
    ]
