"""An operation at work on numbers: image, kernel and output, and the kernel on its patch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from manim import Rectangle

from corrconv.core.index import Index, Region
from corrconv.core.operation import Operation, patch_region
from corrconv.core.rational import Number
from corrconv.core.sliding import Sliding
from corrconv.core.traversal import Traversal
from corrconv.draw.export.annotations import annotate
from corrconv.draw.fast_manim.copies import CopiedGroup
from corrconv.draw.layout.place import Lattice, middle
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.kernel_grid import grid_on_patch
from corrconv.draw.shapes.margin import Margin
from corrconv.draw.shapes.patch_box import PatchBox, plain_box
from corrconv.draw.style import CELL, EQUATION, Style
from corrconv.draw.text.label import Label
from corrconv.figures.sizing import PanelRoom
from corrconv.formula import notation, sums
from corrconv.formula.tokens import Formula

HEAD, TICKS = 0.28, 0.38
"""Distance of a grid's name from the grid, and what the numbers of its columns add to it."""

AIR = 0.06
"""Distance of what stands in the corner of a cell from the cell's edges, in cells."""


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
        ground, kernel, output = space.places
        values = [notation.number(sliding.value(operation, each)) for each in self.order]
        region = sliding.ground(operation)
        image = sliding.image_support.region
        at = middle(Lattice(region, self.pitch, ground).point, image)
        self.image = self._array("image", image, at, sliding.image)
        self.kernel = self._array("kernel", sliding.kernel_support.region, kernel, sliding.kernel)
        self.output = self._array("output", sliding.outputs(operation), output, {}, values)
        self.margin = Margin(self.image, region, self._read)
        numbers = (Axes(self.image, beyond=region), Axes(self.output))
        names = zip((self.image, self.kernel, self.output), "xhy", strict=True)
        super().__init__(
            self.margin, self.image, self.kernel, self.output, *numbers,
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
        clear = HEAD if grid is self.kernel else HEAD + TICKS
        return label.put(np.array([grid.get_x(), top + clear, 0.0]))

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

    def see_through(self) -> CopiedGroup:
        """Return a group between the fills of the image and what is written in it: what is put
        there covers pixels, but not their numbers. These are raised as far as those under them
        need."""
        ground, between = CopiedGroup(), CopiedGroup()
        for cell in map(self.image, self.image.region):
            ground.add(cell.square.copy())
            cell.square.set_fill(opacity=0)
        written = [self.image.written(at) for at in self.image.region]
        written += [self.margin.written(at) for at in self.margin.places]
        under = max(label.reach for label in self._weights(self.order[0]).values())
        tallest = max(label.reach for label in written)
        edge = AIR * self.pitch
        raised = max(0.0, 2 * (edge + under) + tallest - self.pitch / 2)
        for label in written:
            label.shift(np.array([0.0, raised, 0.0]))
        self.submobjects = [ground, between, *self.submobjects]
        return between

    def laid(self, output: Index) -> Grid:
        """Return the kernel on its patch: in a corner of each cell what its pixel is multiplied
        by."""
        region = self.region(output)
        laid = grid_on_patch(self.image, region, f"laid.{self.label}", lambda at: None)
        corner = np.array([-1, -1, 0]) * (0.5 - AIR) * self.pitch
        for at, label in self._weights(output).items():
            up = np.array([0.0, label.reach, 0.0])
            laid.fill_in(at, label.put_left(laid.point(at) + corner + up))
        return laid

    def _weights(self, output: Index) -> dict[Index, Label]:
        """Return what each pixel of a patch is multiplied by."""
        applied = sums.weights_to_apply(self.sliding.kernel.values())
        return {
            each.image: self.style.formula(applied[each.weight], CELL)
            for each in self.overlaps[output]
        }

    def lifted(self, output: Index) -> Grid:
        """Return the kernel where it is drawn, each element in the place that it takes on the
        patch of this output."""
        weights = {each.image: each.weight for each in self.overlaps[output]}
        return Grid(
            self.style,
            self.region(output),
            self.pitch,
            "term",
            colours="kernel",
            name=f"laid.{self.label}",
            centre=middle(self.kernel.point, self.kernel.region),
            em=self.kernel.em,
            content=lambda at: notation.number(weights[at]),
        )

    def value(self, output: Index) -> Label:
        """Return the number that belongs in the output's cell."""
        return self.output.write(
            output, notation.number(self.sliding.value(self.operation, output))
        )
