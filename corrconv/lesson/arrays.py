"""Image and kernel of a lesson, as its file gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from corrconv.core.index import Index, Support
from corrconv.core.rational import Number, format_number
from corrconv.lesson.image_file import PictureError, grey_levels
from corrconv.lesson.reader import Grid, Table

MOST_CELLS = 225
"""Of an image or a kernel; more cannot be told apart in a picture."""

LONGEST_NUMBER = 8
"""Characters of a number that is given."""

LETTERS = re.compile(r"[^\W\d_]\w{0,5}[′']?")
"""A name of a kernel element or a pixel: set as mathematics, where it must stay readable."""

IMAGE_KEYS = ("columns", "rows", "origin", "corner", "values", "letters", "picture", "levels")
KERNEL_KEYS = ("letters", "values", "origin")
USUAL_LEVELS = 10


@dataclass(frozen=True, slots=True)
class Array:
    """An image or a kernel: where it has elements, the text of each (none where the lesson does not
    say), and their numbers where the lesson gives any."""

    support: Support
    texts: Mapping[Index, str]
    numbers: Mapping[Index, Number] | None = None


def read_image(table: Table, kernel: Support, folder: Path) -> Array:
    """Return the image: values, a picture, letters, or a size alone; four columns and rows more
    than the kernel where nothing is said."""
    table.only(*IMAGE_KEYS)
    sources = [key for key in ("values", "picture", "letters") if key in table]
    if "picture" in sources and len(sources) > 1:
        raise table.invalid(
            "picture", f"the image is given by {sources[0]} too: wanted one of them"
        )
    if "levels" in table and "picture" not in table:
        raise table.invalid("levels", "only a picture is reduced to levels")
    if "picture" in table:
        return _numbered(table, "picture", _picture(table, folder))
    if not sources:
        return Array(_sized(table, kernel), MappingProxyType({}))
    array = _written(table)
    _require_size(table, array.support)
    return array


def read_kernel(table: Table) -> Array:
    """Return the kernel: letters, values, or both."""
    table.only(*KERNEL_KEYS)
    if "letters" not in table and "values" not in table:
        raise table.place.error("wanted letters or values, such as values = [[1, 2, 1]]")
    return _written(table)


def _written(table: Table) -> Array:
    numbers = table.numbers("values") if "values" in table else None
    if "letters" not in table:
        assert numbers is not None
        return _numbered(table, "values", numbers)
    letters = table.grid("letters", str)
    _require_few(table, "letters", letters.support)
    for text in letters.values.values():
        if not LETTERS.fullmatch(text):
            raise table.invalid(
                "letters", f"{text[:20]!r} cannot be set, wanted a letter and at most 6 characters"
            )
    if numbers is not None:
        numbered = _numbered(table, "values", numbers)
        if numbered.support != letters.support:
            raise table.invalid("values", "there must be as many values as letters")
    return Array(letters.support, letters.values, numbers.values if numbers else None)


def _numbered(table: Table, key: str, numbers: Grid[Number]) -> Array:
    _require_few(table, key, numbers.support)
    texts = {index: format_number(number) for index, number in numbers.values.items()}
    for text in texts.values():
        if len(text) > LONGEST_NUMBER:
            raise table.invalid(key, f"{text} has more than {LONGEST_NUMBER} characters")
    return Array(numbers.support, MappingProxyType(texts), numbers.values)


def _sized(table: Table, kernel: Support) -> Support:
    """Return a support of the given size, or of odd sizes, so that a centre is there."""
    columns, rows = (size + 4 + (size + 1) % 2 for size in (kernel.columns, kernel.rows))
    columns, rows = table.integer("columns", columns), table.integer("rows", rows)
    support = table.support("columns", columns, rows)
    _require_few(table, "columns", support)
    return support


def _require_size(table: Table, support: Support) -> None:
    """Refuse a size beside values that is not theirs."""
    for key, size in (("columns", support.columns), ("rows", support.rows)):
        if table.integer(key, size) != size:
            raise table.invalid(key, f"the image that is given has {size}")


def _require_few(table: Table, key: str, support: Support) -> None:
    cells = support.columns * support.rows
    if cells > MOST_CELLS:
        raise table.invalid(key, f"{cells} cells, wanted at most {MOST_CELLS}")


def _picture(table: Table, folder: Path) -> Grid[Number]:
    """Return the picture's grey levels, from 0 for black."""
    if "rows" in table:
        raise table.invalid("rows", "they follow from the picture and its columns")
    columns, levels = table.integer("columns"), table.integer("levels", USUAL_LEVELS)
    if not 1 <= columns <= MOST_CELLS:
        raise table.invalid("columns", f"{columns}, wanted 1 to {MOST_CELLS}")
    if not 2 <= levels <= 256:
        raise table.invalid("levels", f"{levels}, wanted 2 to 256")
    name = PurePosixPath(table.text("picture"))
    if name.is_absolute() or ".." in name.parts or not name.parts:
        raise table.expected("picture", "a file in the lesson's folder or below")
    try:
        rows = grey_levels(folder / name, columns, levels, MOST_CELLS)
    except PictureError as error:
        raise table.invalid("picture", str(error)) from None
    return table.grid_of("picture", [list(row) for row in rows])
