"""The image of a lesson as a grid, with what is written in it and what lies around it."""

from __future__ import annotations

from corrconv.core.boundary import source_pixel
from corrconv.core.index import Index, Region
from corrconv.draw.layout.place import middle
from corrconv.draw.shapes.grid import Content, Grid
from corrconv.draw.shapes.margin import Margin
from corrconv.draw.style import Style
from corrconv.figures import sizing
from corrconv.formula import notation
from corrconv.formula.tokens import Formula, plain
from corrconv.lesson.lesson import Lesson

LARGEST = 1.06
"""Cells grow no larger for what stands beside an image."""


def pixel_formula(lesson: Lesson, at: Index) -> Formula | None:
    """Return what the lesson writes for a pixel, a number or a name, if it does."""
    if lesson.pixels is not None:
        return notation.number(lesson.pixels[at])
    return (notation.name(lesson.written[at]),) if at in lesson.written else None


def outside_reader(lesson: Lesson) -> Content:
    """Return a function that says what is read at a place outside the image: another pixel's index
    or a constant."""

    def read(place: Index) -> Formula | None:
        found = source_pixel(lesson.boundary, place, lesson.image)
        if found is not None:
            return notation.bracketed(found)
        return notation.number(lesson.fill) if lesson.boundary == "fill" else None

    return read


def readable_pitch(lesson: Lesson, region: Region, usual: float) -> float:
    """Return the size of the cells of `region`: the usual one, or a larger one where what is read
    outside the image would be too small in it."""
    read = outside_reader(lesson)
    outside = (read(place) for place in region if place not in lesson.image)
    written = {plain(formula) for formula in outside if formula is not None}
    return max(usual, min(LARGEST, sizing.readable(written)))


def margin_around(lesson: Lesson, grid: Grid, *regions: Region) -> Margin:
    """Return the places of these regions that lie outside the image, beside the image's grid."""
    whole = grid.region
    for region in regions:
        whole = whole.union(region)
    return Margin(grid, whole, outside_reader(lesson))


def part(
    style: Style,
    lesson: Lesson,
    region: Region,
    pitch: float,
    centre: tuple[float, float],
    name: str,
) -> tuple[Grid, Margin]:
    """Return the pixels of a region that may reach outside the image, by their indices, and the
    places outside; the middle of the region is at `centre`."""
    inside = region.intersection(lesson.image.region)
    if inside is None:
        raise ValueError(f"no pixel of the image lies in {region.first} to {region.last}")
    grid = Grid(style, inside, pitch, "image", name=name, centre=centre, content=notation.bracketed)
    x, y = middle(grid.point, region)
    grid.shift((centre[0] - x, centre[1] - y, 0.0))
    return grid, Margin(grid, region, outside_reader(lesson))
