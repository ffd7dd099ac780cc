"""F4, F5 and F6: the kernel, the image, and the corner of the image that is worked on."""

from __future__ import annotations

from manim import Line, VGroup

from corrconv import notation
from corrconv.draw.fact import claim
from corrconv.draw.grid import Axes, Grid
from corrconv.draw.kit import EQUATION, STEP
from corrconv.draw.label import Label
from corrconv.draw.outline import plain_box
from corrconv.draw.scene import FigureScene
from corrconv.index import Index, Region


class KernelFigure(FigureScene):
    """The index of every kernel element, and its letter."""

    figure_name = "kernel"

    def construct(self) -> None:
        """Two grids side by side, the same element in the same place of each."""
        title = self.add_title()
        region, letters = self.lesson.kernel.region, self.lesson.letters
        indices = Grid(
            self.kit,
            region,
            1.2,
            "kernel",
            name="indices",
            centre=(-2.7, 0),
            content=notation.bracketed,
        )
        values = Grid(
            self.kit,
            region,
            1.2,
            "kernel",
            name="letters",
            centre=(2.7, 0),
            em=EQUATION,
            content=lambda tap: notation.letter(letters[tap]),
        )
        content = VGroup()
        for grid, words in ((indices, "index"), (values, "value")):
            content.add(grid, Axes(grid, ("m", "n")), _under(self, grid, words))
        self.stack(title, content)


class ImageFigure(FigureScene):
    """The image's indices, counted from its centre."""

    figure_name = "image"

    def construct(self) -> None:
        """One grid with its axes; the centre carries its index."""
        title = self.add_title()
        centre = Index(0, 0)
        grid = Grid(
            self.kit,
            self.lesson.image.region,
            0.76,
            "image",
            content=lambda at: notation.bracketed(at) if at == centre else None,
        )
        content = VGroup(grid, Axes(grid, ("i", "j")))
        content.add(plain_box(self.kit, grid, Region(centre, centre), "focus", 4))
        self.stack(title, content)


class CornerFigure(FigureScene):
    """Where the corner lies in the image, and the index of each of its pixels."""

    figure_name = "corner"

    def construct(self) -> None:
        """The image, small, and its corner, large."""
        title = self.add_title()
        corner = self.lesson.corner
        small = Grid(self.kit, self.lesson.image.region, 0.5, "image", centre=(-3.4, 0))
        large = Grid(
            self.kit, corner, 1.1, "image", name="corner", centre=(3, 0), content=notation.bracketed
        )
        content = VGroup(
            self._leaders(small, large),
            *(small, Axes(small, ("i", "j")), plain_box(self.kit, small, corner, "focus", 4)),
            *(large, Axes(large, ("i", "j")), plain_box(self.kit, large, corner, "focus", 4)),
            _under(self, large, "coordinates, not pixel values"),
        )
        self.stack(title, content)

    def _leaders(self, small: Grid, large: Grid) -> VGroup:
        box = plain_box(self.kit, small, self.lesson.corner, "focus")
        ends = ((1.0, 1.0, 0.0), (1.0, -1.0, 0.0))
        return VGroup(
            *(
                self.kit.line(
                    Line(box.get_corner(end), large.get_corner((-1.0, end[1], 0.0))), "grid", 2
                )
                for end in ends
            )
        )


def _under(scene: FigureScene, grid: Grid, words: str) -> Label:
    label = scene.kit.words(words, STEP, role="muted")
    claim(label, "label", None, f"{grid.name}.note")
    return label.put(grid.get_bottom() + [0, -0.42, 0])
