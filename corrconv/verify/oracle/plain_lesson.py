"""The lesson in plain numbers and tuples."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corrconv import catalog
from corrconv.core.index import Index
from corrconv.figures.figure import Figure
from corrconv.figures.sizing import TableGrids, table_grids
from corrconv.lesson.lesson import Lesson
from corrconv.verify.oracle.brute_force import (
    Cell,
    indices_asked,
    output_places,
    patch,
    pixel_read,
    terms_of,
)
from corrconv.verify.oracle.spelling import Rational


@dataclass(frozen=True, slots=True)
class Subject:
    """A figure and what it is drawn from, in plain numbers and tuples. `values` and `weights` are
    the sliding figures'."""

    figure: Figure
    lesson: Lesson
    pixels: tuple[Cell, ...]
    letters: Mapping[Cell, str]
    corner: tuple[Cell, ...]
    worked: Mapping[str, Cell]
    values: Mapping[Cell, Rational]
    weights: Mapping[Cell, Rational]
    impulse: Cell

    @classmethod
    def of(cls, figure: Figure, lesson: Lesson) -> Subject:
        """Return the figure's lesson, every index a tuple."""
        sliding = lesson.numbers
        return cls(
            figure=catalog.variant(figure, lesson),
            lesson=lesson,
            pixels=_cells(lesson.image),
            letters={_cell(tap): letter for tap, letter in lesson.letters.items()},
            corner=_cells(lesson.corner),
            worked={operation.slug: _cell(at) for operation, at in lesson.worked.items()},
            values={_cell(at): value for at, value in sliding.image.items()} if sliding else {},
            weights={_cell(at): value for at, value in sliding.kernel.items()} if sliding else {},
            impulse=_cell(lesson.impulse),
        )

    @property
    def slug(self) -> str:
        """Return the operation that the figure is about; empty where it is about several."""
        return self.figure.operation.slug if self.figure.operation else ""

    @property
    def compared(self) -> tuple[str, ...]:
        """Return the operations that are set side by side."""
        return tuple(operation.slug for operation in self.lesson.operations[:2])

    @property
    def output(self) -> Cell:
        """Return the output that is worked through for the figure's operation."""
        return self.worked[self.slug]

    @property
    def order(self) -> str:
        """Return the order in which outputs are made, in words."""
        return self.lesson.traversal.value

    @property
    def header(self) -> dict[str, Any]:
        """Return what the figure's facts say of the lesson."""
        return {
            "figure": self.figure.name,
            "lesson": self.lesson.name,
            "operation": self.slug or None,
            "output": list(self.output) if self.slug else None,
            "order": self.order,
        }

    @property
    def terms(self) -> list[dict[str, Any]]:
        """Return every term of the worked output, as facts say it."""
        taps = self.kernel_indices(self.pixels) if self.slug else {}
        return [
            {
                "image": list(pixel),
                "kernel": list(taps[pixel]),
                "letter": self.letters.get(taps[pixel]),
                "exists": taps[pixel] in self.letters,
            }
            for pixel in reading(taps)
        ]

    def kernel_indices(self, pixels: Iterable[Cell]) -> dict[Cell, Cell]:
        """Return the kernel index, existing or not, that each pixel asks for in the worked
        output."""
        return indices_asked(self.slug, self.output, tuple(pixels))

    def elements(self, slug: str, output: Cell) -> dict[Cell, str]:
        """Return the letter that each pixel of an output's patch meets."""
        return {pixel: self.letters[tap] for pixel, tap in self.patch(slug, output).items()}

    def patch(self, slug: str, output: Cell) -> dict[Cell, Cell]:
        """Return the pixels of an output's patch and the kernel elements that they meet."""
        return patch(slug, output, self.letters.keys())

    def existing_terms(self, slug: str, output: Cell) -> dict[Cell, Cell]:
        """Return the pixels of the image that meet a kernel element, with that element."""
        return terms_of(slug, output, self.pixels, self.letters.keys())

    def sliding_outputs(self, slug: str) -> list[Cell]:
        """Return the sliding figures' outputs, whether they are made or not."""
        mode = self.lesson.sliding.mode
        return output_places(slug, mode, self.values.keys(), self.weights.keys())

    def sliding_outputs_made(self, slug: str) -> list[Cell]:
        """Return the outputs that the sliding figures make."""
        chosen = self.lesson.sliding.chosen
        return (
            self.sliding_outputs(slug) if chosen is None else [_cell(output) for output in chosen]
        )

    def sliding_patch(self, slug: str, output: Cell) -> dict[Cell, Cell]:
        """Return the places under the sliding kernel for one output, with its elements."""
        return patch(slug, output, self.weights.keys())

    def sliding_value(self, place: Cell) -> Rational | None:
        """Return what the sliding figures read at a place, None where it is nothing."""
        sliding = self.lesson.sliding
        pixel = pixel_read(sliding.boundary, place, self.values.keys())
        if pixel is not None:
            return self.values[pixel]
        return sliding.fill if sliding.boundary == "fill" else None

    def outputs(self, slug: str) -> list[Cell]:
        """Return the outputs of the lesson's mode."""
        return output_places(slug, self.lesson.mode, self.pixels, self.letters.keys())

    def outputs_made(self, slug: str) -> list[Cell]:
        """Return the outputs of the lesson's mode that moving figures make."""
        chosen = self.lesson.chosen
        return self.outputs(slug) if chosen is None else [_cell(output) for output in chosen]

    def read(self, place: Cell) -> Cell | Rational | None:
        """Return what is read at a place: a pixel, the constant, or nothing."""
        pixel = pixel_read(self.lesson.boundary, place, self.pixels)
        if pixel is None and self.lesson.boundary == "fill":
            return self.lesson.fill
        return pixel

    @property
    def numbers(self) -> tuple[Mapping[Cell, Rational], Mapping[Cell, Rational]]:
        """Return the numbers of image and kernel, where the lesson gives them."""
        pixels, weights = self.lesson.pixels or {}, self.lesson.weights or {}
        return (
            {_cell(at): value for at, value in pixels.items()},
            {_cell(at): value for at, value in weights.items()},
        )

    @property
    def table_grids(self) -> TableGrids:
        """Return how image and kernel are drawn beside the worked table; their places aside."""
        if self.figure.operation is None:
            raise ValueError(f"figure {self.figure.name} is about more than one operation")
        return table_grids(self.lesson, self.figure.operation, 1.0)

    @property
    def table(self) -> list[Cell]:
        """Return the places of the worked table."""
        operation = self.figure.operation
        return list(_cells(self.lesson.table_region(operation))) if operation else []


def beyond(cells: Collection[Cell], *others: Iterable[Cell]) -> list[Cell]:
    """Return the places outside a rectangle of cells, inside the one around it and the others."""
    every = [*cells, *(cell for other in others for cell in other)]
    cols, rows = [cell[0] for cell in every], [cell[1] for cell in every]
    return [
        (col, row)
        for row in range(min(rows), max(rows) + 1)
        for col in range(min(cols), max(cols) + 1)
        if (col, row) not in cells
    ]


def reading(cells: Iterable[Cell]) -> list[Cell]:
    """Return cells in reading order: rows outside, columns inside."""
    return sorted(cells, key=lambda cell: (cell[1], cell[0]))


def last_output(order: str, outputs: Iterable[Cell]) -> Cell:
    """Return the output that is made last in this order."""
    return reading(outputs)[{"reading": -1, "reverse reading": 0}[order]]


def first_output(order: str, outputs: Iterable[Cell]) -> Cell:
    """Return the output that is made first in this order."""
    return reading(outputs)[{"reading": 0, "reverse reading": -1}[order]]


def _cell(index: Index) -> Cell:
    return index.col, index.row


def _cells(indices: Iterable[Index]) -> tuple[Cell, ...]:
    return tuple(_cell(index) for index in indices)
