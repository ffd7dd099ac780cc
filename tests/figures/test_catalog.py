"""Which figures there are, and what is said of each."""

import ast
from pathlib import Path

import pytest

from corrconv.catalog import UnknownFigureError, alt, caption, drawn_by, find, named, title_cards
from corrconv.lesson.lesson import load

ROOT = Path(__file__).parents[2]
ARTICLE = [f"F{number}" for number in range(1, 17)]


def test_the_figures_of_the_article_come_first_and_in_its_order() -> None:
    ids = [figure.id for figure in find()]
    assert [each for each in ids if "-" not in each][:16] == ARTICLE
    assert ids[:4] == ["F1", "F1-convolution", "F1-cross-correlation", "F2"]
    assert [each for each in ids if each[0] == "B"] == ["B1", "B2", "B3", "B4"]
    assert all("still" in figure.forms for figure in find())


def test_every_scene_class_exists_and_every_scene_draws_a_figure() -> None:
    listed = {(figure.scene, figure.scene_class) for figure in (*find(), *title_cards())}
    files = [path for path in (ROOT / "scenes").glob("*.py") if path.name != "__init__.py"]
    found = {
        (f"scenes/{path.name}", node.name)
        for path in files
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    assert listed <= found
    assert {scene for scene, _ in listed} == {f"scenes/{path.name}" for path in files}


def test_a_scene_rendered_by_hand_draws_the_figure_of_its_class() -> None:
    assert drawn_by("Patches") == find(["patches"])[0]
    assert drawn_by("Card") == title_cards()[0]
    with pytest.raises(UnknownFigureError, match="no figure is drawn by a scene called Nobody"):
        drawn_by("Nobody")


def test_globs_ids_and_names_select() -> None:
    assert [figure.id for figure in find(["f9", "kernel"])] == ["F4", "F9"]
    assert [figure.name for figure in find(["*coverage"])] == [
        "convolution-coverage",
        "cross-correlation-coverage",
    ]
    assert len(find()) > 2


def test_an_unknown_name_gets_a_suggestion() -> None:
    with pytest.raises(UnknownFigureError, match="did you mean corner"):
        find(["cornr"])
    with pytest.raises(UnknownFigureError, match="no figure matches 'zzz' \\(known: F1 "):
        named("zzz")


@pytest.mark.parametrize("figure", find(), ids=lambda figure: figure.name)
def test_every_figure_has_a_caption_and_an_alternative_text(figure) -> None:
    lesson = load()
    for words in (caption(figure, lesson), alt(figure, lesson)):
        assert len(words) > 30
        assert words.endswith(".")
        assert "-1" not in words, "a true minus sign is wanted"


def test_errata_stand_in_the_captions_of_their_figures() -> None:
    lesson = load()
    for erratum in lesson.errata:
        for figure in find():
            assert (erratum.text in caption(figure, lesson)) == (figure.name in erratum.figures)


def test_captions_tell_the_terms() -> None:
    lesson = load()
    assert "i h g / f e d / c b a" in caption(named("convolution-drawing"), lesson)
    assert "a b c / d e f / g h i" in caption(named("cross-correlation-drawing"), lesson)
    assert "of 16 terms 9 have" in caption(named("convolution-table"), lesson)
    assert "y[−2,−2] reads x[1..3,1..3]" in caption(named("cross-correlation-coverage"), lesson)
