"""The lesson in plain numbers and tuples."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corrconv import catalog
from corrconv.core.index import Index
from corrconv.figures.figure import Figure
from corrconv.lesson.lesson import Lesson
from corrconv.verify.oracle.brute_force import Cell, evaluated, made, met, patch, read
from corrconv.verify.oracle.spelling import Rational


@dataclass(frozen=True, slots=True)
class Subject:
    """A figure and what it is drawn from. `values` and `weights` are the sliding figures'."""

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
        """The figure's lesson, every index a tuple."""
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
        """The operation that the figure is about; empty where it is about several."""
        return self.figure.operation.slug if self.figure.operation else ""

    @property
    def compared(self) -> tuple[str, ...]:
        """The operations that are set side by side."""
        return tuple(operation.slug for operation in self.lesson.operations[:2])

    @property
    def output(self) -> Cell:
        """The output that is worked through for the figure's operation."""
        return self.worked[self.slug]

    @property
    def order(self) -> str:
        """The order in which outputs are made, in words."""
        return self.lesson.traversal.label

    @property
    def header(self) -> dict[str, Any]:
        """What the figure's facts say of the lesson."""
        return {
            "figure": self.figure.name,
            "lesson": self.lesson.name,
            "operation": self.slug or None,
            "output": list(self.output) if self.slug else None,
            "order": self.order,
        }

    @property
    def terms(self) -> list[dict[str, Any]]:
        """Every term of the worked output, as facts say it."""
        taps = self.taps(self.pixels) if self.slug else {}
        return [
            {
                "image": list(pixel),
                "kernel": list(taps[pixel]),
                "letter": self.letters.get(taps[pixel]),
                "exists": taps[pixel] in self.letters,
            }
            for pixel in reading(taps)
        ]

    def taps(self, pixels: Iterable[Cell]) -> dict[Cell, Cell]:
        """The kernel index, existing or not, that each pixel asks for in the worked output."""
        return evaluated(self.slug, self.output, tuple(pixels))

    def elements(self, slug: str, output: Cell) -> dict[Cell, str]:
        """The letter that each pixel of an output's patch meets."""
        return {pixel: self.letters[tap] for pixel, tap in self.patch(slug, output).items()}

    def patch(self, slug: str, output: Cell) -> dict[Cell, Cell]:
        """The pixels of an output's patch and the kernel elements that they meet."""
        return patch(slug, output, self.letters.keys())

    def existing(self, slug: str, output: Cell) -> dict[Cell, Cell]:
        """The pixels of the image that meet a kernel element, with that element."""
        return met(slug, output, self.pixels, self.letters.keys())

    def sliding(self, slug: str) -> list[Cell]:
        """The sliding figures' outputs, whether they are made or not."""
        mode = self.lesson.sliding.mode
        return made(slug, mode, self.values.keys(), self.weights.keys())

    def slid(self, slug: str) -> list[Cell]:
        """Those of them that are made."""
        chosen = self.lesson.sliding.chosen
        return self.sliding(slug) if chosen is None else [_cell(output) for output in chosen]

    def under(self, slug: str, output: Cell) -> dict[Cell, Cell]:
        """The places under the sliding kernel for one output, with its elements."""
        return patch(slug, output, self.weights.keys())

    def taken(self, place: Cell) -> Rational | None:
        """What the sliding figures read at a place, None where it is nothing."""
        sliding = self.lesson.sliding
        pixel = read(sliding.boundary, place, self.values.keys())
        if pixel is not None:
            return self.values[pixel]
        return sliding.fill if sliding.boundary == "fill" else None

    def outputs(self, slug: str) -> list[Cell]:
        """The outputs of the lesson's mode."""
        return made(slug, self.lesson.mode, self.pixels, self.letters.keys())

    def covered(self, slug: str) -> list[Cell]:
        """Those of them that are made."""
        chosen = self.lesson.chosen
        return self.outputs(slug) if chosen is None else [_cell(output) for output in chosen]

    def read(self, place: Cell) -> Cell | Rational | None:
        """What is read at a place: a pixel, the constant, or nothing."""
        pixel = read(self.lesson.boundary, place, self.pixels)
        if pixel is None and self.lesson.boundary == "fill":
            return self.lesson.fill
        return pixel

    @property
    def numbers(self) -> tuple[Mapping[Cell, Rational], Mapping[Cell, Rational]]:
        """The numbers of image and kernel, where the lesson gives them."""
        pixels, weights = self.lesson.pixels or {}, self.lesson.weights or {}
        return (
            {_cell(at): value for at, value in pixels.items()},
            {_cell(at): value for at, value in weights.items()},
        )

    @property
    def table(self) -> list[Cell]:
        """The places of the worked table."""
        operation = self.figure.operation
        return list(_cells(self.lesson.table_region(operation))) if operation else []


def beyond(cells: Collection[Cell], *others: Iterable[Cell]) -> list[Cell]:
    """The places outside a rectangle of cells, inside the one around it and the others."""
    every = [*cells, *(cell for other in others for cell in other)]
    cols, rows = [cell[0] for cell in every], [cell[1] for cell in every]
    return [
        (col, row)
        for row in range(min(rows), max(rows) + 1)
        for col in range(min(cols), max(cols) + 1)
        if (col, row) not in cells
    ]


def reading(cells: Iterable[Cell]) -> list[Cell]:
    """Rows outside, columns inside."""
    return sorted(cells, key=lambda cell: (cell[1], cell[0]))


def last_made(order: str, outputs: Iterable[Cell]) -> Cell:
    """The output that is made last in this order."""
    return reading(outputs)[{"reading": -1, "reverse reading": 0}[order]]


def first_made(order: str, outputs: Iterable[Cell]) -> Cell:
    """The output that is made first in this order."""
    return reading(outputs)[{"reading": 0, "reverse reading": -1}[order]]


def _cell(index: Index) -> Cell:
    return index.col, index.row


def _cells(indices: Iterable[Index]) -> tuple[Cell, ...]:
    return tuple(_cell(index) for index in indices)
