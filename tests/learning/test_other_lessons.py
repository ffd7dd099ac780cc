"""B3 and B4 of other lessons: numbers of their own, even sizes, one column, fractions."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrconv.catalog import named, why_left_out
from corrconv.lesson import lesson
from corrconv.theme.loader import shipped
from corrconv.verify.oracle.check_entries import check
from corrconv.verify.oracle.check_picture import check_picture
from tests.verify.oracle.rendering import rendered

pytestmark = pytest.mark.slow

NUMBERS = """
[image]
columns = 7
rows = 7
values = [
  [3,1,0,2,1,0,1],[0,2,5,1,0,2,0],[1,4,2,0,3,1,1],[2,2,1,1,0,0,2],[0,1,3,2,2,1,0],[1,0,2,3,1,2,1],[0,2,0,1,1,0,3],
]
[kernel]
values = [[-1,0,1],[-2,0,2],[-1,0,1]]
"""
FRACTIONS = """
[image]
columns = 6
rows = 4
origin = [2, 1]
[kernel]
values = [[0.5,-0.25],[1,0.125]]
origin = [0, 0]
"""
COLUMN = """
[image]
columns = 5
rows = 11
[kernel]
letters = [["a"],["b"],["c"],["d"],["e"]]
"""
LARGE = """
[image]
columns = 11
rows = 11
[kernel]
letters = [
  ["a","b","c","d"],["e","f","g","h"],["i","j","k","l"],["m","n","o","p"],["q","r","s","t"],
]
origin = [1, 2]
"""
LESSONS = {"numbers": NUMBERS, "fractions": FRACTIONS, "column": COLUMN, "large": LARGE}


@pytest.mark.parametrize("name", LESSONS)
@pytest.mark.parametrize("figure", ["learning", "backpropagation"])
def test_another_lesson_is_drawn_as_computed(name: str, figure: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(f'name = "{name}"\ntitle = "{name}"\n{LESSONS[name]}', encoding="utf-8")
    made = lesson.load(path)
    if (name, figure) == ("large", "backpropagation"):
        assert "too long for a line" in str(why_left_out(named(figure), made))
        return
    assert why_left_out(named(figure), made) is None
    result = rendered(figure, lesson=path)
    assert check(result.facts, made) == []
    assert check_picture(result.facts, result.still, shipped("light")) == []
    assert check(result.facts, lesson.load()) != []
