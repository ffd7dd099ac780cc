"""The lesson file says all that is particular to the article, and bad files are refused."""

import re
from pathlib import Path

import pytest

from corrconv import Index, Operation
from corrconv.catalog import find
from corrconv.core.traversal import Traversal
from corrconv.lesson.lesson import BUILT_IN, load


@pytest.fixture
def changed(tmp_path: Path):
    """A copy of the built-in lesson with one text replaced."""

    def change(old: str, new: str) -> Path:
        text = BUILT_IN.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "lesson.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return change


def test_the_built_in_lesson_is_the_articles() -> None:
    lesson = load()
    assert (lesson.name, lesson.image.columns, lesson.image.rows) == ("post", 7, 7)
    assert lesson.letters[Index(-1, -1)] == "a"
    assert lesson.letters[Index(1, 0)] == "f"
    assert lesson.letters[Index(-1, 1)] == "g"
    assert lesson.worked[Operation.CONVOLUTION] == Index(1, 1)
    assert lesson.worked[Operation.CROSS_CORRELATION] == Index(-1, -1)
    assert lesson.traversal is Traversal.READING
    assert [erratum.id for erratum in lesson.errata] == [f"E{number}" for number in range(1, 9)]


def test_every_erratum_names_figures_that_exist() -> None:
    names = {figure.name for figure in find()}
    for erratum in load().errata:
        assert erratum.figures
        assert set(erratum.figures) <= names


def test_a_changed_lesson_is_a_different_lesson(changed) -> None:
    assert load(changed('["a", "b", "c"]', '["z", "b", "c"]')).letters[Index(-1, -1)] == "z"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("columns = 7", "columns = 6", "origin"),
        (
            "columns = 7",
            'columns = "7"',
            "lesson.toml:10: image: columns: wanted a whole number, got '7'",
        ),
        ("convolution = [1, 1]", "convolution = [1]", "worked: convolution: wanted a list of 2"),
        ('["a", "b", "c"]', '["a", "b"]', "kernel: letters: row 1 has 2 values, wanted 3"),
        ('["a", "b", "c"]', '["a", "b", 3]', "kernel: letters: wanted only str values"),
        ('order = "reading"', 'order = "spiral"', "'reading', 'reverse reading'"),
        ('name = "post"', 'name = "../post"', "name: wanted a name that matches"),
        ('name = "post"', "name = 7", "name: wanted a string, got 7"),
        ("[impulse]", "[impulses]", "impulses: there is no such key; did you mean impulse?"),
        ("[kernel]", "[kernal]", "kernal: there is no such key; did you mean kernel?"),
        ("corner = [[0, 0], [3, 3]]", "corner = [[0, 0]]", "corner: wanted 2 indices"),
        ("corner = [[0, 0], [3, 3]]", "corner = [[3, 3], [0, 0]]", "cannot reach"),
        ("[image]", "[image", "not a TOML file"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(changed, old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)) as caught:
        load(changed(old, new))
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"absent\.toml: cannot be read"):
        load(tmp_path / "absent.toml")


def test_traversals_are_each_others_reverse() -> None:
    outputs = tuple(Index(col, row) for row in (-1, 0, 1) for col in (-1, 0, 1))
    reading = Traversal.READING.order(outputs)
    assert reading == outputs
    assert Traversal.REVERSE_READING.order(outputs) == tuple(outputs[::-1])
    assert reading != Traversal.REVERSE_READING.order(outputs)
