"""Themes: readable, told apart without red and green, never by colour alone (erratum E6)."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from corrconv import Operation
from corrconv.figures.phrases import TAGS
from corrconv.theme.contrast import (
    DISTINCT_PAIRS,
    LINE_PAIRS,
    TEXT_PAIRS,
    measure_pairs,
    require_contrast,
)
from corrconv.theme.loader import DEFAULTS, SHIPPED, load, shipped
from corrconv.theme.theme import Theme

EVERY = pytest.mark.parametrize("name", SHIPPED)
LIGHT = shipped("light")


@EVERY
def test_every_pair_of_every_theme_is_far_enough_apart(name: str) -> None:
    assert [each.sentence for each in measure_pairs(shipped(name)) if not each.good] == []


@pytest.mark.parametrize("name", DEFAULTS)
def test_the_usual_themes_need_no_exemption_and_have_dark_type(name: str) -> None:
    theme = shipped(name)
    assert theme.exempt == ()
    ink = [each for each in measure_pairs(theme) if (each.what, each.first) == ("text", "ink")]
    assert {each.second for each in ink} == {"paper", "image_fill", "kernel_fill", "output_fill"}
    assert min(each.met for each in ink) > 7


def test_every_exemption_says_why_and_is_needed() -> None:
    theme = shipped("post")
    assert theme.exempt
    for each in theme.exempt:
        rest = tuple(other for other in theme.exempt if other != each)
        assert not all(pair.good for pair in measure_pairs(replace(theme, exempt=rest))), each
        assert len(each.why) > 20


def test_axes_and_operations_have_colours_of_their_own_but_in_the_article_and_on_paper() -> None:
    for name in DEFAULTS:
        theme = shipped(name)
        axes = {theme.column, theme.row}
        operations = {theme.of(operation.slug) for operation in Operation}
        assert (len(axes), len(operations), axes & operations) == (2, 3, set())
    assert shipped("post").column == shipped("post").convolution, "the article's red is both"


def test_print_has_neither_colour_nor_a_pair_that_needs_one() -> None:
    theme = shipped("print")
    for role in theme.roles():
        colour = theme.of(role)
        assert colour[1:3] == colour[3:5] == colour[5:7], role
    widths = [theme.widths.image, theme.widths.kernel, theme.widths.output]
    assert len(set(widths)) == 3, "the weight of a line tells the grids apart"


def test_every_role_is_looked_at_but_the_one_that_only_separates() -> None:
    seen = {
        *TEXT_PAIRS,
        *LINE_PAIRS,
        *(role for pairs in (TEXT_PAIRS, LINE_PAIRS) for rs in pairs.values() for role in rs),
    }
    assert seen == set(Theme.roles()) - {"grid"}


def test_operations_differ_without_colour_too() -> None:
    assert len(set(TAGS.values())) == len(Operation)
    assert all(pair.cue for pair in DISTINCT_PAIRS)
    pairs = {frozenset((pair.first, pair.second)) for pair in DISTINCT_PAIRS}
    slugs = [operation.slug.replace("-", "_") for operation in Operation]
    assert {frozenset((a, b)) for a in slugs for b in slugs if a != b} <= pairs


BROKEN = {
    "pale words": ({"muted": "#A9B0B7"}, "muted on paper: contrast 2.19 : 1 as text, wanted 4.5"),
    "pale lines": ({"image_line": "#9FC0A6"}, "image_line on "),
    "manim's red and green": (
        {"convolution": "#FC6255", "cross_correlation": "#83C167"}, "cross_correlation on "
    ),
    "one green for both": (
        {"convolution": "#1D7F60"},
        "convolution, cross_correlation: distance 0.0, wanted 10 (CIEDE2000)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_theme_that_breaks_contrast_is_refused_with_the_pair_and_the_number(what: str) -> None:
    change, said = BROKEN[what]
    with pytest.raises(ValueError, match=r"^mine\.toml: ") as refusal:
        require_contrast(replace(LIGHT, **change), "mine.toml")  # type: ignore[arg-type]
    assert said in str(refusal.value)


def test_red_and_green_are_lost_without_green_cones_only() -> None:
    lost = replace(LIGHT, convolution="#A0522D", cross_correlation="#4F7A21")
    bad = {(each.what, each.first) for each in measure_pairs(lost) if not each.good}
    assert {what for what, _ in bad} <= {"deuteranopia", "protanopia", "normal", "text"}
    assert ("normal", "convolution") not in bad
    assert ("deuteranopia", "convolution") in bad


def write(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_changes_colours_sizes_and_widths(tmp_path: Path) -> None:
    text = (
        'base = "light"\n[colours]\nfocus = "#5b21b6"\nlibrary-cross-correlation = "#5B21B6"\n'
        "[type]\ntitle = 0.5\n[widths]\nbox = 6\n"
    )
    theme = load(write(tmp_path, text))
    assert (theme.name, theme.focus, theme.library_cross_correlation) == (
        "mine", "#5B21B6", "#5B21B6",
    )  # fmt: skip
    assert (theme.type.title, theme.type.cell) == (0.5, LIGHT.type.cell)
    assert (theme.widths.box, theme.widths.image) == (6.0, 2.0)
    assert theme.paper == LIGHT.paper
    differing = {part for part, value in theme.parts().items() if value != LIGHT.parts()[part]}
    assert differing == {"focus", "library_cross_correlation", "type title", "width box"}


@EVERY
def test_a_theme_survives_json(name: str) -> None:
    theme = shipped(name)
    assert Theme.of_values(json.loads(json.dumps(asdict(theme)))) == theme


WRONG = {
    'colours = 3': "mine.toml: colours: wanted a table, got 3",
    'base = "light"\n[colours]\nfokus = "#5B21B6"': "unknown key 'fokus'; did you mean focus?",
    'base = "light"\n[colours]\nfocus = "blue"': "colours: focus: wanted #RRGGBB, got 'blue'",
    'base = "sepia"': "mine.toml: base: wanted one of light, dark, post, print, got 'sepia'",
    'base = ["light"]': "base: wanted one of",
    '[colours]\nink = "#000000"': "colours: paper: wanted #RRGGBB or a base, it is missing",
    'base = "light"\nname = "light"': "name: 'light' is a theme that ships",
    'base = "light"\nname = "../up"': "name: wanted a name that matches",
    'base = "light"\n[type]\ncell = "big"': "type: cell: wanted a number from 0.1 to 2, got 'big'",
    'base = "light"\n[type]\ncell = nan': "type: cell: wanted a number from 0.1 to 2, got nan",
    'base = "light"\n[type]\ncell = true': "type: cell: wanted a number",
    'base = "light"\n[widths]\nbox = -1': "widths: box: wanted a number from 0.5 to 20, got -1",
    'base = "light"\napart = "smell"': "apart: wanted one of colour, cue, got 'smell'",
    'base = "light"\n[[exempt]]\nroles = ["ink"]': "exempt 1: roles: wanted two roles",
    'base = "light"\n[[exempt]]\nroles = ["ink", "paper"]\nleast = 4': "exempt 1: why: wanted",
    'base = "light"\n[[exempt]]\nroles = ["row", "paper"]\nleast = 1.1\nwhy = "so"':
        "exempt 1: least: wanted a number from 3 to 21, got 1.1",
    'base = "light': "not a TOML file",
    'base = "light"\n[colours]\nmuted = "#A9B0B7"': "mine.toml: muted on paper: contrast 2.19",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_theme_is_refused_by_file_and_key(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError) as refusal:
        load(write(tmp_path, text))
    assert WRONG[text] in str(refusal.value)
    assert "mine.toml" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_not_there_or_far_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        load(tmp_path / "none.toml")
    with pytest.raises(ValueError, match="has more than 65536 bytes"):
        load(write(tmp_path, "#" * 70000))


def test_an_unknown_role_and_an_unknown_theme_are_refused() -> None:
    with pytest.raises(KeyError, match="no theme role 'puce'"):
        LIGHT.of("puce")
    with pytest.raises(KeyError, match="no theme 'sepia': wanted one of light"):
        shipped("sepia")
