"""docs/themes.md says what the code says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import render
from corrconv.theme.colour import GREYSCALE
from corrconv.theme.contrast import (
    LARGE_RATIO,
    LEAST_DISTANCE,
    LINE_RATIO,
    TEXT_RATIO,
    PairMeasure,
    measure_pairs,
)
from corrconv.theme.loader import SHIPPED, load, shipped
from corrconv.theme.theme import Sizes, Theme, Widths
from corrconv.verify.lint import rules

PAGE = (Path(__file__).parents[2] / "docs/themes.md").read_text(encoding="utf-8")


def cells(first: str) -> list[str]:
    """The cells of the one row of a table that begins with this one."""
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| {first} |")]
    return [cell.strip() for cell in row.strip("|").split("|")]


@pytest.mark.parametrize("role", Theme.roles())
def test_every_role_is_told_with_its_colours(role: str) -> None:
    assert cells(f"`{role}`")[2:] == [shipped(name).of(role) for name in SHIPPED]


def pairs() -> list[str]:
    """A row for each pair: for each theme the least distance, and that in greyscale."""
    rows: dict[str, list[str]] = {}
    for name in SHIPPED:
        found: dict[str, list[PairMeasure]] = {}
        for each in measure_pairs(shipped(name)):
            if each.cue:
                found.setdefault(f"{each.first}, {each.second} | {each.cue}", []).append(each)
        for pair, seen in found.items():
            far = min(each.met for each in seen if each.what != GREYSCALE)
            grey = min(each.met for each in seen if each.what == GREYSCALE)
            rows.setdefault(pair, []).append(f"{far:.0f} (grey {grey:.0f})")
    return [f"| {pair} | {' | '.join(values)} |" for pair, values in rows.items()]


def test_every_pair_is_told_with_its_cue_and_its_distances() -> None:
    assert "\n".join(pairs()) in PAGE


def test_the_limits_are_those_of_the_code() -> None:
    for text in (
        f"{TEXT_RATIO} : 1 with what", f"a line {LINE_RATIO:g} : 1",
        f"distance of {LEAST_DISTANCE:g}",
        f"type under {rules.SIZE:g} px", f"lower than {rules.LETTERS:g} px",
        f"under {TEXT_RATIO} : 1, from {rules.LARGE:g} px on under {LARGE_RATIO:g} : 1",
        f"less than {rules.AIR * 100:g} % of the cell",
        f"less than {rules.EDGE * 100:g} % of a still",
        f"less than {rules.MARGIN * 100:g} % of the frame",
    ):  # fmt: skip
        assert text in PAGE, text
    assert {f"| {rule} |" in PAGE for rule in rules.RULES} == {True}


def test_the_example_is_a_theme_and_the_page_names_every_key(tmp_path: Path) -> None:
    example = PAGE.split("```toml\n")[1].split("```")[0]
    path = tmp_path / "campus.toml"
    path.write_text(example, encoding="utf-8")
    theme = load(path)
    assert (theme.name, theme.type.title, theme.widths.box) == ("campus", 0.5, 6)
    for name in (*Sizes.__slots__, *Widths.__slots__):
        assert name in example


def test_the_command_measures_and_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert render.main(["theme"]) == 0
    assert "ok 16.60 text ink on paper, wanted 4.5" in capsys.readouterr().out
    pale = tmp_path / "pale.toml"
    pale.write_text('base = "light"\n[colours]\nmuted = "#A9B0B7"', encoding="utf-8")
    assert render.main(["theme", str(pale)]) == 1
    assert "NO  2.19 text muted on paper, wanted 4.5" in capsys.readouterr().out
    assert render.main(["theme", "light", str(pale), "--json"]) == 1
    body = json.loads(capsys.readouterr().out)
    assert {name: all(each["good"] for each in body[name]) for name in body} == {
        "light": True, "pale": False,
    }  # fmt: skip
    for wrong in ("sepia", str(tmp_path / "none.toml")):
        assert render.main(["theme", wrong]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
