"""An operation at work on numbers: image, kernel and output, and the kernel on its patch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from manim import Rectangle

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation, patch_region
from corrconv.core.rational import Number
from corrconv.core.sliding import Overlap, Sliding
from corrconv.core.traversal import Traversal
from corrconv.draw.export.facts import annotate
from corrconv.draw.fast_manim.copies import CopiedGroup
from corrconv.draw.layout.place import Lattice, middle
from corrconv.draw.shapes.grid import Grid, fitting
from corrconv.draw.shapes.kernel_grid import grid_on_patch
from corrconv.draw.shapes.margin import Margin
from corrconv.draw.shapes.patch_box import PatchBox, plain_box
from corrconv.draw.style import CELL, EQUATION, Style
from corrconv.draw.text.label import Label
from corrconv.figures import sizing
from corrconv.figures.sizing import PanelRoom
from corrconv.formula import notation, sums
from corrconv.formula.tokens import NO_PIXEL, Formula


class Panel(CopiedGroup):
    """One operation at work: its image, with the places outside it that are read, its kernel,
    its output, and where the kernel lies."""

    def __init__(
        self,
        style: Style,
        sliding: Sliding,
        operation: Operation,
        space: PanelRoom,
        em: float = CELL,
        name: str = "",
    ) -> None:
        self.style, self.sliding, self.operation, self.em = style, sliding, operation, em
        self.label = f"{operation.slug}{name}"
        self.pitch = space.pitch
        self.order = sliding.output_order(operation, Traversal.READING)
        self.overlaps = {output: sliding.overlaps(operation, output) for output in self.order}
        every = [each for overlaps in self.overlaps.values() for each in overlaps]
        self.factored = sizing.factored(every)
        ground, kernel, output = space.places
        values = [notation.number(sliding.value(operation, each)) for each in self.order]
        products = {self._product(each) for each in every}
        self.patch_em = fitting(style, products, self.pitch, em)
        region = sliding.ground(operation)
        image = sliding.image_support.region
        at = middle(Lattice(region, self.pitch, ground).point, image)
        self.image = self._array("image", image, at, sliding.image)
        self.kernel = self._array("kernel", sliding.kernel_support.region, kernel, sliding.kernel)
        self.output = self._array("output", sliding.outputs(operation), output, {}, values)
        self.margin = Margin(self.image, region, self._read)
        names = zip((self.image, self.kernel, self.output), "xhy", strict=True)
        super().__init__(
            self.margin, self.image, self.kernel, self.output,
            *(self._head(*each) for each in names),
        )  # fmt: skip

    def _array(
        self,
        role: str,
        region: Region,
        centre: tuple[float, float],
        values: Mapping[Index, Number],
        widest: Iterable[Formula] = (),
    ) -> Grid:
        return Grid(
            self.style,
            region,
            self.pitch,
            role,
            name=f"{role}.{self.label}",
            centre=centre,
            em=self.em,
            content=lambda at: notation.number(values[at]) if at in values else None,
            widest=widest,
        )

    def _read(self, place: Index) -> Formula | None:
        value = self.sliding.read(place)
        return None if value is None else notation.number(value)

    def _head(self, grid: Grid, letter: str) -> Label:
        label = self.style.formula((notation.name(letter),), EQUATION)
        annotate(label, "label", None, f"{grid.name}.name")
        above = self.margin if grid is self.image and len(self.margin.submobjects) else grid
        top = max(above.get_top()[1], grid.get_top()[1])
        return label.put(np.array([grid.get_x(), top + 0.28, 0.0]))

    def region(self, output: Index) -> Region:
        """Return the places under the kernel."""
        return patch_region(self.operation, output, self.sliding.kernel_support)

    def box(self, output: Index) -> PatchBox:
        """Return the box around the places under the kernel."""
        return PatchBox(
            self.style, self.operation, self.image, self.region(output), output, tag=False
        )

    def focus(self, output: Index) -> Rectangle:
        """Return the box around the output that is being computed."""
        return plain_box(self.style, self.output, Region(output, output), "focus")

    def products(self, output: Index) -> Grid:
        """Return the kernel on its patch: in each cell what the kernel element there makes of the
        pixel, and the mark of a missing pixel where it makes nothing."""
        overlaps = self.overlaps[output]
        return self._on_patch(output, {each.image: self._product(each) for each in overlaps})

    def kernel_on_patch(self, output: Index) -> Grid:
        """Return the kernel on its patch, each element where its pixel is."""
        overlaps = self.overlaps[output]
        return self._on_patch(
            output, {each.image: sums.kernel_weight(each.weight) for each in overlaps}
        )

    def _product(self, overlap: Overlap) -> Formula:
        if overlap.product is None or overlap.value is None:
            return (NO_PIXEL,)
        if self.factored:
            return sums.value_product(overlap.value, overlap.weight)
        return notation.number(overlap.product)

    def _on_patch(self, output: Index, written: Mapping[Index, Formula]) -> Grid:
        region, name = self.region(output), f"laid.{self.label}"
        return grid_on_patch(self.image, region, name, written.get, self.patch_em)

    def value(self, output: Index) -> Label:
        """Return the number that belongs in the output's cell."""
        return self.output.write(
            output, notation.number(self.sliding.value(self.operation, output))
        )
