"""Every rule of the lint finds what is broken on purpose in a real figure, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from manim import DOWN, LEFT, RIGHT, Rectangle

from corrconv.draw.scene import FigureScene
from corrconv.draw.style import CELL, STEP
from corrconv.theme.loader import shipped
from corrconv.verify.lint.rules import AIR, RULES, Flaw, find_flaws
from tests.verify.oracle.rendering import Tamper, claimed, rendered

Cell = tuple[int, int]

FIGURE = "image"
MOVING = "patches"


def found(figure: str, tamper: Tamper | None = None, theme: str = "light") -> list[Flaw]:
    return list(find_flaws(rendered(figure, theme, tamper).facts["look"], shipped(theme)))


@cache
def sound(figure: str) -> tuple[Flaw, ...]:
    """What is found in a figure as it is."""
    return tuple(found(figure))


def moved(grid: str, at: Cell | None, way: Any) -> Tamper:
    return lambda scene: claimed(scene, grid, at).shift(way)


def onto(grid: str, at: Cell | None, other: str, there: Cell | None) -> Tamper:
    """One thing is put upon another."""
    return lambda scene: claimed(scene, grid, at).move_to(claimed(scene, other, there))


def grown(grid: str, at: Cell, times: float) -> Tamper:
    """What is written in a cell grows; the cell does not."""
    return lambda scene: claimed(scene, grid, at).label.scale(times)


def written(em: float, role: str, way: Any = DOWN) -> Tamper:
    """More words, under the picture."""

    def tamper(scene: FigureScene) -> None:
        words = scene.style.words("small print", em, role)
        scene.add(words.next_to(scene.mobjects[0], way, buff=0.5).shift(DOWN * 6))

    return tamper


def covered(scene: FigureScene) -> None:
    """An opaque plate lies over half of the title."""
    title = claimed(scene, "title")
    plate = Rectangle(width=title.width / 2, height=1, stroke_width=0)
    scene.add(scene.style.fill(plate, "image_fill").move_to(title.get_left(), aligned_edge=LEFT))


def solid(scene: FigureScene) -> None:
    """The dashed box of cross-correlation becomes a solid one."""
    dashed = claimed(scene, "image.cross-correlation", (1, 1))
    frame = Rectangle(width=dashed.width, height=dashed.height).move_to(dashed)
    frame.annotation = dashed.annotation  # type: ignore[attr-defined]
    scene.style.line(frame, "cross-correlation")
    scene.remove(*(each for each in scene.mobjects if dashed in each.get_family()))
    scene.add(frame)


BROKEN: dict[str, tuple[str, Tamper, str, str, str]] = {
    "a title runs into an axis": (
        FIGURE, onto("title", None, "image.columns", (0, -3)), "text overlap", "title", "overlap by"
    ),
    "an axis number runs into another": (
        FIGURE, onto("image.columns", (1, -3), "image.columns", (2, -3)),
        "text overlap", "columns[", "'2'"
    ),
    "a plate hides half of a title": (FIGURE, covered, "text overlap", "title", "overlap by"),
    "an index fills its cell": (
        "kernel", grown("indices", (-1, -1), 1.28),
        "text in its cell", "indices[-1,-1]", "wanted 10%"
    ),
    "an index leaves its cell": (
        "kernel", grown("indices", (-1, -1), 2.0),
        "text in its cell", "indices[-1,-1]", "leaves its cell"
    ),
    "an index slips to the side": (
        "kernel", lambda scene: claimed(scene, "indices", (0, 0)).label.shift(RIGHT * 0.33),
        "text in its cell", "indices[0,0]", "of its cell free",
    ),
    "a legend leaves the frame": (
        MOVING, moved("legend.convolution", (1, 1), RIGHT * 2.5), "safe margin", "legend.", "right"
    ),
    "words are smaller than 14 px": (
        FIGURE, written(0.9 * CELL, "ink"), "readable size", "", "is set in 12.8 px at 720 px"
    ),
    "words are paler than 4.5 : 1": (
        FIGURE, written(STEP, "grid"), "contrast", "", "on #FFFFFF has 1.65 : 1, wanted 4.5 : 1"
    ),
    "boxes differ by colour alone": (
        MOVING, solid, "colour alone", "image.convolution", "are both drawn solid"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_the_rule_fires_and_names_the_place_and_the_numbers(what: str) -> None:
    figure, tamper, rule, where, said = BROKEN[what]
    assert sound(figure) == ()
    after = found(figure, tamper)
    ours = [flaw for flaw in after if flaw.rule == rule]
    assert ours, after
    assert any(where in flaw.where and said in flaw.sentence for flaw in ours), ours
    assert {flaw.rule for flaw in after} <= {rule, "text overlap", "safe margin"}


def test_every_rule_is_shown_to_fire() -> None:
    assert {rule for _, _, rule, _, _ in BROKEN.values()} == set(RULES)


def test_what_lies_too_near_to_the_edge_of_a_still_is_found() -> None:
    look = rendered(FIGURE).facts["look"]
    assert [flaw for flaw in find_flaws(look, None) if flaw.rule == "safe margin"] == []
    look["layout"]["edge"][0]["value"] = 0.02
    (flaw,) = find_flaws(look, None)
    assert (flaw.met, flaw.wanted) == (0.02, 0.045)
    assert "of the still" in flaw.sentence


def test_a_flaw_that_is_gone_at_the_end_is_found_all_the_same() -> None:
    """Each step is measured as it ends, not the final state alone."""

    def tamper(scene: FigureScene) -> None:
        title = claimed(scene, "title")
        scene.say("The title is down.")
        title.shift(DOWN)
        scene.measure()
        title.shift(-DOWN)
        scene.say("The title is up again.")

    (flaw, *_) = [each for each in found(MOVING, tamper) if each.rule == "text overlap"]
    assert flaw.where == "title"
    assert flaw.step == "The title is down."


def test_what_is_hidden_or_dimmed_on_purpose_is_no_flaw() -> None:
    """The kernel covers the pixels that it lies on; the traversal ends with a dimmed image."""
    for figure in ("sliding-convolution", "traversal"):
        assert found(figure) == []


def test_an_exemption_of_the_theme_excuses_its_pair_alone() -> None:
    look = rendered("patches", "post").facts["look"]
    theme = shipped("post")
    assert list(find_flaws(look, theme)) == []
    bare = list(find_flaws(look, replace(theme, exempt=())))
    assert {flaw.rule for flaw in bare} == {"contrast"}
    assert {flaw.met for flaw in bare} == {3.2}
    assert list(find_flaws(look, None)) == bare, "a theme that is not at hand excuses nothing"


def test_larger_type_leaves_its_cells_and_smaller_type_cannot_be_read() -> None:
    """The measures follow the theme's own sizes."""
    look = rendered("kernel").facts["look"]
    (cell,) = [each for each in look["layout"]["size"] if each["value"] == 14.2]
    assert cell["value"] == round(0.28 * 50.625, 1)
    assert min(each["value"] for each in look["layout"]["air"]) >= AIR
