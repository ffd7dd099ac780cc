"""The catalog is the one list of figures, and its captions come from the terms."""

import ast
from pathlib import Path

import pytest

from corrconv.catalog import CARDS, CATALOG, UnknownFigureError, find, named
from corrconv.figures.caption import alt, caption
from corrconv.lesson.lesson import load

ROOT = Path(__file__).parents[2]
INVENTORY = [f"F{number}" for number in range(1, 17)] + ["B1", "B2", "B3", "B4"]
ANIMATED = {"F1", "F8", "F9", "F11", "F12", "F13", "F14", "F15", "B2", "B3", "B4"}


def test_every_figure_of_the_inventory_is_there_in_its_order() -> None:
    ids = [figure.id for figure in CATALOG if "-" not in figure.id]
    assert ids == INVENTORY
    assert {figure.id for figure in CATALOG if "animation" in figure.forms} >= ANIMATED
    assert all("still" in figure.forms for figure in CATALOG)


def test_names_and_ids_are_unique() -> None:
    assert len({figure.name for figure in CATALOG}) == len(CATALOG)
    assert len({figure.id for figure in CATALOG}) == len(CATALOG)


def test_every_scene_class_exists_and_every_scene_is_listed() -> None:
    listed, cards = (
        {(figure.scene, figure.scene_class, figure.name) for figure in figures}
        for figures in (CATALOG, CARDS)
    )
    found = set()
    for path in (ROOT / "scenes").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    if isinstance(line, ast.Assign) and line.targets[0].id == "figure_name":
                        found.add((f"scenes/{path.name}", node.name, line.value.value))
    assert listed <= found <= listed | cards
    assert found & cards


def test_globs_ids_and_names_select() -> None:
    assert [figure.id for figure in find(["f9", "kernel"])] == ["F4", "F9"]
    assert [figure.name for figure in find(["*coverage"])] == [
        "convolution-coverage",
        "cross-correlation-coverage",
    ]
    assert find() == CATALOG


def test_an_unknown_name_gets_a_suggestion() -> None:
    with pytest.raises(UnknownFigureError, match="did you mean corner"):
        find(["cornr"])
    with pytest.raises(UnknownFigureError, match="no figure matches 'zzz' \\(known: F1 "):
        named("zzz")


@pytest.mark.parametrize("figure", CATALOG, ids=lambda figure: figure.name)
def test_every_figure_has_a_caption_and_an_alternative_text(figure) -> None:
    lesson = load()
    for words in (caption(figure, lesson), alt(figure, lesson)):
        assert len(words) > 30
        assert words.endswith(".")
        assert "-1" not in words, "a true minus sign is wanted"


def test_errata_stand_in_the_captions_of_their_figures() -> None:
    lesson = load()
    for erratum in lesson.errata:
        for figure in CATALOG:
            assert (erratum.text in caption(figure, lesson)) == (figure.name in erratum.figures)


def test_captions_tell_the_terms() -> None:
    lesson = load()
    assert "i h g / f e d / c b a" in caption(named("convolution-drawing"), lesson)
    assert "a b c / d e f / g h i" in caption(named("cross-correlation-drawing"), lesson)
    assert "of 16 terms 9 have" in caption(named("convolution-table"), lesson)
    assert "y[−2,−2] reads x[1..3,1..3]" in caption(named("cross-correlation-coverage"), lesson)
