"""The lesson in plain numbers and tuples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corrconv.catalog import Figure
from corrconv.index import Index
from corrconv.lesson import Lesson
from corrconv.make.proof.brute import Cell, Products, evaluated, met, patch, valid


@dataclass(frozen=True, slots=True)
class Subject:
    """A figure and what it is drawn from. `values` and `weights` are the sliding figures'."""

    figure: Figure
    lesson: Lesson
    pixels: tuple[Cell, ...]
    letters: Mapping[Cell, str]
    corner: tuple[Cell, ...]
    worked: Mapping[str, Cell]
    values: Mapping[Cell, int]
    weights: Mapping[Cell, int]
    impulse: Cell

    @classmethod
    def of(cls, figure: Figure, lesson: Lesson) -> Subject:
        """The figure's lesson, every index a tuple."""
        return cls(
            figure=figure,
            lesson=lesson,
            pixels=_cells(lesson.image),
            letters={_cell(tap): letter for tap, letter in lesson.letters.items()},
            corner=_cells(lesson.corner),
            worked={operation.slug: _cell(at) for operation, at in lesson.worked.items()},
            values={_cell(at): value for at, value in lesson.sliding.image.items()},
            weights={_cell(at): value for at, value in lesson.sliding.kernel.items()},
            impulse=_cell(lesson.impulse),
        )

    @property
    def slug(self) -> str:
        """The operation that the figure is about; empty where it is about several."""
        return self.figure.operation.slug if self.figure.operation else ""

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

    def sliding(self, slug: str) -> Products:
        """The sliding figures' outputs and their products."""
        return valid(slug, self.values.keys(), self.weights.keys())


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
