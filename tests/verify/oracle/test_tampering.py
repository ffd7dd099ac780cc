"""A finished scene is tampered with, and the proof names figure and cell."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DOWN, RIGHT, Rectangle

from corrconv.core.index import Index
from corrconv.core.operation import Operation
from corrconv.draw.scene import FigureScene
from corrconv.formula.tokens import PLUS
from corrconv.lesson.lesson import Lesson
from corrconv.theme.loader import shipped
from corrconv.verify.oracle.check_entries import check
from corrconv.verify.oracle.check_picture import check_picture
from tests.verify.oracle.rendering import Tamper, claimed, drop, exchange, rendered, rewrite

Cell = tuple[int, int]


def letter(grid: str, at: Cell | None, source: Cell | None, other: str = "") -> Tamper:
    """The last glyph of one place is replaced by that of another."""

    def tamper(scene: FigureScene) -> None:
        rewrite(claimed(scene, grid, at), claimed(scene, other or grid, source))

    return tamper


def swapped(grid: str, one: Cell, other: Cell) -> Tamper:
    """Two cells change places."""
    return lambda scene: exchange(claimed(scene, grid, one), claimed(scene, grid, other))


def shifted(grid: str, at: Cell | None, way: object, ground: str, cells: float = 1) -> Tamper:
    """Something moves by so many cells of a grid."""

    def tamper(scene: FigureScene) -> None:
        pitch = claimed(scene, ground, (0, 0)).width
        claimed(scene, grid, at).shift(np.array(way) * pitch * cells)

    return tamper


def removed(grid: str, at: Cell | None) -> Tamper:
    return lambda scene: drop(scene, claimed(scene, grid, at))


def doubled(grid: str, at: Cell | None) -> Tamper:
    return lambda scene: scene.add(claimed(scene, grid, at).copy())


def replace_sign(scene: FigureScene, grid: str) -> None:
    """The last minus sign of an equation becomes a plus sign."""
    equation = claimed(scene, grid)
    plus = scene.style.formula((PLUS,)).part("")
    rewrite(equation.part("sign"), plus)


WRONG: dict[str, tuple[str, Tamper, str]] = {
    "letter": (
        "kernel",
        letter("letters", (1, 0), (-1, -1)),
        "F4 kernel: letters [1,0]: drawn 'a', expected 'f'",
    ),
    "letter of the reveal": (
        "convolution-drawing",
        letter("elements", (2, 0), (2, 2)),
        "F9 convolution-drawing: elements [2,0]: drawn 'a', expected 'g'",
    ),
    "letter of an output": (
        "library",
        letter("output.convolution", (1, 1), (0, 0)),
        "B1 library: output.convolution [1,1]: drawn 'a', expected 'e'",
    ),
    "letter that is not read": (
        "title-card",
        lambda scene: claimed(scene, "elements", (1, 1)).submobjects[-1].stretch(1.5, 1),
        "F16 title-card: elements [1,1]: drawn '\N{REPLACEMENT CHARACTER}', expected 'e'",
    ),
    "swapped cells": (
        "title-card",
        swapped("elements", (0, 0), (2, 2)),
        "F16 title-card: elements [0,0]: lies",
    ),
    "number of an axis": (
        "image",
        lambda scene: rewrite(
            claimed(scene, "image.columns", (2, -3)), claimed(scene, "image.columns", (3, -3))
        ),
        "F5 image: image.columns [2,-3]: drawn '3', expected '2'",
    ),
    "axis over another column": (
        "corner",
        shifted("corner.columns", (1, 0), RIGHT, "corner"),
        "F6 corner: corner.columns [1,0]: is not above its column",
    ),
    "box by one cell": (
        "patches",
        shifted("image.convolution", (1, 1), DOWN, "image"),
        "F11 patches: image.convolution [1,1]: the box holds [0,1]..[2,3], expected [0,0]..[2,2]",
    ),
    "box by half a cell": (
        "patches",
        shifted("image.cross-correlation", (1, 1), RIGHT, "image", 0.4),
        "F11 patches: image.cross-correlation [1,1]: the box does not lie on the edges",
    ),
    "focus": (
        "corner",
        shifted("image.focus", None, RIGHT, "image", -1),
        "F6 corner: image.focus: the box holds [-1,0]..[2,3], expected [0,0]..[3,3]",
    ),
    "thumbnail": (
        "convolution-coverage",
        shifted("thumbnail.convolution", (2, -2), DOWN, "image", 0.2),
        "F12 convolution-coverage: thumbnail.convolution [2,-2]: marks other pixels",
    ),
    "end of the way": (
        "traversal",
        shifted("image.convolution.reading.start", (-1, -1), DOWN, "image.convolution.reading"),
        "B2 traversal: image.convolution.reading.start [-1,-1]: is not in the middle",
    ),
    "sign": (
        "title-card",
        lambda scene: replace_sign(scene, "general"),
        "F16 title-card: general: drawn 'h[m−i,n+j]', expected 'h[m−i,n−j]'",
    ),
    "number of a sum": (
        "sliding-convolution",
        letter("output.convolution", (0, 0), (1, -1)),
        "F1-convolution sliding-convolution: output.convolution [0,0]: drawn '4', expected '3'",
    ),
    "removed term": (
        "convolution-table",
        removed("solved", (3, 1)),
        "F8 convolution-table: solved [3,1]: term is missing, expected 'x[3,1]·h[−2,0]'",
    ),
    "term out of its row": (
        "cross-correlation-table",
        lambda scene: exchange(claimed(scene, "letter", (0, 0)), claimed(scene, "letter", (2, 2))),
        "F14 cross-correlation-table: letter [0,0]: does not stand in its row",
    ),
    "twice": (
        "kernel",
        doubled("letters", (0, 0)),
        "F4 kernel: letters [0,0]: drawn twice: kernel 'e'",
    ),
    "names of two equations": (
        "equations-compared",
        lambda scene: exchange(
            claimed(scene, "name.convolution"), claimed(scene, "name.cross-correlation")
        ),
        "F10 equations-compared: name.cross-correlation: does not stand below convolution",
    ),
    "label of another form": (
        "notation-zoo",
        lambda scene: exchange(
            claimed(scene, "computes.The article’s cross-correlation"),
            claimed(scene, "computes.Textbook, summed over the kernel"),
        ),
        "F2 notation-zoo: computes.Textbook, summed over the kernel: does not stand",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_was_tampered_with_is_named(kind: str, post: Lesson) -> None:
    figure, tamper, problem = WRONG[kind]
    found = check(rendered(figure, tamper=tamper).facts, post)
    assert any(each.startswith(problem) for each in found), found


def behind(grid: str, at: Cell | None) -> Tamper:
    """What was drawn last comes to lie under everything."""

    def tamper(scene: FigureScene) -> None:
        part = claimed(scene, grid, at)
        drop(scene, part)
        scene.mobjects.insert(0, part)

    return tamper


def recoloured(grid: str, at: Cell, role: str) -> Tamper:
    def tamper(scene: FigureScene) -> None:
        claimed(scene, grid, at).square.set_fill(scene.style.colour(role))

    return tamper


def bleached(grid: str, at: Cell | None, role: str) -> Tamper:
    """Text in the colour of its ground: still there, still read, not seen."""

    def tamper(scene: FigureScene) -> None:
        part = claimed(scene, grid, at)
        getattr(part, "label", part).set_fill(scene.style.colour(role))

    return tamper


def restyled(grid: str, at: Cell | None, role: str) -> Tamper:
    return lambda scene: claimed(scene, grid, at).set_stroke(scene.style.colour(role))


def solid(scene: FigureScene, grid: str, at: Cell) -> Rectangle:
    """The same box with a line that is not dashed."""
    dashed = claimed(scene, grid, at)
    box = Rectangle(width=dashed.width, height=dashed.height).move_to(dashed)
    return box.set_stroke(dashed.submobjects[0].get_stroke_color(), width=5)


UNSEEN: dict[str, tuple[str, Tamper, str]] = {
    "box behind cells": (
        "patches",
        behind("image.convolution", (1, 1)),
        "F11 patches: image.convolution [1,1]: 0% of its lower side",
    ),
    "dashed box behind cells": (
        "library",
        behind("output.library-cross-correlation.library-cross-correlation", None),
        "B1 library: output.library-cross-correlation.library-cross-correlation: 0% of its",
    ),
    "focus behind cells": (
        "corner",
        behind("corner.focus", None),
        "F6 corner: corner.focus: 0% of its",
    ),
    "box in another colour": (
        "patches",
        restyled("image.cross-correlation", (1, 1), "convolution"),
        "F11 patches: image.cross-correlation [1,1]: 0% of its",
    ),
    "box that is no longer dashed": (
        "patches",
        lambda scene: scene.add(solid(scene, "image.cross-correlation", (1, 1))),
        "F11 patches: image.cross-correlation [1,1]: 100% of its lower side",
    ),
    "cell of another role": (
        "kernel",
        recoloured("letters", (1, 1), "image_fill"),
        "F4 kernel: letters [1,1]: is not filled as kernel cells are",
    ),
    "letter without ink": (
        "title-card",
        bleached("elements", (1, 1), "kernel_fill"),
        "F16 title-card: elements [1,1]: 'e' cannot be seen",
    ),
    "equation without ink": (
        "notation",
        bleached("convolution", None, "paper"),
        "F3 notation: convolution: 'y[m,n]=",
    ),
    "axis in the other colour": (
        "image",
        bleached("image.columns", (-2, -3), "row"),
        "F5 image: image.columns [-2,-3]: '−2' does not have the colour of a column",
    ),
    "stray ink": (
        "image",
        lambda scene: scene.add(
            claimed(scene, "image.columns", (3, -3)).copy().move_to(claimed(scene, "image", (2, 2)))
        ),
        "F5 image: image [2,2]: is not empty",
    ),
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_cannot_be_seen_is_named(kind: str) -> None:
    figure, tamper, problem = UNSEEN[kind]
    result = rendered(figure, tamper=tamper)
    found = check_picture(result.facts, result.still, shipped("light"))
    assert any(each.startswith(problem) for each in found), found


def test_a_core_with_the_wrong_sign_is_caught(
    monkeypatch: pytest.MonkeyPatch, post: Lesson
) -> None:
    """The scene, the facts' terms and the equation's numbers all believe the same wrong core."""

    def wrong(self: Operation, output: Index, image: Index) -> Index:
        return Index(image.col - output.col, image.row - output.row)

    monkeypatch.setattr(Operation, "kernel_index", wrong)
    found = check(rendered("convolution-drawing").facts, post)
    assert "F9 convolution-drawing: elements [0,0]: drawn 'a', expected 'i'" in found
    assert "F9 convolution-drawing: taps [2,1]: drawn 'h[1,0]', expected 'h[−1,0]'" in found
    assert any(each.startswith("F9 convolution-drawing: terms [0, 0]:") for each in found)
