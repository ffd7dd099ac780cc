"""An operation at work on numbers: image, kernel and output, and the kernel on its patch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import Rectangle, VGroup

from corrconv import notation, sums
from corrconv.draw.fact import claim
from corrconv.draw.grid import Grid
from corrconv.draw.kit import CELL, EQUATION, Kit
from corrconv.draw.label import Label
from corrconv.draw.outline import PatchBox, plain_box
from corrconv.formula import Formula
from corrconv.index import Index, Region
from corrconv.operation import Operation, patch_region
from corrconv.sliding import Sliding

Places = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
"""The centres of image, kernel and output."""


class Panel(VGroup):
    """One operation at work: its image, its kernel, its output, and where the kernel lies."""

    def __init__(
        self,
        kit: Kit,
        sliding: Sliding,
        operation: Operation,
        pitch: float,
        places: Places,
        em: float = CELL,
        name: str = "",
    ) -> None:
        self.kit, self.sliding, self.operation, self.em = kit, sliding, operation, em
        self.label = f"{operation.slug}{name}"
        self.pitch = pitch
        image, kernel, output = places
        self.image = self._array("image", sliding.image_support.region, image, sliding.image)
        self.kernel = self._array("kernel", sliding.kernel_support.region, kernel, sliding.kernel)
        self.output = self._array("output", sliding.outputs(operation), output, {})
        names = zip((self.image, self.kernel, self.output), "xhy", strict=True)
        super().__init__(
            self.image, self.kernel, self.output, *(self._head(*each) for each in names)
        )

    def _array(
        self, role: str, region: Region, centre: tuple[float, float], values: Mapping[Index, int]
    ) -> Grid:
        return Grid(
            self.kit,
            region,
            self.pitch,
            role,
            name=f"{role}.{self.label}",
            centre=centre,
            em=self.em,
            content=lambda at: notation.number(values[at]) if at in values else None,
        )

    def _head(self, grid: Grid, letter: str) -> Label:
        label = self.kit.formula((notation.name(letter),), EQUATION)
        claim(label, "label", None, f"{grid.name}.name")
        return label.put(grid.get_top() + np.array([0.0, 0.28, 0.0]))

    def region(self, output: Index) -> Region:
        """The pixels under the kernel."""
        return patch_region(self.operation, output, self.sliding.kernel_support)

    def box(self, output: Index) -> PatchBox:
        """The box around the pixels under the kernel."""
        return PatchBox(
            self.kit, self.operation, self.image, self.region(output), output, tag=False
        )

    def ring(self, output: Index) -> Rectangle:
        """The focus around the output that is being made."""
        return plain_box(self.kit, self.output, Region(output, output), "focus")

    def products(self, output: Index) -> Grid:
        """The kernel on its patch: in each cell the pixel times the kernel element there."""
        terms = self.sliding.terms(self.operation, output)
        met = dict(zip(terms, self.sliding.products(self.operation, output), strict=True))
        return self._on_patch(
            output, {term.image: sums.value_product(*met[term]) for term in terms}
        )

    def laid(self, output: Index) -> Grid:
        """The kernel on its patch, each element where its pixel is."""
        terms = self.sliding.terms(self.operation, output)
        weights = {term.image: self.sliding.kernel[term.kernel] for term in terms}
        return self._on_patch(
            output, {image: sums.kernel_weight(weight) for image, weight in weights.items()}
        )

    def _on_patch(self, output: Index, written: Mapping[Index, Formula]) -> Grid:
        region = self.region(output)
        middle = (self.image.point(region.first) + self.image.point(region.last)) / 2
        return Grid(
            self.kit,
            region,
            self.image.lattice.pitch,
            "term",
            colours="kernel",
            name=f"laid.{self.label}",
            centre=(middle[0], middle[1]),
            em=self.em,
            content=written.get,
        )

    def value(self, output: Index) -> Label:
        """The number that belongs in the output's cell."""
        return self.output.write(
            output, notation.number(self.sliding.value(self.operation, output))
        )
