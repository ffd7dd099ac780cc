"""A grid of cells addressed by Index, and its axes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from manim import ManimColor, Square, VGroup, interpolate_color

from corrconv.core.index import Index, Region
from corrconv.draw.export.annotations import annotate
from corrconv.draw.fast_manim.copies import CopiedGroup, CopiedSquare
from corrconv.draw.layout.place import Lattice
from corrconv.draw.style import CELL, Style
from corrconv.draw.text.glyph import Points
from corrconv.draw.text.label import Label
from corrconv.figures import sizing
from corrconv.formula import notation
from corrconv.formula.tokens import DOWN_ARROW, RIGHT_ARROW, Formula, plain

Content = Callable[[Index], Formula | None]
"""What is written in the cell at an index, if anything is."""

FAINTEST = 0.2
"""Share of its colour that a shaded cell has whose number is zero, the rest being paper. Cells are
not made transparent, so that what moves over other numbers hides them."""


class Cell(CopiedGroup):
    """A square and what is written in it."""

    def __init__(self, square: Square, label: Label | None) -> None:
        super().__init__(square, *([label] if label else []))
        self.square = square
        self.label = label


class Grid(CopiedGroup):
    """One cell for each index of a region, in a role's colours.

    `role` is image, kernel, output or term: it gives the fill, the line and the cells' annotations.
    `name` tells grids of one role apart in the facts. Type is set in the size `em`, or smaller
    where its cells would not hold it or the formulas `widest`, which may be written later.
    """

    def __init__(
        self,
        style: Style,
        region: Region,
        pitch: float,
        role: str,
        *,
        name: str = "",
        centre: tuple[float, float] = (0.0, 0.0),
        content: Content = lambda index: None,
        colours: str | None = None,
        em: float = CELL,
        widest: Iterable[Formula] = (),
    ) -> None:
        super().__init__()
        self.style = style
        self.role = role
        self.name = name or role
        self.colours = colours or role
        self.lattice = Lattice(region, pitch, centre)
        written = [formula for index in region if (formula := content(index)) is not None]
        self.em = fitting(style, [*written, *widest], pitch, em)
        self._cells = {index: self._cell(index, content(index)) for index in region}
        self.add(*self._cells.values())

    def __call__(self, index: Index) -> Cell:
        """Return the cell at `index`; KeyError where the grid has none."""
        return self._cells[index]

    @property
    def region(self) -> Region:
        """Return the indices that have a cell."""
        return self.lattice.region

    def cells(self, indices: Iterable[Index]) -> VGroup:
        """Return the cells at these indices, those without a cell left out."""
        return VGroup(*(self._cells[index] for index in indices if index in self._cells))

    def point(self, index: Index) -> Points:
        """Return the centre of the cell at `index`, wherever the grid has been moved to; the index
        may lie outside the region."""
        first = self.region.first
        moved = self(first).square.get_center() - self.lattice.point(first)
        return self.lattice.point(index) + moved

    def write(self, index: Index, formula: Formula) -> Label:
        """Return a label for the cell at `index`, in place but not yet part of it."""
        return self.style.formula(formula, self.em).put(self.point(index))

    def written(self, index: Index) -> Label:
        """Return what is written in the cell at `index`; KeyError where nothing is."""
        label = self(index).label
        if label is None:
            raise KeyError(f"nothing is written at {index} of {self.name}")
        return label

    def release(self, index: Index) -> Label:
        """Take what is written out of the cell at `index`, to stand for itself in the facts."""
        label, cell = self.written(index), self(index)
        cell.remove(label)
        cell.label = None
        annotate(label, "equation", index, f"{self.name}.index")
        return label

    def fill_in(self, index: Index, label: Label) -> None:
        """Make a label part of the cell at `index`, and draw that cell over its neighbours."""
        cell = self(index)
        cell.label = label
        cell.add(label)
        self.remove(cell)
        self.add(cell)

    def shade(self, values: Mapping[Index, float], peak: float) -> None:
        """Fill each cell by the size of its number, from `peak` on in full: a negative one in the
        grey of grids, the others in the role's own colour."""
        paper = ManimColor(self.style.colour("paper"))
        fills = {
            below: ManimColor(self.style.colour(role))
            for below, role in ((True, "grid"), (False, f"{self.colours}_fill"))
        }
        for at, value in values.items():
            share = FAINTEST + (1 - FAINTEST) * min(1.0, abs(value) / peak)
            self(at).square.set_fill(interpolate_color(paper, fills[value < 0], share), opacity=1)

    def _cell(self, index: Index, formula: Formula | None) -> Cell:
        square = CopiedSquare(self.lattice.pitch).move_to(self.lattice.point(index))
        self.style.fill(square, f"{self.colours}_fill")
        self.style.line(square, f"{self.colours}_line")
        label = None
        if formula is not None:
            label = self.style.formula(formula, self.em).put(square.get_center())
        cell = Cell(square, label)
        annotate(cell, self.role, index, self.name)
        return cell


def fitting(style: Style, formulas: Iterable[Formula], pitch: float, em: float) -> float:
    """Return the size of type, at most `em`, in which all of these fit into cells of size `pitch`:
    from left to right, and from the middle of their capitals upwards and downwards."""
    every = tuple(dict.fromkeys(formulas))
    labels = [style.formula(formula, em) for formula in every]
    wide = sizing.share("".join(plain(formula) for formula in every)) * pitch
    tall = sizing.FULL * pitch
    fits = [1.0, *(wide / label.ink_width for label in labels)]
    fits += [tall / (2 * label.reach) for label in labels]
    return em * min(fits)


class Axes(CopiedGroup):
    """The numbers of the columns above a grid and of the rows to its left, and their letters.

    They stand clear of the region `beyond`, where that reaches farther than the grid. `corner` is
    the place to the left of the columns' numbers and above those of the rows. Of so many columns,
    `every`, one has a number.
    """

    def __init__(
        self,
        grid: Grid,
        letters: tuple[str, str] | None = None,
        em: float = CELL,
        beyond: Region | None = None,
        every: int = 1,
    ) -> None:
        super().__init__()
        columns = grid.region.column_range[::every]
        numbers = [notation.number(col, "column") for col in columns]
        em = fitting(grid.style, numbers, every * grid.lattice.pitch, em)
        half = grid.lattice.pitch / 2
        first = (beyond or grid.region).first
        clear = grid.point(first) - grid.point(grid.region.first)
        self._columns = np.array([0.0, half + 0.26 + clear[1], 0.0])
        self._rows = np.array([-half - 0.32 + clear[0], 0.0, 0.0])
        self.corner = grid.point(grid.region.first) + self._rows + self._columns
        for index in grid.region:
            if index.row == grid.region.first.row and index.col in columns:
                self._tick(grid, index, notation.number(index.col, "column"), self._columns, em)
            if index.col == grid.region.first.col:
                self._tick(grid, index, notation.number(index.row, "row"), self._rows, em)
        if letters:
            self._name(grid, letters, em)

    def _tick(self, grid: Grid, index: Index, formula: Formula, beside: Points, em: float) -> None:
        axis = "columns" if beside is self._columns else "rows"
        self._add(
            grid, index, axis, grid.style.formula(formula, em).put(grid.point(index) + beside)
        )

    def _name(self, grid: Grid, letters: tuple[str, str], em: float) -> None:
        """Put a letter above the numbers of the columns, and one above those of the rows."""
        corner = grid.point(grid.region.first)
        column = (notation.name(letters[0], "column"), RIGHT_ARROW)
        row = (notation.name(letters[1], "row"), DOWN_ARROW)
        left = np.array([-grid.lattice.pitch / 2, self._columns[1] + 0.40, 0.0])
        self._add(grid, None, "columns", grid.style.formula(column, em).put_left(corner + left))
        above = self._rows + self._columns
        self._add(grid, None, "rows", grid.style.formula(row, em).put(corner + above))

    def _add(self, grid: Grid, index: Index | None, axis: str, label: Label) -> None:
        annotate(label, "axis", index, f"{grid.name}.{axis}")
        self.add(label)
