"""A worked table that leaves terms out says how many there are and how many it shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from corrconv.catalog import alt, caption, named
from corrconv.core.operation import Operation
from corrconv.figures.families.worked import left_out
from corrconv.lesson.lesson import Lesson, load
from corrconv.verify.oracle.check_entries import check
from scenes.worked import summary
from tests.verify.oracle.rendering import rendered

TABLE = named("convolution-table")

SAID = {
    "sobel": "Shown: 16 of the 25 terms. 9 exist; the others have no kernel element.",
    "emboss": "Shown: 16 of the 81 terms. 9 exist; the others have no kernel element.",
    "even": "Shown: 9 of the 25 terms. 4 exist; the others have no kernel element.",
    "rectangular": "Shown: 6 of the 15 pixels. 2 meet an element; 1 element lies outside "
    "the image.",
    "ahn": "4 of the 9 pixels meet an element; 5 elements lie where no pixel is.",
    "post": "9 of the 49 terms exist; the kernel has no element for the others.",
}
LEFT_OUT = {"sobel": (16, 25), "emboss": (16, 81), "even": (9, 25), "rectangular": (6, 15)}


def made(tmp_path: Path, text: str) -> Lesson:
    path = tmp_path / "made.toml"
    path.write_text(f'name = "made"\ntitle = "made"\n{text}', encoding="utf-8")
    return load(path)


def steps(facts: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in facts["drawn"] if each["grid"] == "step"]


@pytest.mark.parametrize("name", SAID)
def test_the_words_under_the_table(name: str) -> None:
    assert summary(load(Path(name)), Operation.CONVOLUTION) == SAID[name]


@pytest.mark.parametrize("name", SAID)
def test_caption_and_alternative_text_say_so_too(name: str) -> None:
    lesson = load(Path(name))
    texts = [caption(TABLE, lesson), alt(TABLE, lesson)]
    if name not in LEFT_OUT:
        assert left_out(lesson, Operation.CONVOLUTION) == ()
        assert not any("The table shows" in text for text in texts)
        return
    shown, total = LEFT_OUT[name]
    said = (
        f"The table shows {shown} of the {total} pixels; the kernel has no element for the others."
    )
    assert all(said in text for text in texts)


@pytest.mark.parametrize("name", ["sobel", "rectangular"])
def test_the_picture_shows_as_many_as_it_says(name: str) -> None:
    lesson = load(Path(name))
    facts = rendered(TABLE.name, lesson=Path(name)).facts
    (step,) = steps(facts)
    assert step["text"] == SAID[name]
    rows = [each["index"] for each in facts["drawn"] if each["grid"] == "substituted"]
    pixels = {(pixel.col, pixel.row) for pixel in lesson.image}
    numbers = [int(number) for number in re.findall(r"\d+", step["text"])]
    assert numbers[:2] == [sum((col, row) in pixels for col, row in rows), len(pixels)]
    assert check(facts, lesson) == []
    step["text"] = SAID["post"].replace("49", str(len(pixels)))
    assert [each for each in check(facts, lesson) if "step" in each]


def test_a_corner_of_the_file_is_its_own_choice_where_the_table_shows_it(tmp_path: Path) -> None:
    size = "[kernel]\nvalues = [[1, 2, 3]]\n[image]\ncolumns = 7\nrows = 7\n"
    said = [
        left_out(made(tmp_path, size + corner), Operation.CONVOLUTION)
        for corner in ("corner = [[0, 1], [2, 2]]", "corner = [[-2, -2], [-1, -1]]", "")
    ]
    assert said[0] == ()
    assert "shows 8 of the 49 pixels" in said[1][0]
    assert said[1] == said[2]


def test_where_all_terms_exist_or_one(tmp_path: Path) -> None:
    row = "[image]\ncolumns = 3\nrows = 1\n"
    whole = made(tmp_path, f"[kernel]\nvalues = [[1, 2, 3]]\n{row}")
    assert summary(whole, Operation.CONVOLUTION) == "All 3 terms exist."
    one = made(tmp_path, f"[kernel]\nvalues = [[2]]\n{row}corner = [[0, 0], [0, 0]]\n")
    assert summary(one, Operation.CONVOLUTION) == (
        "1 of the 3 terms exists; the kernel has no element for the others."
    )
