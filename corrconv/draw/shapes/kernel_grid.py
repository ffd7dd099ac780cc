"""Grids of the kernel's letters, each addressed by the place where the letter is drawn."""

from __future__ import annotations

from collections.abc import Callable

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation, patch_region
from corrconv.draw.layout.place import middle
from corrconv.draw.shapes.grid import Content, Grid
from corrconv.draw.style import CELL, Style
from corrconv.formula import notation
from corrconv.lesson.lesson import Lesson


def kernel_grid(
    style: Style,
    lesson: Lesson,
    pitch: float,
    *,
    name: str = "letters",
    place: Callable[[Index], Index] = lambda tap: tap,
    centre: tuple[float, float] = (0.0, 0.0),
    em: float = CELL,
) -> Grid:
    """Return the kernel with the letter of each tap at `place(tap)`, by default at the tap."""
    drawn = {place(tap): letter for tap, letter in lesson.letters.items()}
    return Grid(
        style,
        Region.bounding(drawn),
        pitch,
        "kernel",
        name=name,
        centre=centre,
        em=em,
        content=lambda at: notation.letter(drawn[at]),
    )


def kernel_on_patch(lesson: Lesson, operation: Operation, image: Grid, output: Index) -> Grid:
    """Return the kernel on the patch of an output, each letter in the cell of its pixel."""
    region = patch_region(operation, output, lesson.kernel)
    return grid_on_patch(
        image,
        region,
        "laid",
        lambda at: notation.letter(lesson.letters[operation.kernel_index(output, at)]),
    )


def grid_on_patch(
    image: Grid, region: Region, name: str, content: Content, em: float = CELL
) -> Grid:
    """Return a grid in the kernel's colours that lies on a region of the image."""
    return Grid(
        image.style,
        region,
        image.lattice.pitch,
        "term",
        colours="kernel",
        name=name,
        centre=middle(image.point, region),
        em=em,
        content=content,
    )
