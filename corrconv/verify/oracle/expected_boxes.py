"""Boxes around patches, small pictures of them, and the ends of the way that they take."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from corrconv.verify.oracle.brute_force import Cell
from corrconv.verify.oracle.drawn_entries import NEAR, At, Box, Drawing, Frame, where
from corrconv.verify.oracle.expected_entries import ExpectedEntry

LOOSE = 0.12
"""A box's edge lies so near to the edges of its cells, as a share of a cell."""


@dataclass(frozen=True, slots=True)
class PatchBox:
    """A box around cells of a grid; `style` is an operation's name or `focus`."""

    role: str
    grid: str
    style: str
    at: At
    cells: Collection[Cell]

    @property
    def name(self) -> str:
        """Return the name that the box's entry bears: its grid and its style."""
        return f"{self.grid}.{self.style}"

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield the box."""
        yield ExpectedEntry("patch", self.name, self.at, "")

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield a problem where the box holds other cells or does not lie on their edges."""
        frame = drawing.frame(self.role, self.grid)
        entry = drawing.at("patch", self.name).get(self.at)
        if frame is None or entry is None:
            return
        seen = {cell.at for cell in drawing.group(self.role, self.grid)} | set(self.cells)
        held = [cell for cell in seen if cell and entry.box.holds(frame.box(cell).centre)]
        place = where(self.name, self.at)
        if set(held) != set(self.cells):
            yield f"{place}: the box holds {_span(held)}, expected {_span(self.cells)}"
        elif entry.box.off(frame.around(held)) > LOOSE * frame.pitch + NEAR:
            yield f"{place}: the box does not lie on the edges of its cells"


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """A small image in each output's cell, and in it the output's patch."""

    slug: str
    pixels: Collection[Cell]
    patches: Mapping[Cell, Collection[Cell]]

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield image and patch of each output."""
        for output in self.patches:
            yield ExpectedEntry("image", "thumbnail", output, "")
            yield ExpectedEntry("patch", f"thumbnail.{self.slug}", output, "")

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield small images outside their output's cell, and patches at other places in them."""
        outputs = drawing.at("output", "output")
        grounds = drawing.at("image", "thumbnail")
        patches = drawing.at("patch", f"thumbnail.{self.slug}")
        for output, cells in self.patches.items():
            cell, ground, patch = (found.get(output) for found in (outputs, grounds, patches))
            if not (cell and ground and patch):
                continue
            side = max(ground.box.width, ground.box.height)
            if not cell.box.contains(ground.box) or side < cell.box.width / 3:
                yield f"{where('thumbnail', output)}: does not lie in its output"
            frame = self._frame(ground.box)
            if patch.box.off(frame.around(list(cells))) > frame.pitch / 4 + NEAR:
                yield f"{where(patch.grid, output)}: marks other pixels than {_span(cells)}"

    def _frame(self, ground: Box) -> Frame:
        """Return where the pixels of a small image lie."""
        cols, rows = zip(*self.pixels, strict=True)
        pitch = ground.width / (max(cols) - min(cols) + 1)
        return Frame(ground.left - pitch * min(cols), ground.top - pitch * min(rows), pitch)


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark in the middle of a patch: where a way over the image begins or ends."""

    grid: str
    end: str
    output: Cell
    cells: Collection[Cell]

    def expected(self) -> Iterator[ExpectedEntry]:
        """Yield the mark."""
        yield ExpectedEntry("patch", f"{self.grid}.{self.end}", self.output, "")

    def misplaced(self, drawing: Drawing) -> Iterator[str]:
        """Yield a problem where the mark stands elsewhere."""
        frame = drawing.frame("image", self.grid)
        entry = drawing.at("patch", f"{self.grid}.{self.end}").get(self.output)
        if frame is None or entry is None:
            return
        if not entry.box.holds(frame.around(list(self.cells)).centre, NEAR):
            yield f"{where(entry.grid, entry.at)}: is not in the middle of {_span(self.cells)}"


def _span(cells: Collection[Cell]) -> str:
    """Describe cells by the first and the last of them."""
    if not cells:
        return "no cell"
    ends = min(cells, key=sum), max(cells, key=sum)
    return "..".join(f"[{col},{row}]" for col, row in ends)
