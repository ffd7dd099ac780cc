"""Grids of the kernel's letters, each addressed by the place where the letter is drawn."""

from __future__ import annotations

from collections.abc import Callable

from corrconv import notation
from corrconv.draw.grid import Grid
from corrconv.draw.kit import CELL, Kit
from corrconv.index import Index, Region
from corrconv.lesson import Lesson
from corrconv.operation import Operation, patch_region


def kernel_grid(
    kit: Kit,
    lesson: Lesson,
    pitch: float,
    *,
    name: str = "letters",
    place: Callable[[Index], Index] = lambda tap: tap,
    centre: tuple[float, float] = (0.0, 0.0),
    em: float = CELL,
) -> Grid:
    """The kernel with the letter of each tap drawn at `place(tap)`; as it is where not given."""
    drawn = {place(tap): letter for tap, letter in lesson.letters.items()}
    return Grid(
        kit,
        Region.bounding(drawn),
        pitch,
        "kernel",
        name=name,
        centre=centre,
        em=em,
        content=lambda at: notation.letter(drawn[at]),
    )


def laid_letters(
    kit: Kit, lesson: Lesson, operation: Operation, image: Grid, output: Index
) -> Grid:
    """The kernel on the patch of an output: each pixel's cell has the letter that it meets."""
    region = patch_region(operation, output, lesson.kernel)
    middle = (image.point(region.first) + image.point(region.last)) / 2
    return Grid(
        kit,
        region,
        image.lattice.pitch,
        "term",
        colours="kernel",
        name="laid",
        centre=(middle[0], middle[1]),
        content=lambda at: notation.letter(lesson.letters[operation.kernel_index(output, at)]),
    )
