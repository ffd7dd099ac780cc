"""F4, F5 and F6: the kernel, the image, and the corner of the image that is worked on."""

from __future__ import annotations

from functools import partial

from manim import Line, VGroup

from corrconv.core.index import Index, Region
from corrconv.draw.export.annotations import annotate
from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes import image_grid
from corrconv.draw.shapes.grid import Axes, Grid
from corrconv.draw.shapes.patch_box import plain_box
from corrconv.draw.style import EQUATION, STEP
from corrconv.draw.text.label import Label
from corrconv.figures import sizing
from corrconv.formula import notation
from corrconv.formula.tokens import Formula


class KernelFigure(FigureScene):
    """F4: the index of every kernel element, and its letter."""

    def construct(self) -> None:
        """Draw two grids side by side, the same element in the same place of each."""
        title = self.add_title()
        region, letters = self.lesson.kernel.region, self.lesson.letters
        pitch = sizing.kernel_pitch(self.lesson)
        aside = len(region.column_range) * pitch / 2 + 0.9
        indices = Grid(
            self.style,
            region,
            pitch,
            "kernel",
            name="indices",
            centre=(-aside, 0),
            content=notation.bracketed,
        )
        values = Grid(
            self.style,
            region,
            pitch,
            "kernel",
            name="letters",
            centre=(aside, 0),
            em=EQUATION,
            content=lambda tap: notation.letter(letters[tap]),
        )
        content = VGroup()
        for grid, words in ((indices, "index"), (values, "value")):
            content.add(grid, Axes(grid, ("m", "n")), _under(self, grid, grid.name, words))
        self.stack(title, content, about=(indices, values))


class ImageFigure(FigureScene):
    """F5: the image's indices, counted from its centre."""

    def construct(self) -> None:
        """Draw one grid with its axes; the centre is marked, with its index where nothing else is
        written in the cells."""
        title = self.add_title()
        centre, lesson = Index(0, 0), self.lesson

        def written(at: Index) -> Formula | None:
            return notation.bracketed(at) if at == centre else None

        grid = Grid(
            self.style,
            lesson.image.region,
            sizing.image_pitch(lesson),
            "image",
            content=partial(image_grid.pixel_formula, lesson) if lesson.written else written,
        )
        content = VGroup(grid, Axes(grid, ("i", "j")))
        content.add(plain_box(self.style, grid, Region(centre, centre), "focus", 4))
        self.stack(title, content, about=(grid,))


class CornerFigure(FigureScene):
    """F6: where the corner lies in the image, and the index of each of its pixels."""

    def construct(self) -> None:
        """Draw the image, small, and its corner, large."""
        title = self.add_title()
        corner, image = self.lesson.corner, self.lesson.image.region
        pitch, near = sizing.corner_pitch(self.lesson), sizing.small_image_pitch(self.lesson)
        left = len(image.union(corner).column_range) * near / 2 + 1.4
        right = len(corner.column_range) * pitch / 2 + 0.8
        small = Grid(self.style, image, near, "image", centre=(-left, 0))
        large, beyond = image_grid.part(
            self.style, self.lesson, corner, pitch, (right, 0), "corner"
        )
        content = VGroup(
            self._leaders(small, large),
            *(small, Axes(small, ("i", "j"), beyond=image.union(corner))),
            plain_box(self.style, small, corner, "focus", 4),
            *(beyond, large, Axes(large, ("i", "j"), beyond=corner)),
            plain_box(self.style, large, corner, "focus", 4),
            _under(self, VGroup(beyond, large), "corner", "coordinates, not pixel values"),
        )
        self.stack(title, content, about=(small, beyond, large))

    def _leaders(self, small: Grid, large: Grid) -> VGroup:
        box = plain_box(self.style, small, self.lesson.corner, "focus")
        framed = plain_box(self.style, large, self.lesson.corner, "focus")
        ends = ((1.0, 1.0, 0.0), (1.0, -1.0, 0.0))
        return VGroup(
            *(
                self.style.line(
                    Line(box.get_corner(end), framed.get_corner((-1.0, end[1], 0.0))), "grid", 2
                )
                for end in ends
            )
        )


def _under(scene: FigureScene, drawn: VGroup, name: str, words: str) -> Label:
    label = scene.style.words(words, STEP, role="muted")
    annotate(label, "label", None, f"{name}.note")
    return label.put(drawn.get_bottom() + [0, -0.42, 0])
