"""Type is set from data, addressed by token, and read back from its outlines."""

from fractions import Fraction

import numpy as np
import pytest
from manim import DOWN, LEFT

from corrconv import Index, Operation
from corrconv.core.index import Region
from corrconv.draw.export import annotations
from corrconv.draw.export.annotations import annotate
from corrconv.draw.export.view import View
from corrconv.draw.shapes.grid import Grid
from corrconv.draw.style import Style
from corrconv.draw.text.label import glyphs
from corrconv.draw.text.typesetter import LONGEST, MissingGlyphError, Typesetter
from corrconv.formula.notation import (
    at,
    bracketed,
    element,
    equation,
    general_term,
    name,
    number,
)
from corrconv.formula.tokens import Token, plain
from corrconv.theme.loader import shipped


@pytest.fixture(scope="module")
def style() -> Style:
    return Style(shipped("light"))


@pytest.mark.parametrize("operation", Operation, ids=lambda operation: operation.slug)
def test_every_token_of_an_equation_has_its_own_glyphs(style: Style, operation: Operation) -> None:
    label = style.formula(equation(operation))
    for mark in label.parts:
        assert len(mark) == len("".join(mark.token.text.split()))
    assert len(label.part("sign")) == 2
    assert annotations.spell(label, style.typesetter.outlines) == label.text


def test_a_part_that_is_not_there_is_named(style: Style) -> None:
    with pytest.raises(KeyError, match="has no part 'sing'"):
        style.formula(general_term(Operation.CONVOLUTION)).part("sing")


def test_tokens_take_the_colour_of_their_role(style: Style) -> None:
    label = style.formula(at("x", Index(1, 2)))
    colours = {str(glyph.get_fill_color()) for glyph in glyphs(label)}
    assert colours == {shipped("light").ink, shipped("light").column, shipped("light").row}


@pytest.mark.parametrize("scale", [0.3, 1, 7])
@pytest.mark.parametrize("text", ["abcdefghi", "−3,−3", "[1,1]", "0123456789", "the kernel’s"])
def test_outlines_read_back_at_any_place_and_size(style: Style, text: str, scale: float) -> None:
    label = style.words(text).scale(scale).shift(3 * LEFT + DOWN)
    read = [style.typesetter.outlines.read(glyph.points) for glyph in glyphs(label)]
    assert "".join(filter(None, read)) == "".join(text.split())


def test_another_glyph_under_the_same_token_is_seen(style: Style) -> None:
    label, other = style.words("a"), style.words("b")
    glyphs(label)[0].points = glyphs(other)[0].points.copy()
    assert annotations.spell(label, style.typesetter.outlines) == "b"


def test_a_mirrored_or_unknown_outline_is_not_read_as_a_letter(style: Style) -> None:
    label = style.words("g")
    glyphs(label)[0].points *= np.array([-1.0, 1.0, 1.0])
    assert annotations.spell(label, style.typesetter.outlines) == annotations.UNKNOWN


def test_spaces_are_kept_only_where_the_outlines_agree(style: Style) -> None:
    label = style.words("two words")
    assert annotations.spell(label, style.typesetter.outlines) == "two words"
    glyphs(label)[0].points = glyphs(style.words("x"))[0].points.copy()
    assert annotations.spell(label, style.typesetter.outlines) == "xwowords"


HOSTILE = ['"', "\\", '"]#panic("x")', "#read", "$x$", "*b*", "_i_", "<l>", "@r", "\\u{41}", "//c"]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_text_is_only_text(style: Style, text: str) -> None:
    assert annotations.spell(style.words(text), style.typesetter.outlines) == text


@pytest.mark.parametrize("text", ["a\nb", "a\x00b", "\x7f", "\u2028", "x" * (LONGEST + 1)])
def test_control_characters_and_endless_texts_are_refused(style: Style, text: str) -> None:
    with pytest.raises(ValueError, match="cannot be set: wanted at most 400 characters"):
        style.words(text)


@pytest.mark.parametrize("text", ["漢", "↔", "\U0001f600"])
def test_a_character_without_a_glyph_is_refused_and_not_drawn_as_a_box(
    style: Style, text: str
) -> None:
    with pytest.raises(MissingGlyphError, match="no glyph"):
        style.words(f"a{text}")


def test_labels_in_a_row_share_a_baseline(style: Style) -> None:
    """g has a descender and d has not: placed by capital height they stand on one line."""
    g, d = style.words("g").put(np.zeros(3)), style.words("d").put(np.zeros(3))
    assert g.strut.get_bottom()[1] == pytest.approx(d.strut.get_bottom()[1])
    assert g.get_bottom()[1] < d.get_bottom()[1] - 0.03


def test_a_column_grows_to_the_right_and_a_row_downwards(style: Style) -> None:
    grid = Grid(style, Region(Index(-1, -1), Index(1, 1)), 1.0, "image", content=bracketed)
    assert grid.point(Index(1, 0))[0] > grid.point(Index(0, 0))[0]
    assert grid.point(Index(0, 1))[1] < grid.point(Index(0, 0))[1]
    assert annotations.spell(grid(Index(-1, 1)), style.typesetter.outlines) == plain(
        bracketed(Index(-1, 1))
    )


def test_a_grid_knows_its_places_after_it_was_moved(style: Style) -> None:
    grid = Grid(style, Region(Index(0, 0), Index(1, 1)), 1.0, "image").shift([2, 1, 0])
    label = grid.write(Index(1, 1), at("x", Index(1, 1)))
    assert label.strut.get_center() == pytest.approx(grid(Index(1, 1)).square.get_center())


def test_boxes_are_in_pixels_from_the_upper_left_corner(style: Style) -> None:
    grid = Grid(style, Region(Index(0, 0), Index(1, 0)), 1.0, "image")
    for index in grid.region:
        annotate(grid(index), "image", index, "image")
    view = View.around([part for part in grid.get_family() if len(part.points)], 100)
    first, second = annotations.drawn_entries([grid], style.typesetter.outlines, view)
    margin = 0.06 * 2 * 100
    assert first["bbox"] == pytest.approx([margin, margin, margin + 100, margin + 100], abs=1)
    assert second["bbox"][0] == pytest.approx(first["bbox"][2])


def test_what_is_transparent_is_not_a_fact(style: Style) -> None:
    label = style.words("ghost")
    annotate(label, "label", None, "note")
    view = View(0, 0, 10, 10, 1)
    assert len(annotations.drawn_entries([label], style.typesetter.outlines, view)) == 1
    label.set_opacity(0)
    assert annotations.drawn_entries([label], style.typesetter.outlines, view) == []


@pytest.mark.parametrize("letter", [*HOSTILE, "<script>", "w1", "alpha", '#read("/etc/hostname")'])
def test_a_hostile_kernel_letter_is_only_text(style: Style, letter: str) -> None:
    assert annotations.spell(style.formula((element(letter),)), style.typesetter.outlines) == letter
    assert annotations.spell(style.formula((name(letter),)), style.typesetter.outlines) == letter


@pytest.mark.parametrize("letter", ["a\nb", "\x00", "x" * (LONGEST + 1)])
def test_a_letter_of_control_characters_is_refused(style: Style, letter: str) -> None:
    with pytest.raises(ValueError, match="cannot be set"):
        style.formula((element(letter),))


def test_a_fraction_stands_as_close_to_its_sign_as_a_whole_number() -> None:
    typesetter = Typesetter()

    def sign_and_air(value: int | Fraction) -> float:
        wide, narrow = (number(each) for each in (-value, value))
        return sum(
            sign * typesetter.formula(each, 1.0, ["#000000"] * len(each)).width
            for sign, each in ((1, wide), (-1, narrow))
        )

    assert sign_and_air(Fraction(1, 3)) == pytest.approx(sign_and_air(13), abs=1e-3)
    spaced = (*number(Fraction(-1, 3))[:1], Token("1/3", '"1/3"', ""))
    loose = typesetter.formula(spaced, 1.0, ["#000000"] * 2).width
    assert loose > typesetter.formula(number(Fraction(-1, 3)), 1.0, ["#000000"] * 2).width + 0.1
